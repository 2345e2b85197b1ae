import { describe, expect, it } from '@jest/globals';
import type { Logger } from '@soulsync/event-store';
import { liveHub } from './live-hub.js';
import type { LiveMessage } from './live-hub.js';

function hub() {
  let hear: (error: Error | null, message: { subject: string; json(): unknown }) => void = () => undefined;
  const warnings: string[] = [];
  const logger: Logger = { debug: () => undefined, info: () => undefined, warn: (text) => warnings.push(text), error: () => undefined };
  const nats = { subscribe: (_subject: string, options: { callback: typeof hear }) => (hear = options.callback) };
  const live = liveHub(nats as never, logger); // what is used of a connection
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
      { id: 1, kind: 'record', resource: 'matches', data: { resource: 'matches', ids: ['a', 'b'] } },
      { id: 2, kind: 'record', resource: 'playlists', data: { resource: 'playlists', ids: [] } },
    ]);
  });

  it.each([
    ['transfer', 'acquisitions'],
    ['rebuild', 'projections'],
    ['discovery', 'discoveries'],
    ['edit', 'library-edits'],
    ['health', 'health-issues'],
  ])('of a %s are of the resource %s', (topic, resource) => {
    const { live, publish } = hub();
    publish(`live.${topic}.x`, '{"a":1}');
    expect(live.since(0)).toEqual([{ id: 1, kind: topic, resource, data: { a: 1 } }]);
  });

  it.each(['disk', 'filing', 'constructor', 'something-new'])('of a %s are not for readers', (topic) => {
    const { live, publish } = hub();
    publish(`live.${topic}.x`, '{}');
    expect(live.last).toBe(0);
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
    expect(live.since(497)?.map(({ id }) => id)).toEqual([498, 499, 500]);
    expect(live.since(500)).toEqual([]);
    expect(live.since(0)).toHaveLength(500);
    publish('live.health.x', '{}');
    expect(live.since(0)).toBeNull();
    expect(live.since(1)).toHaveLength(500);
  });

  it('of another life of the gateway can not be gone on from', () => {
    expect(hub().live.since(7)).toBeNull();
    expect(hub().live.since(0)).toEqual([]);
  });

  it('go on after one that can not be read, and after an interruption', () => {
    const { live, publish, interrupt, warnings } = hub();
    publish('live.record.matches', 'no json');
    publish('live.record.matches', 'null');
    interrupt();
    publish('live.health.x', '{}');
    expect([live.last, warnings.length]).toEqual([1, 3]);
  });
});
