import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Simulated } from '../http/simulator-server.js';
import type { PeerKnobs, SlskdConfig } from './scenario.js';
import { startSimulator } from './server.js';

let dir: string;
let simulator: Simulated;
afterEach(async () => {
  await simulator.stop();
  rmSync(dir, { recursive: true });
});

async function start(knobs: PeerKnobs, more: Partial<SlskdConfig> = {}) {
  dir = mkdtempSync(join(tmpdir(), 'soulsync-slskd-'));
  for (const folder of ['downloads', 'incomplete']) mkdirSync(join(dir, folder));
  writeFileSync(join(dir, 'source'), Buffer.alloc(100_000));
  simulator = await startSimulator({
    listen: '127.0.0.1:0',
    portFile: join(dir, 'port'),
    version: '0.26.0',
    apiKey: 'key',
    username: 'checker',
    downloadsDir: join(dir, 'downloads'),
    incompleteDir: join(dir, 'incomplete'),
    stateFile: join(dir, 'state.json'),
    clockRate: 1,
    peers: [
      {
        ...{ username: 'badpeer', online: true, uploadSpeedBps: 1, hasFreeUploadSlot: true, queueLength: 0, responseDelayMs: 0, knobs },
        files: [{ remoteFilename: 'F\\song.mp3', source: join(dir, 'source'), attributes: {} }],
      },
    ],
    ...more,
  });
}

async function ask(method: string, path: string, body?: object) {
  const type = body ? { 'Content-Type': 'application/json' } : {};
  const init = { method, headers: { 'X-API-Key': 'key', ...type }, ...(body ? { body: JSON.stringify(body) } : {}) };
  const answer = await fetch(`${simulator.url}/api/v0${path}`, init);
  const text = await answer.text();
  return { status: answer.status, body: (text === '' ? '' : JSON.parse(text)) as never }; // read as the test needs it
}

async function until<T>(look: () => Promise<T>, good: (value: T) => boolean): Promise<T> {
  for (;;) {
    const seen = await look();
    if (good(seen)) return seen;
    await delay(10);
  }
}

interface Seen {
  readonly state: string;
  readonly exception?: string;
  readonly removed: boolean;
  readonly bytesTransferred: number;
}

async function download() {
  const files = [{ filename: 'F\\song.mp3', size: 100_000 }];
  const { body } = await ask('POST', '/transfers/downloads/batches', { username: 'badpeer', files, options: { destination: 'ours/1' } });
  const { batch } = body as { batch: { id: string; transfers: [{ id: string }] } };
  const [{ id }] = batch.transfers;
  return { id, batchId: batch.id, record: async () => (await ask('GET', `/transfers/downloads/x/${id}`)).body as Seen };
}

/** What a real slskd 0.26 answered. */
describe('a DELETE', () => {
  it.each([
    ['Requested', { ack: 'never' }, 'Completed, Errored', 'One or more errors occurred. (The operation was canceled.)'],
    ['Queued, Remotely', { queue: 'never' }, 'Completed, Cancelled', 'A task was canceled.'],
    ['InProgress', { bps: 50_000 }, 'Completed, Cancelled', 'The operation was canceled.'],
  ] as const)('in %s takes a moment, and hides nothing that is not over', async (state, knobs, end, exception) => {
    await start(knobs);
    const { id, record } = await download();
    await until(record, (seen) => seen.state === state && (state !== 'InProgress' || seen.bytesTransferred > 0));
    expect(await ask('DELETE', `/transfers/downloads/badpeer/${id}?remove=true`)).toEqual({ status: 204, body: '' });
    expect(await until(record, (seen) => seen.state.startsWith('Completed'))).toMatchObject({ state: end, exception, removed: false });
    await ask('DELETE', `/transfers/downloads/badpeer/${id}?remove=true`);
    expect(await record()).toMatchObject({ removed: true });
    expect((await ask('GET', '/transfers/downloads/badpeer')).status).toBe(404);
  });
});

it('a DELETE that comes too late leaves a transfer that has succeeded as it is', async () => {
  await start({ bps: 200_000 }, { cancelDelayMs: 1_500 });
  const { id, record } = await download();
  await until(record, (seen) => seen.state === 'InProgress' && seen.bytesTransferred > 0);
  await ask('DELETE', `/transfers/downloads/badpeer/${id}`);
  await until(record, (seen) => seen.state === 'Completed, Succeeded');
  await delay(1_600);
  expect((await record()).state).toBe('Completed, Succeeded');
});

it('dates what it leaves by the clock of its records, however fast that runs', async () => {
  await start({ bps: 5_000 }, { clockRate: 10 });
  const { id, record } = await download();
  await delay(1_500); // its clock is far ahead by now
  await until(record, (seen) => seen.state === 'InProgress' && seen.bytesTransferred > 0);
  await ask('DELETE', `/transfers/downloads/badpeer/${id}`);
  const { startedAt = '' } = (await until(record, (seen) => seen.state.startsWith('Completed'))) as { startedAt?: string };
  const folder = encodeURIComponent(Buffer.from('badpeer/F').toString('base64'));
  const { files } = (await ask('GET', `/files/incomplete/directories/${folder}`)).body as { files: [{ modifiedAt: string }] };
  expect(Date.parse(files[0].modifiedAt)).toBeGreaterThanOrEqual(Date.parse(`${startedAt.replace('Z', '')}Z`));
});

it('a batch is read back with its folder, a removed transfer too', async () => {
  await start({ queue: 'never' });
  const { id, batchId } = await download();
  expect(await ask('GET', `/transfers/downloads/batches/${batchId}`)).toMatchObject({
    status: 200,
    body: { id: batchId, options: { destination: 'ours/1' }, transfers: [{ id }] },
  });
  expect((await ask('GET', '/transfers/downloads/batches/6f3c0f6e-4c1e-4b5c-9a53-0d6f3c1e2b4a')).status).toBe(404);
  expect((await ask('GET', '/transfers/downloads/batches/none')).status).toBe(400);
});

describe('the files API', () => {
  const b64 = (path: string) => encodeURIComponent(Buffer.from(path).toString('base64'));

  it('lists, and deletes only where it is told that it may', async () => {
    await start({});
    mkdirSync(join(dir, 'downloads', 'ours'));
    writeFileSync(join(dir, 'downloads', 'ours', 'x.mp3'), '12345');
    expect(await ask('GET', `/files/downloads/directories/${b64('ours')}`)).toMatchObject({
      status: 200,
      body: { name: 'ours', fullName: '', files: [{ name: 'x.mp3', fullName: 'x.mp3', length: 5, attributes: 'Normal' }], directories: [] },
    });
    expect(await ask('GET', `/files/downloads/directories/${b64('nope')}`)).toEqual({ status: 404, body: '' });
    expect((await ask('GET', '/files/downloads/directories/notbase64!')).status).toBe(500);
    expect((await ask('GET', `/files/downloads/directories/${b64('../')}`)).status).toBe(500);
    expect(await ask('DELETE', `/files/downloads/files/${b64('ours/x.mp3')}`)).toEqual({ status: 403, body: '' });
  });

  it('answers a file that is gone like one that was there, and a folder not', async () => {
    await start({}, { remoteFileManagement: true });
    mkdirSync(join(dir, 'downloads', 'ours'));
    writeFileSync(join(dir, 'downloads', 'ours', 'x.mp3'), '12345');
    for (let times = 0; times < 2; times += 1)
      expect((await ask('DELETE', `/files/downloads/files/${b64('ours/x.mp3')}`)).status).toBe(204);
    expect((await ask('DELETE', `/files/downloads/directories/${b64('ours')}`)).status).toBe(204);
    expect((await ask('DELETE', `/files/downloads/directories/${b64('ours')}`)).status).toBe(404);
    expect((await ask('DELETE', `/files/downloads/directories/${b64('../incomplete')}`)).status).toBe(500);
  });
});

it('a form’s type on an empty PUT is refused, and none is taken', async () => {
  await start({});
  const put = async (type: object) =>
    (await fetch(`${simulator.url}/api/v0/searches/none`, { method: 'PUT', headers: { 'X-API-Key': 'key', ...type } })).status;
  expect([await put({ 'Content-Type': 'application/x-www-form-urlencoded' }), await put({})]).toEqual([415, 404]);
});
