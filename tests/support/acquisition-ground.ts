import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@nats-io/transport-node';
import { acquireService } from '@soulsync/acquire-svc';
import { creditsOf, rpc, unknownRecording, unknownRelease } from '@soulsync/contracts';
import { jetStreamEventStore, uuid5 } from '@soulsync/event-store';
import { inCheckout } from '@soulsync/launcher';
import { organizeService } from '@soulsync/organize-svc';
import type { PeerKnobs, SlskdConfig } from '../simulators/src/slskd/scenario.js';
import { ground } from './running-service.js';
import type { Ground } from './running-service.js';
import { simulatedSlskd } from './simulated-slskd.js';
import type { SimulatedSlskd } from './simulated-slskd.js';

/** acquire-svc on a real log and a real database, with a simulated slskd; one recording is wanted, which its peer has. */
export interface AcquisitionGround {
  readonly on: Ground;
  readonly slskd: SimulatedSlskd;
  /** The recording and its match. */
  readonly id: string;
  readonly acquisitionId: string;
  want(): Promise<void>;
  /** The library has it after all. */
  match(): Promise<void>;
  cancel(): Promise<void>;
  start(): Promise<{ stop(): Promise<void> }>;
  /** With nothing said of slskd in the environment. */
  startWithoutSlskd(): Promise<{ stop(): Promise<void> }>;
  /** As a process of its own. */
  spawn(): Promise<{ kill(): Promise<void> }>;
  /** Takes the download folder into use. */
  organize(): Promise<void>;
  stop(): Promise<void>;
}

const TITLE = 'Harbour Lights';

export async function acquisitionGround(knobs: PeerKnobs, more: Partial<SlskdConfig> = {}): Promise<AcquisitionGround> {
  const [on, slskd] = [await ground(), await simulatedSlskd({ [TITLE]: knobs }, more)];
  const connection = await connect({ servers: on.env.SOULSYNC_NATS_URL ?? '' });
  const store = await jetStreamEventStore({ connection });
  const base = await mkdtemp(join(tmpdir(), 'soulsync-acquisition-'));
  const [data, music] = [join(base, 'data'), join(base, 'music')];
  await Promise.all([mkdir(data), mkdir(music)]);
  const id = randomUUID();
  const acquisitionId = uuid5(id, 'acquisition');
  const folders = { SOULSYNC_DATA_DIR: data, SOULSYNC_MUSIC_DIR: music, SOULSYNC_DOWNLOAD_DIR: slskd.downloads };
  const env = {
    ...folders,
    SOULSYNC_SLSKD_URL: slskd.url,
    SOULSYNC_SLSKD_API_KEY: slskd.key,
    SOULSYNC_SEARCH_WINDOW_MS: '1000',
    SOULSYNC_SEARCH_GAP_MS: '0',
    SOULSYNC_TRANSFER_POLL_MS: '200',
    SOULSYNC_MUSIC_MIN_FREE_MB: '0',
    SOULSYNC_DOWNLOAD_MIN_FREE_MB: '0',
    SOULSYNC_DATA_MIN_FREE_MB: '0',
    SOULSYNC_EVENT_LOG_MIN_FREE_MB: '0',
  };
  const recording = {
    ...unknownRecording,
    title: TITLE,
    artists: creditsOf(['The Quiet Pier']),
    durationMs: 10_000,
    release: { ...unknownRelease, title: 'Tides', artists: creditsOf(['The Quiet Pier']) },
  };
  async function say(aggregateType: string, type: string, data: object): Promise<void> {
    const time = new Date().toISOString();
    const context = { correlationId: id, causationId: null, actor: { kind: 'process', id: 'test' } as const, traceparent: null, time };
    await store.append({ aggregateType, aggregateId: id }, [{ type, data }], 'any', randomUUID(), context);
  }
  return {
    on,
    slskd,
    id,
    acquisitionId,
    async want() {
      await say('wanted-recording', 'RecordingWanted', { wantedRecordingId: id, recording, origin: null, released: true });
      await say('match', 'RecordingMissing', { wantedRecordingId: id, rule: 'no-candidate', engineVersion: 1 });
    },
    match: () => say('match', 'RecordingMatched', { wantedRecordingId: id, libraryTrackId: 'l1', rule: 'exact', confidence: 1 }),
    cancel: async () => void (await on.ask(rpc.acquire.cancel, { id: acquisitionId })),
    start: () => on.start(acquireService, env),
    startWithoutSlskd() {
      const { SOULSYNC_SLSKD_URL: _url, SOULSYNC_SLSKD_API_KEY: _key, ...rest } = env;
      return on.start(acquireService, rest);
    },
    async spawn() {
      const main = inCheckout('apps', 'acquire-svc', 'dist', 'main.js');
      const child = spawn(process.execPath, [main], {
        env: { ...process.env, ...(await on.envOf('acquire-svc')), ...env },
        stdio: 'ignore',
      });
      const ended = new Promise<void>((done) => child.once('exit', () => done()));
      return {
        kill() {
          child.kill('SIGKILL');
          return ended;
        },
      };
    },
    organize: async () =>
      void (await on.start(organizeService, { ...folders, SOULSYNC_MUSIC_MIN_FREE_MB: '0', SOULSYNC_DOWNLOAD_MIN_FREE_MB: '0' })),
    async stop() {
      await connection.close();
      await on.stop();
      await slskd.stop();
      await rm(base, { recursive: true, force: true });
    },
  };
}
