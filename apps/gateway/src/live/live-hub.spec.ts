import { describe, expect, it } from '@jest/globals';
import type { Logger } from '@soulsync/event-store';
import { liveHub } from './live-hub.js';
import type { LiveMessage } from './live-hub.js';

function hub(life = 'a') {
  let hear: (error: Error | null, message: { subject: string; json(): unknown }) => void = () => undefined;
  const warnings: string[] = [];
  const logger: Logger = { debug: () => undefined, info: () => undefined, warn: (text) => warnings.push(text), error: () => undefined };
  const nats = { subscribe: (_subject: string, options: { callback: typeof hear }) => (hear = options.callback) };
  const live = liveHub(nats as never, logger, life); // what is used of a connection
  return {
    live,
    warnings,
    publish: (subject: string, json: string) => hear(null, { subject, json: () => JSON.parse(json) as unknown }),
    interrupt: () => hear(new Error('away'), { subject: '', json: () => null }),
  };
}
const record = (resource: string, ...ids: string[]) => JSON.stringify({ resource, ids });

describe('live updates', () => {
  it('say which records changed, and leave it to the reader to ask for them', () => {
    const { live, publish } = hub();
    const heard: LiveMessage[] = [];
    live.listen((message) => heard.push(message));
    publish('live.record.matches', record('matches', 'a', 'b'));
    publish('live.record.playlists', record('playlists'));
    expect(heard).toEqual([
      { id: 'a-1', kind: 'record', resource: 'matches', data: { resource: 'matches', ids: ['a', 'b'] } },
      { id: 'a-2', kind: 'record', resource: 'playlists', data: { resource: 'playlists', ids: [] } },
    ]);
  });

  it.each([
    ['transfer', 'acquisitions'],
    ['rebuild', 'projections'],
    ['discovery', 'discoveries'],
    ['edit', 'metadata-edits'],
    ['health', 'health-issues'],
  ])('of a %s are of the resource %s', (topic, resource) => {
    const { live, publish } = hub();
    publish(`live.${topic}.x`, '{"a":1}');
    expect(live.since('a-0')).toEqual([{ id: 'a-1', kind: topic, resource, data: { a: 1 } }]);
  });

  it.each(['disk', 'filing', 'constructor', 'something-new'])('of a %s are not for readers', (topic) => {
    const { live, publish } = hub();
    publish(`live.${topic}.x`, '{}');
    expect(live.last).toBe('a-0');
  });

  it('are no longer told to whoever left', () => {
    const { live, publish } = hub();
    const heard: LiveMessage[] = [];
    const leave = live.listen((message) => heard.push(message));
    publish('live.health.x', '{}');
    leave();
    publish('live.health.x', '{}');
    expect(heard).toHaveLength(1);
  });

  it('that were missed can be had again, until they are too many', () => {
    const { live, publish } = hub();
    for (let n = 1; n <= 500; n += 1) publish('live.health.x', '{}');
    expect(live.since('a-497')?.map(({ id }) => id)).toEqual(['a-498', 'a-499', 'a-500']);
    expect(live.since('a-500')).toEqual([]);
    expect(live.since('a-0')).toHaveLength(500);
    publish('live.health.x', '{}');
    expect(live.since('a-0')).toBeNull();
    expect(live.since('a-1')).toHaveLength(500);
  });

  it('of another life of the gateway, or of another replica, can not be gone on from, also where as many were told', () => {
    expect(hub().live.since('a-7')).toBeNull();
    expect(hub().live.since('a-0')).toEqual([]);
    const { live, publish } = hub('b');
    for (let n = 1; n <= 9; n += 1) publish('live.health.x', '{}');
    for (const id of ['a-7', '7', 'a-0', '', 'b-10']) expect([id, live.since(id)]).toEqual([id, null]);
  });

  it('go on after one that can not be read, and after an interruption', () => {
    const { live, publish, interrupt, warnings } = hub();
    publish('live.record.matches', 'no json');
    publish('live.record.matches', 'null');
    interrupt();
    publish('live.health.x', '{}');
    expect([live.last, warnings.length]).toEqual(['a-1', 3]);
  });
});
