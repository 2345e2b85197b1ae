import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { asRole, gatewayAlone } from '../support/gateway-alone.js';
import type { GatewayAlone } from '../support/gateway-alone.js';

const BOOT_MS = 60_000;

describe('the live stream', () => {
  let gateway: GatewayAlone;
  beforeAll(async () => {
    gateway = await gatewayAlone();
  }, BOOT_MS);
  afterAll(() => gateway.stop(), BOOT_MS);

  /** A reader that has been greeted. */
  async function reader(query = '', headers: Readonly<Record<string, string>> = asRole('viewer')) {
    let text = '';
    const heard = new Set<() => void>();
    const sent = request(`${gateway.url}/api/v1/live${query}`, { headers, agent: false });
    const over = new Promise<void>((resolve) =>
      sent.on('response', (response) => {
        response.setEncoding('utf8').on('data', (piece: string) => {
          text += piece;
          for (const look of heard) look();
        });
        response.on('close', resolve);
      }),
    );
    sent.on('error', () => undefined).end();
    const until = (part: string) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (!text.includes(part)) return;
          heard.delete(look);
          resolve();
        };
        heard.add(look);
        look();
      });
    await until(': hello');
    return {
      until,
      over,
      leave: () => void sent.destroy(),
      /** `id kind data` of each message. */
      get messages() {
        return [...text.matchAll(/id: (\S+)\nevent: (\w+)\ndata: (.*)\n/g)].map(([, id, kind, data]) => `${id} ${kind} ${data}`);
      },
    };
  }

  it('names what changed as it was told, and asks no service', async () => {
    const one = await reader();
    gateway.publish('live.record.matches', { resource: 'matches', ids: ['a'] });
    gateway.publish('live.transfer.x', { acquisitionId: 'x', bytes: 5 });
    await one.until('"bytes":5');
    one.leave();
    expect(one.messages.map((message) => message.replace(/^\S+ /, ''))).toEqual([
      'record {"resource":"matches","ids":["a"]}',
      'transfer {"acquisitionId":"x","bytes":5}',
    ]);
    expect(gateway.asked).toEqual([]);
  });

  it('tells who asks for some resources of these alone', async () => {
    const one = await reader('?topics=playlists,acquisitions');
    for (const resource of ['matches', 'playlists']) gateway.publish(`live.record.${resource}`, { resource, ids: [] });
    gateway.publish('live.transfer.x', { acquisitionId: 'last' });
    await one.until('last');
    one.leave();
    expect(one.messages.map((message) => message.split(' ')[1])).toEqual(['record', 'transfer']);
    expect(one.messages[0]).toContain('playlists');
  });

  it('goes on where a reader stopped, and says when it can not', async () => {
    const one = await reader();
    gateway.publish('live.health.x', { service: 'first' });
    await one.until('first');
    one.leave();
    const [id = ''] = one.messages.at(-1)?.split(' ') ?? [];
    gateway.publish('live.health.x', { service: 'missed' });
    const back = await reader('', { ...asRole('viewer'), 'last-event-id': id });
    back.leave();
    const [life, at] = id.split('-');
    const missed = `${life}-${Number(at) + 1}`;
    expect(back.messages).toEqual([`${missed} health {"service":"missed"}`]);
    // Beyond what there is, and as another replica numbers what it tells.
    for (const after of [`${life}-${Number(at) + 1_000}`, `other-${at}`, `${Number(at)}`]) {
      const fromBefore = await reader(`?after=${after}`);
      fromBefore.leave();
      expect(fromBefore.messages).toEqual([`${missed} reset {}`]);
    }
  });

  it('ends at once with the session it was opened under, and not with another', async () => {
    const [mine, other] = [await reader('', { cookie: 'soulsync_session=editor' }), await reader('', asRole('editor'))];
    gateway.signOut('editor');
    await mine.over;
    gateway.publish('live.health.x', { service: 'afterwards' });
    await other.until('afterwards');
    other.leave();
    expect(mine.messages).toEqual([]);
  });
});
