import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SHARED, startedPlex, until } from './started-plex.js';
import type { Row, StartedPlex } from './started-plex.js';

const FILE = 'Old Ferry/Crossings/01 Signal Fires.flac';

let plex: StartedPlex;
let track: Row;
let part: { key: string; size: number };
beforeAll(async () => {
  plex = await startedPlex();
  await plex.put(FILE, 'Signal Fires');
  await plex.ask('/library/sections/3/refresh');
  const rows = await until(
    () => plex.rows('/library/sections/3/all?type=10'),
    ([row]) => row?.['duration'] !== undefined,
  );
  track = rows[0] as Row; // it was waited for
  part = (track['Media'] as { Part: (typeof part)[] }[])[0]?.Part[0] ?? { key: '', size: 0 };
}, 30_000);
afterAll(() => plex.stop());

const bytes = (range?: string) =>
  fetch(plex.url + part.key, { headers: { 'X-Plex-Token': plex.token, ...(range ? { Range: range } : {}) } });

describe('a file', () => {
  it('is given whole, in part, from its end, and not beyond it', async () => {
    const whole = await bytes();
    expect([whole.status, whole.headers.get('content-type'), whole.headers.get('accept-ranges')]).toEqual([200, 'audio/flac', 'bytes']);
    const all = Buffer.from(await whole.arrayBuffer());
    expect(all).toHaveLength(part.size);
    const middle = await bytes('bytes=10-19');
    expect([middle.status, middle.headers.get('content-range')]).toEqual([206, `bytes 10-19/${part.size}`]);
    expect(Buffer.from(await middle.arrayBuffer())).toEqual(all.subarray(10, 20));
    expect(Buffer.from(await (await bytes('bytes=-5')).arrayBuffer())).toEqual(all.subarray(-5));
    expect((await bytes(`bytes=${part.size}-`)).status).toBe(416);
  });

  it('is a download for those who may', async () => {
    const asked = (token: string) => plex.ask(`${part.key}?download=1`, { token });
    expect((await asked(plex.token)).headers.get('content-disposition')).toContain('attachment');
    expect((await asked(SHARED)).status).toBe(403);
  });
});

describe('the transcoder', () => {
  const start = `/music/:/transcode/universal/start.mp3?path=${encodeURIComponent('/library/metadata/')}`;
  const identity = 'X-Plex-Client-Identifier=c&X-Plex-Product=p&X-Plex-Platform=Chrome';

  it('wants to know in the query who asks, gives MP3 without a length, and keeps its job until it is stopped', async () => {
    expect((await plex.ask(`${start}${track.ratingKey}&session=s1`)).status).toBe(400);
    const playing = await plex.ask(`${start}${track.ratingKey}&session=s1&${identity}`);
    expect([playing.status, playing.type, playing.headers.get('content-length')]).toEqual([200, 'audio/mpeg', null]);
    expect(await plex.control('transcodes')).toEqual(['s1']);
    await plex.ask('/music/:/transcode/universal/stop?session=s1');
    expect(await plex.control('transcodes')).toEqual([]);
  });
});

describe('a webhook', () => {
  it('is sent as multipart, with and without a picture, of this server or another, of any size, and only to this machine', async () => {
    const got: { type: string; body: string }[] = [];
    const receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        got.push({ type: request.headers['content-type'] ?? '', body: Buffer.concat(chunks).toString('latin1') });
        response.end();
      });
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => receiver.once('listening', resolve));
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`; // a TCP server that listens
    const key = Number(track['parentRatingKey']);
    expect(await plex.control('webhook', { url, key })).toEqual({ status: 200 });
    await plex.control('webhook', { url, key, thumb: true, wrongUuid: true });
    await plex.control('webhook', { url, oversizedBytes: 3_000_000 });
    expect(got[0]?.type).toContain('multipart/form-data');
    expect(got[0]?.body).toContain('"event":"library.new"');
    expect(got[0]?.body).toContain('c0ffee');
    expect(got[0]?.body).not.toContain('thumb.jpg');
    expect(got[1]?.body).toContain('thumb.jpg');
    expect(got[1]?.body).not.toContain('c0ffee');
    expect(got[2]?.body.length).toBeGreaterThan(3_000_000);
    receiver.close();
    await expect(plex.control('webhook', { url: 'http://192.0.2.1/hook' })).rejects.toThrow('this machine');
  });
});

it('a file that is gone has no bytes', async () => {
  await rm(join(plex.music, FILE));
  expect((await bytes()).status).toBe(404);
});
