import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { soulseekFile } from '@soulsync/contracts';
import type { Offer, TransferId } from '@soulsync/contracts';
import { newId } from '@soulsync/event-store';
import { metrics, externalClient, systemClock } from '@soulsync/service-kit';
import type { DataSource } from 'typeorm';
import { slskdClient } from '../../apps/acquire-svc/src/adapters/slskd/slskd-client.js';
import { slskdAudioSource } from '../../apps/acquire-svc/src/adapters/slskd/slskd-audio-source.js';
import type { LocalDownloads } from '../../apps/acquire-svc/src/acquisition/ports/local-downloads.js';
import type { AudioSource, FetchRequest } from '../../apps/acquire-svc/src/acquisition/ports/audio-source.js';
import type { PeerAvailability } from '../../apps/acquire-svc/src/peers/peer-availability.js';
import type { PeerConfig, PeerKnobs, SlskdConfig } from '../simulators/src/slskd/scenario.js';
import { startSimulator } from '../simulators/src/slskd/server.js';

const KEY = 'key-of-the-test';
export const PEER = 'pier & co';
export const FILE_BYTES = 1_000_000;
/** As its peer says, in seconds. */
const LENGTH_S = 10;

/** slskd's record of a download, as far as tests look at it. */
export interface Record {
  readonly id: string;
  readonly filename: string;
  readonly state: string;
  readonly batchId?: string;
}

export interface SimulatedSlskd {
  readonly url: string;
  readonly key: string;
  readonly downloads: string;
  readonly incomplete: string;
  readonly source: AudioSource;
  /** A request for the peer's file of this name, which obeys the knobs it was given at the start. */
  request(name: string): FetchRequest;
  /** Another program's, or its owner's, at the same slskd. */
  foreign(name: string, destination?: string): Promise<Record>;
  /** What slskd lists of the peer. */
  listed(): Promise<readonly Record[]>;
  control(verb: string, body?: object): Promise<void>;
  ask<T>(method: string, path: string, body?: object): Promise<T>;
  /** Files below its two folders. */
  files(): Promise<readonly string[]>;
  /** As a process that ends, and another that goes on with its database. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** No peer is blocked or rests. */
const allFree: PeerAvailability = {
  firstFree: async ([candidate]) => (candidate ? { kind: 'free', candidate } : { kind: 'no-offers' }),
  failed: async () => undefined,
};

const offerOf = (filename: string) =>
  ({ ...soulseekFile({ username: PEER, filename }), sizeBytes: FILE_BYTES, identity: 1, score: 1 }) as Offer; // all that is read of it

/** A simulated slskd with one peer who shares a file for each named behaviour, and our adapter on it. */
export async function simulatedSlskd(
  behaviours: Readonly<{ [name: string]: PeerKnobs }>,
  more: Partial<SlskdConfig> = {},
  localDownloads: LocalDownloads | null = null,
): Promise<SimulatedSlskd> {
  const dir = await mkdtemp(join(tmpdir(), 'soulsync-slskd-'));
  const [downloads, incomplete] = [join(dir, 'downloads'), join(dir, 'incomplete')];
  await Promise.all([mkdir(downloads), mkdir(incomplete)]);
  const source = join(dir, 'source');
  await writeFile(source, Buffer.alloc(FILE_BYTES, 'sound '));
  const filenameOf = (name: string) => `@@abcde\\Music\\The Quiet Pier\\Tides\\${name}.flac`;
  const peer: PeerConfig = {
    username: PEER,
    online: true,
    uploadSpeedBps: 1_000_000,
    hasFreeUploadSlot: true,
    queueLength: 0,
    responseDelayMs: 0,
    files: Object.entries(behaviours).map(([name, knobs]) => ({
      remoteFilename: filenameOf(name),
      source,
      attributes: { length: LENGTH_S, bitDepth: 16, sampleRate: 44_100 },
      knobs,
    })),
  };
  const config: SlskdConfig = {
    listen: '127.0.0.1:0',
    portFile: join(dir, 'port'),
    version: '0.26.0',
    apiKey: KEY,
    username: 'ourselves',
    downloadsDir: downloads,
    incompleteDir: incomplete,
    stateFile: join(dir, 'state.json'),
    clockRate: 1,
    peers: [peer],
    ...more,
  };
  let simulator = await startSimulator(config);
  const { url } = simulator;
  const http = externalClient(
    { system: 'slskd', baseUrl: url, headers: () => ({ 'X-API-Key': KEY }), timeoutMs: 5_000, retries: 2 },
    { dataSource: {} as DataSource, metrics: metrics('test', '0'), clock: systemClock }, // without a call budget nothing is stored
  );
  async function ask<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { 'X-API-Key': KEY, ...(body ? { 'Content-Type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    return (text === '' ? null : JSON.parse(text)) as T; // the simulator is ours
  }
  const listed = async () => {
    const user = await ask<{ directories: { files: Record[] }[] } | null>('GET', `/api/v0/transfers/downloads/${encodeURIComponent(PEER)}`);
    return user?.directories.flatMap(({ files }) => files) ?? [];
  };
  return {
    url,
    key: KEY,
    downloads,
    incomplete,
    source: slskdAudioSource(slskdClient(http, http), { searchPollMs: 50, destinationRoot: 'soulsync', localDownloads, peers: allFree }),
    request: (name) => ({ transferId: newId() as TransferId, offer: offerOf(filenameOf(name)) }), // as a step makes it
    async foreign(name, destination = 'theirs') {
      const files = [{ filename: filenameOf(name), size: FILE_BYTES }];
      const body = { id: newId(), username: PEER, files, options: { destination } };
      const { batch } = await ask<{ batch: { transfers: [Record] } }>('POST', '/api/v0/transfers/downloads/batches', body);
      return batch.transfers[0];
    },
    listed,
    control: async (verb, body = {}) => void (await fetch(`${url}/__sim/${verb}`, { method: 'POST', body: JSON.stringify(body) })),
    ask,
    async files() {
      const found = await readdir(dir, { recursive: true, withFileTypes: true });
      return found
        .filter((entry) => entry.isFile() && (entry.parentPath.startsWith(downloads) || entry.parentPath.startsWith(incomplete)))
        .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
        .sort();
    },
    async restart() {
      await simulator.stop();
      simulator = await startSimulator({ ...config, listen: new URL(url).host });
    },
    async stop() {
      await simulator.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
