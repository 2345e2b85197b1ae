import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { link, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { hashFile } from '../../apps/organize-svc/src/adapters/filesystem/hash-file.js';
import { musicFolder } from '../../apps/organize-svc/src/adapters/filesystem/music-folder.js';
import type { Link, PublishingWays } from '../../apps/organize-svc/src/adapters/filesystem/publishing-ways.js';
import { RESERVATION } from '../../apps/organize-svc/src/adapters/filesystem/reservation.js';
import { libraryPath } from '../../apps/organize-svc/src/filing/domain/filing/library-path.js';
import { musicFolderContract } from '../../apps/organize-svc/src/filing/ports/music-folder.contract.js';
import type { MusicFolderUnderTest } from '../../apps/organize-svc/src/filing/ports/music-folder.contract.js';
import { canMakeExfat, exfatDisk } from '../support/exfat-disk.js';
import { filesBelow } from '../support/filing-ground.js';
import { canMount, mounts } from '../support/mounts.js';

const nothing = {
  albumArtists: [], durationMs: null, isrc: null, uri: null, trackNumber: 1, discNumber: 1, trackTotal: null, releaseDate: null, coverUrl: null,
}; // prettier-ignore

/** A real folder; `over` puts a file system of its own there. */
interface Opened extends MusicFolderUnderTest {
  readonly path: string;
  readonly found: PublishingWays[];
}
type Over = (base: string) => () => void;

async function open(over: Over, hardLink?: Link): Promise<Opened> {
  const base = await mkdtemp(join(tmpdir(), 'soulsync-ways-'));
  const path = join(base, 'music');
  await mkdir(path);
  const endOver = over(base);
  const found: PublishingWays[] = [];
  let downloads = 0;
  const root = { name: 'music', path, mustBeInOrder: () => Promise.resolve() } as const;
  return {
    path,
    found,
    folder: musicFolder(root, (ways) => found.push(ways), hardLink),
    async download(text) {
      const source = join(base, `download ${(downloads += 1)}.flac`);
      await writeFile(source, text);
      return { source, sha256: await hashFile(source) };
    },
    async put(name, text) {
      await mkdir(dirname(join(path, name)), { recursive: true });
      await writeFile(join(path, name), text);
    },
    read: (name) => readFile(join(path, name), 'utf8').catch(() => null),
    files: () => filesBelow(path),
    async end() {
      endOver();
      await rm(base, { recursive: true, force: true });
    },
  };
}

const plain: Over = () => () => undefined;
const exfat: Over = (base) => exfatDisk(base, 'music').unmount;
/** Links and renames from the staging to the album end at a border of file systems. */
const albumsElsewhere: Over = (base) => {
  const disks = mounts();
  for (const folder of ['A', 'Кино']) disks.disk(join(base, 'music', folder));
  return () => {
    disks.endAll();
  };
};
const refusing =
  (code: string): Link =>
  () =>
    Promise.reject(Object.assign(new Error(`${code}: not done here`), { code }));

musicFolderContract('with hard links', () => open(plain, link));
for (const code of ['EPERM', 'ENOTSUP', 'ENOSYS', 'EINVAL', 'EACCES', 'EMLINK'])
  musicFolderContract(`where a link is refused as ${code}`, () => open(plain, refusing(code)));
const onExfat = canMakeExfat();
const onDisks = canMount();
if (onExfat) musicFolderContract('on exFAT', () => open(exfat));
if (onDisks) musicFolderContract('whose albums lie on another file system', () => open(albumsElsewhere));

describe('the music folder', () => {
  let on: Opened;
  afterEach(() => on.end());

  it('says once how files are published', async () => {
    on = await open(plain);
    await on.folder.hold((held) => held.probe());
    await on.folder.hold((held) => held.probe());
    expect(on.found).toEqual([{ way: 'link', inodes: true, ignoresCase: false }]);
    expect(await on.files()).toEqual([]);
  });

  (onDisks ? it : it.skip)('is tried again when another file system is there', async () => {
    on = await open(plain);
    await on.folder.hold((held) => held.probe());
    const disks = mounts();
    try {
      disks.disk(on.path);
      await on.folder.hold((held) => held.probe());
      expect(on.found).toHaveLength(2);
    } finally {
      disks.endAll();
    }
  });
});

(onExfat ? describe : describe.skip)('on exFAT', () => {
  let on: Opened;
  beforeEach(async () => {
    on = await open(exfat);
  });
  afterEach(() => on.end());

  it('files are published by a rename', async () => {
    await on.folder.hold((held) => held.probe());
    expect(on.found).toEqual([{ way: 'rename', inodes: true, ignoresCase: true }]);
  });

  it('a name that differs by case is the same name: nothing is overwritten', async () => {
    await on.put('A/Song.flac', 'of its owner');
    const { source } = await on.download('music');
    await on.folder.hold(async (held) => {
      expect(await held.hashAt('A/SONG.flac')).not.toBeNull();
      await expect(held.publish('one', await held.stage('one', source, 'flac'), 'A/SONG.flac')).rejects.toMatchObject({ code: 'EEXIST' });
    });
    expect(await on.files()).toEqual(['.soulsync-staging/one/track.flac', 'A/Song.flac']);
  });

  it.each([
    ['Who? What: "Where" <When> | * Why', 'AC/DC', 'Trailing dots...'],
    ['. hidden', 'con', 'nul.'],
    ['x'.repeat(400), 'ж'.repeat(300), '😀'.repeat(90)],
    ['Ça\u0301 \ud800', 'B\u0000\u0007\\C', ' blank '],
  ])('takes the names of any music: %s', async (title, artist, album) => {
    const { source, sha256 } = await on.download('music');
    const path = libraryPath({ ...nothing, title, artists: [artist], album }, 'flac');
    await on.folder.hold(async (held) => held.publish('one', await held.stage('one', source, 'flac'), path));
    expect(await on.folder.holds(path, sha256)).toBe(true);
    expect((await on.files()).map((name) => name.normalize('NFC'))).toEqual([path]);
  });

  it('an artist who is there in another case keeps that folder, and its spelling', async () => {
    await on.put('The Quiet Pier/x.flac', 'of its owner');
    await on.folder.hold(async (held) => expect(await held.spelled('THE QUIET PIER/New/song.flac')).toBe('The Quiet Pier/New/song.flac'));
  });
});

describe.each<[string, Over, string | undefined, boolean]>([
  ['by a rename', plain, 'EPERM', true],
  ['on exFAT', exfat, undefined, onExfat],
  ['by a copy', albumsElsewhere, undefined, onDisks],
])('publishing %s that was killed', (_how, over, refused, possible) => {
  const test = possible ? it : it.skip;
  let on: Opened;
  afterEach(() => on.end());
  const staging = () => join(on.path, '.soulsync-staging/one');
  const PLACE = 'A/song.flac';
  const again = () =>
    on.folder.hold(async (held) => {
      await held.release('one');
      expect(await held.hashAt(PLACE)).toBeNull();
      await held.publish('one', (await held.staged('one', 'flac')) ?? '', PLACE);
    });
  /** As a killed run left it. */
  const left = async (note: string | null, there: string | null) => {
    on = await open(over, refused === undefined ? undefined : refusing(refused));
    const { source } = await on.download('all of the music');
    await on.folder.hold(async (held) => void (await held.stage('one', source, 'flac')));
    await mkdir(join(on.path, 'A'), { recursive: true });
    if (note !== null) await writeFile(join(staging(), RESERVATION), note);
    if (there !== null) await writeFile(join(on.path, PLACE), there);
  };

  test.each([
    ['before it noted its place', null, null],
    ['while it noted its place', '"A/so', null],
    ['before it took its place', '"A/song.flac"\n', null],
    ['when it had taken it', '"A/song.flac"\n', ''],
    ['when it had said so', '"A/song.flac"\nmade\n', ''],
    ['within the bytes', '"A/song.flac"\nmade\n', 'all of'],
    ['by a power cut that kept the length alone', '"A/song.flac"\nmade\n', 'all of\0\0\0\0\0\0\0\0\0\0'],
  ])('%s is done by the next run, once', async (_point, note, there) => {
    await left(note, there);
    await again();
    expect(await on.read(PLACE)).toBe('all of the music');
    expect(await on.files()).toEqual([PLACE]);
    expect((await stat(join(on.path, PLACE))).nlink).toBe(1);
  });

  test('leaves what somebody else put into the place since', async () => {
    await left('"A/song.flac"\nmade\n', 'of its owner');
    await on.folder.hold((held) => held.release('one'));
    expect(await on.read(PLACE)).toBe('of its owner');
  });

  test('leaves no empty file where the filing is given up or taken up anew', async () => {
    await left('"A/song.flac"\nmade\n', '');
    await on.folder.hold((held) => held.cleanOthers(new Set()));
    expect(await on.files()).toEqual([]);
  });

  test('keeps the whole file when it was killed before it forgot its note', async () => {
    await left('"A/song.flac"\nmade\n', 'all of the music');
    await on.folder.hold((held) => held.release('one'));
    expect(await on.read(PLACE)).toBe('all of the music');
  });
});
