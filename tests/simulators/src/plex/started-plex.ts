import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { songBytes } from '../audio/song.js';
import { startSimulator } from './server.js';
import type { PlexConfig } from './server.js';

interface Said {
  readonly status: number;
  readonly type: string;
  readonly headers: Headers;
  readonly text: string;
  /** Of a JSON answer; empty else. */
  readonly container: Container;
}

/** What the specs read of an answer. */
export interface Container {
  readonly size?: number;
  readonly totalSize?: number;
  readonly offset?: number;
  readonly leafCountAdded?: number;
  readonly leafCountRequested?: number;
  readonly Metadata?: readonly Row[];
  readonly Directory?: readonly Row[];
  readonly Activity?: readonly { type: string; Context?: { librarySectionID: string } }[];
}

export interface Row {
  readonly ratingKey: string;
  readonly title: string;
  readonly [field: string]: unknown;
}

export interface StartedPlex {
  readonly url: string;
  readonly token: string;
  /** A folder that Plex calls `/data/music`. */
  readonly music: string;
  ask(path: string, init?: RequestInit & { token?: string }): Promise<Said>;
  rows(path: string, headers?: Record<string, string>): Promise<readonly Row[]>;
  control<T = unknown>(verb: string, body?: object): Promise<T>;
  put(path: string, title: string, more?: { disc?: number }): Promise<void>;
  stop(): Promise<void>;
}

export const [TOKEN, SHARED] = ['token-of-the-owner', 'token-of-a-guest'];
export const MACHINE = 'c0ffee00112233445566778899aabbccddeeff00';

/** A simulated Plex over a folder of its own, for specs; its clock runs fast. */
export async function startedPlex(own: Partial<PlexConfig> = {}): Promise<StartedPlex> {
  const base = await mkdtemp(join(tmpdir(), 'soulsync-plex-'));
  const music = join(base, 'music');
  await mkdir(music);
  const running = await startSimulator({
    listen: '127.0.0.1:0',
    portFile: join(base, 'port'),
    stateFile: join(base, 'state.json'),
    clockRate: 100,
    token: TOKEN,
    sharedTokens: [SHARED],
    machineIdentifier: MACHINE,
    friendlyName: 'Attic NAS',
    version: '1.43.0.1-test',
    section: { key: '3', title: 'Música', locations: [{ serverPath: '/data/music', localPath: music }] },
    scan: { queueDelayMs: 1_000, settleMs: 8_000 },
    initialScan: false,
    ...own,
  });

  async function ask(path: string, { token = TOKEN, ...init }: RequestInit & { token?: string } = {}): Promise<Said> {
    const headers = { Accept: 'application/json', 'X-Plex-Token': token, ...(init.headers as Record<string, string> | undefined) }; // specs give plain ones
    const response = await fetch(running.url + path, { ...init, headers });
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    const container =
      type.includes('json') && text !== '' ? ((JSON.parse(text) as { MediaContainer?: Container }).MediaContainer ?? {}) : {};
    return { status: response.status, type, headers: response.headers, text, container };
  }

  return {
    url: running.url,
    token: TOKEN,
    music,
    ask,
    rows: async (path, headers = {}) => (await ask(path, { headers })).container.Metadata ?? [],
    async control<T>(verb: string, body: object = {}) {
      const response = await fetch(`${running.url}/__sim/${verb}`, { method: 'POST', body: JSON.stringify(body) });
      const text = await response.text();
      if (response.status >= 400) throw new Error(`${verb}: ${response.status} ${text}`);
      return (response.headers.get('content-type')?.includes('json') && text !== '' ? JSON.parse(text) : text) as T; // the caller knows the verb
    },
    async put(path, title, { disc = 1 } = {}) {
      const [artist = '', album = ''] = path.split('/');
      const track = Number(path.split('/').at(-1)?.slice(0, 2));
      const tags = { title, artist, albumArtist: artist, album, track, trackTotal: 9, disc, date: '2001', genre: 'Folk', isrc: null };
      await mkdir(dirname(join(music, path)), { recursive: true });
      await writeFile(join(music, path), songBytes({ container: 'flac', durationS: 3, tags, tune: track }));
    },
    async stop() {
      await running.stop();
      await rm(base, { recursive: true, force: true });
    },
  };
}

/** Asks again until it is so. */
export async function until<T>(look: () => Promise<T>, good: (seen: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const seen = await look();
    if (good(seen)) return seen;
    if (tries > 600) throw new Error(`it did not come to that: ${JSON.stringify(seen).slice(0, 500)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
