import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join, relative } from 'node:path';
import { parse } from 'csv-parse/sync';
import { parseFile } from 'music-metadata';
import type { PeerKnobs, SlskdConfig } from '../slskd/scenario.js';
import { generateWorld } from './generate-world.js';

interface World {
  readonly musicFolder: string;
  readonly entries: readonly {
    readonly n: number;
    readonly title: string;
    readonly artists: readonly string[];
    readonly durationMs: number;
    readonly uri: string;
    readonly expected: { readonly state: string };
  }[];
  readonly expectedNewFiles: number;
}

interface Spotify {
  readonly playlists: readonly {
    readonly entries: readonly { readonly item: { readonly uri: string; readonly name: string; readonly duration_ms: number } }[];
  }[];
}

const TRACKS = 70;
const MB = 1_048_576;
let base: string;
let dir: string;

const json = async <T>(name: string) => JSON.parse(await readFile(join(dir, name), 'utf8')) as T; // the generator's own files, written a moment ago
const filesIn = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/** A hash of every music file, by its place in the world. */
async function fingerprint(folder: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const kind of ['music', 'shares'])
    for (const path of await filesIn(join(folder, kind)))
      lines.push(
        `${relative(folder, path)} ${createHash('sha256')
          .update(await readFile(path))
          .digest('hex')}`,
      );
  return lines;
}

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'soulsync-world-'));
  dir = join(base, 'first');
  generateWorld({ dir, seed: '7', tracks: TRACKS });
}, 30_000);

afterAll(() => rm(base, { recursive: true, force: true }));

describe('the built-in world', () => {
  it('has a playlist of 40: 24 owned, 2 doubtful, 12 to be got, 2 that nobody has', async () => {
    const { entries, expectedNewFiles } = await json<World>('world.json');
    const count = (state: string) => entries.filter(({ expected }) => expected.state === state).length;
    expect(entries.map(({ n }) => n)).toEqual(Array.from({ length: 40 }, (_, place) => place + 1));
    expect([count('owned'), count('review'), count('filed'), count('wished')]).toEqual([24, 2, 12, 2]);
    expect(expectedNewFiles).toBe(12);
  });

  it('tells Spotify and the CSV the same playlist', async () => {
    const { entries } = await json<World>('world.json');
    const { playlists } = await json<Spotify>('spotify.json');
    const rows: readonly Record<string, string>[] = parse(await readFile(join(dir, 'playlist.csv')), { columns: true });
    const told = entries.map(({ uri, title, durationMs }) => ({ uri, title, durationMs }));
    expect(playlists[0]?.entries.map(({ item }) => ({ uri: item.uri, title: item.name, durationMs: item.duration_ms }))).toEqual(told);
    expect(
      rows.map((row) => ({ uri: row['Track URI'], title: row['Track Name'], durationMs: Number(row['Track Duration (ms)']) })),
    ).toEqual(told);
  });

  it('has a library of the asked size, in four container families, that can be read', async () => {
    const files = await filesIn(join(dir, 'music'));
    expect(files).toHaveLength(TRACKS);
    expect([...new Set(files.map((path) => extname(path)))].sort()).toEqual(['.flac', '.m4a', '.mp3', '.opus']);
    for (const path of files) {
      const { format, common } = await parseFile(path, { duration: true });
      expect([common.title, common.artist, common.album, common.albumartist]).not.toContain(undefined);
      expect(format.duration).toBeGreaterThanOrEqual(64.9);
      expect(format.duration).toBeLessThanOrEqual(130);
    }
  });

  it('stays small', async () => {
    const sizes = await Promise.all((await filesIn(dir)).map(async (path) => (await stat(path)).size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(300 * MB);
  });

  it('is the same for the same seed and another for another', async () => {
    generateWorld({ dir: join(base, 'second'), seed: '7', tracks: TRACKS });
    expect(await fingerprint(join(base, 'second'))).toEqual(await fingerprint(dir));
    await rm(join(base, 'second'), { recursive: true });
    generateWorld({ dir: join(base, 'third'), seed: '8', tracks: TRACKS });
    expect(await fingerprint(join(base, 'third'))).not.toEqual(await fingerprint(dir));
  }, 30_000);
});

describe('what the peers of the built-in world share', () => {
  /** Nothing on the way spoils or holds back the file. */
  const arrives = ({ connect, queue, reject, ack, stallAt, failAt, sizeDelta, write }: PeerKnobs) =>
    connect !== 'fail' && queue !== 'never' && [reject, ack, stallAt, failAt, sizeDelta, write].every((knob) => knob === undefined);

  async function offers() {
    const { peers } = await json<SlskdConfig>('slskd.json');
    return Promise.all(
      peers.flatMap(({ online, knobs, files, username }) =>
        files.map(async (file) => {
          const { format, common } = await parseFile(file.source, { duration: true });
          return { username, online, knobs: { ...knobs, ...file.knobs }, file, common, durationS: format.duration ?? 0 };
        }),
      ),
    );
  }

  it('has for every recording that can be got a right file that arrives', async () => {
    const { entries } = await json<World>('world.json');
    const all = await offers();
    const without = entries
      .filter(({ expected }) => expected.state === 'filed')
      .filter(
        ({ title, artists, durationMs }) =>
          !all.some(
            ({ online, knobs, file, common, durationS }) =>
              online &&
              arrives(knobs) &&
              !file.locked &&
              common.title === title &&
              common.artist === artists[0] &&
              Math.abs(durationS - durationMs / 1000) < 1,
          ),
      );
    expect(without).toEqual([]);
  });

  it('has none for the two that nobody has', async () => {
    const { entries } = await json<World>('world.json');
    const wished = entries.filter(({ expected }) => expected.state === 'wished').map(({ title }) => title);
    const titles = (await offers()).map(({ common }) => common.title);
    expect(titles.filter((title) => wished.includes(title ?? ''))).toEqual([]);
  });

  it('holds each kind of trap', async () => {
    const all = await offers();
    const knobs = all.map((offer) => offer.knobs);
    const words = ['(Live)', 'Remix)', '(Instrumental)', '(Radio Edit)', '(Karaoke'];
    for (const word of words) expect(all.filter(({ file }) => file.remoteFilename.includes(word))).not.toHaveLength(0);
    expect(all.filter(({ durationS }) => durationS < 31)).not.toHaveLength(0);
    expect(all.filter(({ online }) => !online)).not.toHaveLength(0);
    expect(all.filter(({ file }) => file.locked)).not.toHaveLength(0);
    expect(all.filter(({ file }) => file.remoteFilename.includes('..\\'))).not.toHaveLength(0);
    expect(knobs.filter(({ queue }) => queue === 'never')).not.toHaveLength(0);
    expect(knobs.filter(({ reject }) => reject)).not.toHaveLength(0);
    expect(knobs.filter(({ frozen }) => frozen)).not.toHaveLength(0);
    expect(knobs.filter(({ failAt }) => failAt)).not.toHaveLength(0);
    expect(knobs.map(({ write }) => write)).toEqual(expect.arrayContaining(['truncate:0.5', 'empty', 'garbage']));
  });
});
