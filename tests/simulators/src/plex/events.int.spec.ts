import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import type { Duplex } from 'node:stream';
import { SHARED, startedPlex, until } from './started-plex.js';
import type { StartedPlex } from './started-plex.js';

let plex: StartedPlex;
beforeAll(async () => {
  plex = await startedPlex({ generated: { albums: 1, tracksPerAlbum: 2 } });
  await plex.put('Old Ferry/Crossings/01 Signal Fires.flac', 'Signal Fires');
});
afterAll(() => plex.stop());

/** All that a stream has said so far. */
async function listening(query: string, token = plex.token) {
  const stop = new AbortController();
  const response = await fetch(`${plex.url}/:/eventsource/notifications${query}`, {
    headers: { 'X-Plex-Token': token },
    signal: stop.signal,
  });
  let text = '';
  let open = true;
  const done = (async () => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString('utf8');
  })()
    .catch(() => undefined) // cut, by us or by the server
    .finally(() => (open = false));
  return {
    text: () => text,
    open: () => open,
    async close() {
      stop.abort();
      await done;
    },
  };
}

/** Frames of text from a server, never masked. Rejects where the door is not opened. */
function webSocket(query: string, onText: (text: string) => void): Promise<Duplex> {
  const asked = request(`${plex.url}/:/websockets/notifications${query}`, {
    headers: {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    },
  });
  asked.end();
  return new Promise((resolve, reject) => {
    asked.on('error', reject);
    asked.on('response', ({ statusCode }) => reject(new Error(`refused with ${statusCode ?? 0}`)));
    asked.on('upgrade', ({ headers }, socket) => {
      expect(headers['sec-websocket-accept']).toBe('s3pPLMBiTxaQ9kYGzzhZRbK+xOo='); // the example of RFC 6455
      let bytes = Buffer.alloc(0);
      socket.on('data', (chunk: Buffer) => {
        bytes = Buffer.concat([bytes, chunk]);
        for (;;) {
          const short = (bytes[1] ?? 0) & 0x7f;
          const head = short === 126 ? 4 : 2;
          const length = short === 126 && bytes.length >= 4 ? bytes.readUInt16BE(2) : short;
          if (bytes.length < head + length) return;
          if (((bytes[0] ?? 0) & 0xf) === 1) onText(bytes.toString('utf8', head, head + length));
          bytes = bytes.subarray(head + length);
          if (bytes.length < 2) return;
        }
      });
      resolve(socket);
    });
  });
}

const has = (stream: { text(): string }, ...parts: string[]) =>
  until(
    async () => stream.text(),
    (text) => parts.every((part) => text.includes(part)),
  );

describe('what the server tells by itself', () => {
  it('is the story of a scan, as server-sent events and over WebSocket alike', async () => {
    const sse = await listening('?filters=timeline,activity,status');
    const frames: { NotificationContainer: { type: string; TimelineEntry?: { state: number; itemID: string }[] } }[] = [];
    const socket = await webSocket(`?X-Plex-Token=${plex.token}`, (text) => void frames.push(JSON.parse(text) as (typeof frames)[number]));
    await plex.ask('/library/sections/3/refresh');
    await has(sse, '"state":0', '"state":4', '"mediaState":"analyzing"', 'LIBRARY_UPDATE', 'event: ping');
    await until(
      async () => frames.flatMap(({ NotificationContainer: { TimelineEntry = [] } }) => TimelineEntry.map(({ state }) => state)),
      (states) => states.filter((state) => state === 5).length >= 4,
    );
    const kinds = new Set(frames.map(({ NotificationContainer: { type } }) => type));
    expect([...kinds].sort()).toEqual(['activity', 'status', 'timeline']);
    expect(
      frames.every(({ NotificationContainer: { TimelineEntry = [] } }) => TimelineEntry.every(({ itemID }) => typeof itemID === 'string')),
    ).toBe(true);
    expect(sse.text()).toMatch(/event: activity\ndata: \{"ActivityNotification":\{"event":"started"/);
    expect(sse.text()).toMatch(
      /event: timeline\ndata: \{"TimelineEntry":\{"identifier":"com.plexapp.plugins.library","sectionID":3,"itemID":\d/,
    );
    socket.destroy();
    await sse.close();
  }, 30_000);

  it('is only what was asked for, and no activities of others for a shared token', async () => {
    const [timeline, shared] = [await listening('?filters=timeline'), await listening('', SHARED)];
    await plex.control('flood', { count: 3 });
    await plex.control('change-tracks');
    for (const stream of [timeline, shared]) {
      await has(stream, '"state":5');
      expect(stream.text()).not.toContain('event: activity');
      await stream.close();
    }
  });

  it('can be cut, and can fall silent with the connection open', async () => {
    const cut = await listening('');
    await plex.control('cut-events');
    await until(
      async () => cut.open(),
      (open) => !open,
    );
    await plex.control('switch', { silentEvents: true });
    const silent = await listening('');
    await plex.control('change-tracks');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(silent.text()).toBe('');
    expect(silent.open()).toBe(true);
    await plex.control('switch', { silentEvents: false });
    await silent.close();
  });

  it('is for nobody without a token', async () => {
    expect((await fetch(`${plex.url}/:/eventsource/notifications`)).status).toBe(401);
    await expect(webSocket('', () => undefined)).rejects.toThrow('401');
  });
});
