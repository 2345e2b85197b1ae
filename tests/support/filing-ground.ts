import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { connect } from '@nats-io/transport-node';
import { creditsOf, soulseekFile, unknownRecording, unknownRelease } from '@soulsync/contracts';
import type { HealthIssueReport, ReleaseDescription } from '@soulsync/contracts';
import { jetStreamEventStore } from '@soulsync/event-store';
import { inCheckout } from '@soulsync/launcher';
import { organizeService } from '@soulsync/organize-svc';
import { songBytes } from '@soulsync/simulators/song';
import { ground } from './running-service.js';
import type { Ground } from './running-service.js';

type Environment = Readonly<Record<string, string>>;

/** organize-svc on a real log, a real database and real folders, fed by finished transfers. */
export interface FilingGround {
  readonly on: Ground;
  readonly base: string;
  readonly music: string;
  readonly downloads: string;
  readonly env: Environment;
  start(env?: Environment): Promise<{ stop(): Promise<void> }>;
  /** organize-svc as a process of its own, killed at the named point; answers how it ended. */
  runKilledAt(point: string, env?: Environment): Promise<NodeJS.Signals | null>;
  /** Puts a file among the downloads, (by default the one we see) unless it is `absent`, and, unless `silent`, says that it has arrived. Answers where it lies. */
  deliver(
    title: string,
    options?: { readonly absent?: boolean; readonly durationS?: number; readonly into?: string; readonly silent?: boolean },
  ): Promise<string>;
  /** An acquisition's event of this recording, which it completes. */
  say(title: string, event: { readonly type: string; readonly data: object }): Promise<void>;
  /** Catalog learns more of the recording; to be said before it is delivered. */
  enrich(title: string, release: Partial<ReleaseDescription>): Promise<void>;
  issues(): Promise<readonly HealthIssueReport[]>;
  states(): Promise<readonly { readonly title: string; readonly state: string; readonly tidied: boolean; readonly path: string | null }[]>;
  stop(): Promise<void>;
}

const organizeMain = inCheckout('apps', 'organize-svc', 'dist', 'main.js');
const killAt = inCheckout('tests', 'support', 'kill-at.mjs');

/** `over` puts a file system of its own at the music folder, and answers how it goes again. */
export async function filingGround(over?: (base: string) => () => void): Promise<FilingGround> {
  const on = await ground();
  const connection = await connect({ servers: on.env.SOULSYNC_NATS_URL ?? '' });
  const store = await jetStreamEventStore({ connection });
  const base = await mkdtemp(join(tmpdir(), 'soulsync-filing-'));
  const music = join(base, 'music');
  const downloads = join(base, 'downloads');
  const data = join(base, 'data');
  for (const folder of [music, downloads, data]) await mkdir(folder);
  const endOver = over?.(base);
  const env = {
    SOULSYNC_DATA_DIR: data,
    SOULSYNC_MUSIC_DIR: music,
    SOULSYNC_DOWNLOAD_DIR: downloads,
    SOULSYNC_FILING_LOOK_MS: '100',
    SOULSYNC_FIND_FILE_MS: '1500',
  };
  const enriched = new Map<string, string>();
  const recordingOf = (title: string, durationS = 2) => ({
    ...unknownRecording,
    title,
    artists: creditsOf(['Old Ferry']),
    durationMs: durationS * 1_000,
    release: { ...unknownRelease, title: 'Crossings', artists: creditsOf(['Old Ferry']), date: '2001' },
  });
  const contextOf = (id: string) => ({
    correlationId: id,
    causationId: null,
    actor: { kind: 'process', id: 'test' } as const,
    traceparent: null,
    time: new Date().toISOString(),
  });
  async function say(title: string, { type, data }: { readonly type: string; readonly data: object }, durationS = 2): Promise<void> {
    const acquisitionId = randomUUID();
    const recording = recordingOf(title, durationS);
    const recordingId = enriched.get(title) ?? acquisitionId;
    await store.append(
      { aggregateType: 'acquisition', aggregateId: acquisitionId },
      [{ type, data: { acquisitionId, subject: { kind: 'recording', recordingId }, recording, ...data } }],
      'none',
      randomUUID(),
      contextOf(acquisitionId),
    );
  }

  return {
    on,
    base,
    music,
    downloads,
    env,
    start: (own = {}) => on.start(organizeService, { ...env, ...own }),
    async runKilledAt(point, own = {}) {
      const child = spawn(process.execPath, ['--import', killAt, organizeMain], {
        env: { ...process.env, ...(await on.envOf('organize-svc')), ...env, ...own, KILL_AT: point, KILL_DOWNLOADS: downloads },
        stdio: 'ignore',
      });
      return new Promise((done) => {
        const giveUp = setTimeout(() => child.kill('SIGTERM'), 60_000);
        child.once('exit', (_code, signal) => {
          clearTimeout(giveUp);
          done(signal);
        });
      });
    },
    async deliver(title, { absent = false, durationS = 2, into = downloads, silent = false } = {}) {
      const tags = {
        title,
        artist: 'Old Ferry',
        albumArtist: 'Old Ferry',
        album: 'Crossings',
        track: 1,
        trackTotal: 1,
        disc: 1,
        date: '2001',
        genre: 'Folk',
        isrc: null,
      };
      const bytes = songBytes({ container: 'flac', durationS, tags, tune: title.length });
      const file = join(into, `Crossings ${title}`, `${title}.flac`);
      if (!absent) {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, bytes);
      }
      if (silent) return file;
      await say(
        title,
        {
          type: 'FileArrived',
          data: {
            transferId: randomUUID(),
            networkTransferId: randomUUID(),
            offer: {
              ...soulseekFile({ username: 'peer', filename: `Music\\Crossings ${title}\\${title}.flac` }),
              sizeBytes: bytes.length,
              quality: {},
              identity: 1,
              score: 1,
            },
            root: 'downloads',
            path: `Crossings ${title}/${title}.flac`,
            localFilename: `/slskd/downloads/Crossings ${title}/${title}.flac`,
            sizeBytes: bytes.length,
            arrivedAt: new Date().toISOString(),
          },
        },
        durationS,
      );
      return file;
    },
    say,
    async enrich(title, release) {
      const wantedRecordingId = randomUUID();
      enriched.set(title, wantedRecordingId);
      const known = recordingOf(title);
      const recording = { ...known, release: { ...known.release, ...release } };
      await store.append(
        { aggregateType: 'wanted-recording', aggregateId: wantedRecordingId },
        [{ type: 'DescriptionEnriched', data: { wantedRecordingId, recording, enrichedAt: new Date().toISOString() } }],
        'none',
        randomUUID(),
        contextOf(wantedRecordingId),
      );
    },
    issues: async () => (await on.status('organize-svc')).healthIssues,
    states: () => on.query('SELECT "title", "state", "tidied", "path" FROM organize.filings ORDER BY "startedAt"'),
    async stop() {
      await connection.close();
      await on.stop();
      endOver?.();
      await rm(base, { recursive: true, force: true });
    },
  };
}

/** Every file below a folder, hidden ones too, but for the folder's own marker; a folder that goes while it is looked at holds none. */
export async function filesBelow(folder: string, below = ''): Promise<readonly string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && below !== '') return [];
    throw error;
  });
  const found: string[] = [];
  for (const entry of entries) {
    const path = join(below, entry.name);
    if (entry.isDirectory()) found.push(...(await filesBelow(folder, path)));
    else if (entry.isFile() && entry.name !== '.soulsync-root') found.push(path);
  }
  return found.sort();
}
