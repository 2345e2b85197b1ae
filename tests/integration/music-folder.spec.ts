import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFile, chmod, mkdir, mkdtemp, readdir, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { UnreadFile } from '@soulsync/contracts';
import { silentLogger } from '@soulsync/event-store';
import { folderLibraryServer, inMemoryFileNotes } from '@soulsync/plex-svc';
import { watchOneFolder } from '../../apps/plex-svc/src/adapters/folder/watch-one-folder.js';
import { tagReader } from '../../apps/plex-svc/src/adapters/folder/tag-reader.js';
import type { FolderOptions } from '../../apps/plex-svc/src/adapters/folder/folder-library-server.js';
import type { WatchState } from '../../apps/plex-svc/src/adapters/folder/watch-folders.js';
import type { LibraryServer, ServerTrack } from '../../apps/plex-svc/src/library/ports/library-server.js';
import { songBytes } from '../simulators/src/audio/song.js';
import type { Container } from '../simulators/src/audio/song.js';
import { eventually } from '../support/running-demo.js';

const song = (title: string, container: Container = 'flac') =>
  songBytes({
    container,
    durationS: 2,
    tune: title.length,
    tags: { title, artist: 'A', albumArtist: 'A', album: 'B', track: 1, trackTotal: 1, disc: 1, date: '2001', genre: 'Folk', isrc: null },
  });

let base: string;
let music: string;
const put = async (name: string, bytes: Buffer | string) => {
  await mkdir(dirname(join(music, name)), { recursive: true });
  await writeFile(join(music, name), bytes);
};
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'soulsync-music-'));
  music = join(base, 'music');
  await mkdir(music);
});
afterEach(async () => {
  process.seteuid?.(process.getuid?.() ?? 0);
  await rm(base, { recursive: true, force: true });
});

/** One for all, so that its threads start while we may still read our own program. */
const reader = tagReader();

/** A server that counts what it asks of the disk. */
function counted(more: Partial<FolderOptions> = {}) {
  const count = { stats: 0, reads: 0 };
  const notes = more.notes ?? inMemoryFileNotes();
  const server = folderLibraryServer(music, {
    notes,
    logger: silentLogger,
    reader: {
      read(path, name) {
        count.reads += 1;
        return reader.read(path, name);
      },
    },
    statFile(path) {
      count.stats += 1;
      return stat(path);
    },
    ...more,
  });
  return { server, count, notes };
}

async function synced(server: LibraryServer, resume?: { pageCursor: string; seen: ReadonlySet<string> }) {
  const tracks: ServerTrack[] = [];
  const unread: UnreadFile[] = [];
  const pageCursors: string[] = [];
  const totals = new Set<number | null>();
  const options = { ...(resume ? { resume } : {}), onUnread: (one: UnreadFile) => unread.push(one) };
  for await (const page of server.fullSync('music', options)) {
    tracks.push(...page.tracks);
    pageCursors.push(page.pageCursor);
    totals.add(page.total);
  }
  return { tracks, unread, pageCursors, totals, titles: tracks.map(({ title }) => title) };
}

const begin = async (server: LibraryServer) => {
  let cursor = '';
  for await (const page of server.changes('music', null)) cursor = page.cursor;
  return cursor;
};

const sought = (path: string) => ({ path, sizeBytes: null, durationMs: null, title: null });

describe('a full sync of the music folder', () => {
  it('of unchanged files costs one stat each and opens none, also in the next process', async () => {
    for (let n = 0; n < 30; n += 1) await put(`Artist ${n % 3}/Album/${n}.flac`, song(`Song ${n}`));
    await put('Artist 0/Album/empty.flac', '');
    await put('Artist 0/Album/letter.mp3', 'Dear reader, this is no music.'.repeat(100));
    const first = counted();
    const before = await synced(first.server);
    expect(first.count).toEqual({ stats: 32, reads: 31 });
    const next = counted({ notes: first.notes });
    const after = await synced(next.server);
    expect(next.count).toEqual({ stats: 32, reads: 0 });
    expect(after).toEqual(before);
    expect([...before.totals]).toEqual([32]);
  });

  it('sees changed tags also where an editor put the time of the file back and kept its size', async () => {
    await put('A/B/01.flac', song('One'));
    const { server, count } = counted();
    const { mtime, atime } = await stat(join(music, 'A/B/01.flac'));
    expect((await synced(server)).titles).toEqual(['One']);
    await put('A/B/01.flac', song('Two'));
    await utimes(join(music, 'A/B/01.flac'), atime, mtime);
    expect((await synced(server)).titles).toEqual(['Two']);
    expect(count.reads).toBe(2);
  });

  it('that was interrupted goes on behind its last page, wherever that was', async () => {
    const names = ['A/1.flac', 'A/z.flac', 'A.b/2.flac', 'B/C/3.flac', 'B/4.flac', 'b/5.flac', '0.flac'];
    for (const name of names) await put(name, song(name));
    const { server } = counted();
    const whole = (await synced(server)).tracks.map(({ serverKey }) => serverKey);
    expect([...whole].sort()).toEqual([...names].sort());
    for (const [place, pageCursor] of whole.entries()) {
      const { tracks } = await synced(server, { pageCursor, seen: new Set(whole.slice(0, place + 1)) });
      expect(tracks.map(({ serverKey }) => serverKey)).toEqual(whole.slice(place + 1));
    }
    await rm(join(music, 'B/C'), { recursive: true });
    expect((await synced(server, { pageCursor: 'B/C/3.flac', seen: new Set() })).titles).toEqual(['b/5.flac']);
  });

  it('opens names in whatever bytes the disk has them, and shows them composed', async () => {
    await put('Bjo\u0308rk/Jo\u0301ga.flac', song('Decomposed'));
    const latin = Buffer.concat([Buffer.from(join(music, 'Caf')), Buffer.from([0xe9])]);
    await mkdir(latin);
    await writeFile(Buffer.concat([latin, Buffer.from('/Pi'), Buffer.from([0xf1]), Buffer.from('ata.mp3')]), song('Latin', 'mp3'));
    const { server } = counted();
    expect((await synced(server)).tracks.map(({ path, title }) => [path, title])).toEqual([
      ['Bj\u00f6rk/J\u00f3ga.flac', 'Decomposed'],
      ['Caf\u00e9/Pi\u00f1ata.mp3', 'Latin'],
    ]);
    const found = await server.find(['Bj\u00f6rk/J\u00f3ga.flac', 'Caf\u00e9/Pi\u00f1ata.mp3', '../music/x.flac'].map(sought), 0);
    expect([...found.values()].map(({ title }) => title)).toEqual(['Decomposed', 'Latin']);
  });

  it('takes twins of a folder as one, and lists only files that are really twins', async () => {
    await put('Bj\u00f6rk/one.flac', song('One'));
    await put('Bjo\u0308rk/two.flac', song('Two'));
    await put('Bjo\u0308rk/one.flac', song('Other'));
    const { titles, unread } = await synced(counted().server);
    expect(titles).toHaveLength(2);
    expect(unread).toMatchObject([{ path: 'Bj\u00f6rk/one.flac', reason: 'twin-name' }]);
  });

  it('follows links out of the folder once, ends loops, and stays out of what is hidden', async () => {
    await put('Good/one.flac', song('One'));
    await put('.hidden/no.flac', song('Hidden'));
    for (const kept of ['#recycle', '#snapshot/GMT+01-2026.01.01', '@Recently-Snapshot/daily', '~snapshot', '.zfs/snapshot'])
      await put(`${kept}/no.flac`, song('Deleted'));
    await mkdir(join(base, 'elsewhere', 'deep'), { recursive: true });
    await writeFile(join(base, 'elsewhere', 'deep', 'two.flac'), song('Two'));
    await symlink('..', join(base, 'elsewhere', 'deep', 'up'));
    await symlink(join(base, 'elsewhere'), join(music, 'Link'));
    await symlink(join(base, 'elsewhere'), join(music, 'Link again'));
    await symlink('Good', join(music, 'A link inside'));
    await symlink('../..', join(music, 'Good', 'around'));
    await symlink('/proc', join(music, 'machinery'));
    const { tracks, unread } = await synced(counted().server);
    expect(tracks.map(({ path }) => path)).toEqual(['Good/one.flac', 'Link/deep/two.flac']);
    expect(unread).toMatchObject([{ path: 'Good/around', kind: 'folder', reason: 'unreadable' }]);
  });

  it('is no full sync when the folder is away, or becomes another one meanwhile', async () => {
    for (let n = 0; n < 250; n += 1) await put(`A/${n}.flac`, '');
    const { server } = counted();
    const pages = server.fullSync('music')[Symbol.asyncIterator]();
    await pages.next();
    await rename(music, join(base, 'unmounted'));
    await mkdir(music);
    await expect(
      (async () => {
        while (!(await pages.next()).done);
      })(),
    ).rejects.toMatchObject({ name: 'Unavailable' });
    await rm(music, { recursive: true });
    await expect(synced(server)).rejects.toMatchObject({ name: 'Unavailable' });
  });

  it('forgets the notes of what is gone, but not of half a library at once', async () => {
    for (let n = 0; n < 300; n += 1) await put(`Artist ${n % 30}/${n}.flac`, '');
    const { server, notes } = counted();
    await synced(server);
    await rm(join(music, 'Artist 0', '0.flac'));
    await rm(join(music, 'Artist 1'), { recursive: true });
    await synced(server);
    expect(await notes.count()).toBe(289);
    for (let n = 2; n < 22; n += 1) await rm(join(music, `Artist ${n}`), { recursive: true });
    await synced(server);
    expect(await notes.count()).toBe(289);
  });

  it('tells what a file holds beside its tags, and the picture beside the file', async () => {
    await put('A/B/01.flac', song('One'));
    await put('A/C/01.m4a', song('Two', 'm4a'));
    await put('A/C/cover.JPG', 'a picture');
    const { tracks } = await synced(counted().server);
    expect(tracks).toMatchObject([
      { format: 'flac', bitDepth: 16, hasArt: false },
      { format: 'm4a', bitDepth: null, hasArt: true },
    ]);
  });
});

describe('a watched music folder', () => {
  const open = async (more: Partial<FolderOptions['watch']> = {}) => {
    let changeNotifications = 0;
    let fullSyncs = 0;
    let state: WatchState = { watched: 0, polled: 0, exhausted: null };
    const onState = (now: WatchState) => void (state = now);
    const { server, count } = counted({ watch: { checkMs: 200, onState, ...more } });
    const stop = server.watch(() => (changeNotifications += 1));
    let cursor = await begin(server);
    await synced(server);
    return {
      server,
      count,
      stop,
      state: () => state,
      changeNotifications: () => changeNotifications,
      fullSyncs: () => fullSyncs,
      /** All that `changes` tells, and the full syncs it asks for, until it was enough. */
      async until(enough: (titles: readonly string[], fullSyncAdvised: boolean) => boolean) {
        const titles: string[] = [];
        let advised = false;
        await eventually(
          async () => {
            let next = cursor;
            let fullSyncNow = false;
            for await (const page of server.changes('music', cursor)) {
              titles.push(...page.tracks.map(({ title }) => title));
              fullSyncNow ||= page.fullSyncAdvised === true;
              next = page.cursor;
            }
            cursor = next;
            if (!fullSyncNow) return;
            advised = true;
            fullSyncs += 1;
            titles.push(...(await synced(server)).titles);
          },
          () => enough(titles, advised),
        );
        return titles;
      },
    };
  };

  it.each([
    ['by the kernel', {}],
    ['by polling', { pollMs: 100 }],
  ])(
    'tells, %s, of a new file, changed tags, a new folder, and asks for a full sync when something is gone',
    async (_how, watch) => {
      await put('A/B/01.flac', song('One'));
      await put('A/Cafe\u0301/01.flac', song('Decomposed'));
      const lab = await open(watch);
      try {
        expect(lab.state()).toEqual(
          'pollMs' in watch ? { watched: 0, polled: 4, exhausted: null } : { watched: 4, polled: 0, exhausted: null },
        );
        await put('A/B/02.flac', song('Two'));
        await lab.until((titles) => titles.includes('Two'));
        expect(lab.changeNotifications()).toBeGreaterThan(0);

        // An editor that writes a new file in the place of the old one, as most do.
        await writeFile(join(music, 'A/B/.01.new'), song('One more'));
        await rename(join(music, 'A/B/.01.new'), join(music, 'A/B/01.flac'));
        await lab.until((titles) => titles.includes('One more'));

        await put('New/Folder/Deep/03.flac', song('Three'));
        await lab.until((titles) => titles.includes('Three'));
        await put('New/Folder/Deep/04.flac', song('Four'));
        await lab.until((titles) => titles.includes('Four'));

        await put('A/Cafe\u0301/02.flac', song('Also decomposed'));
        await lab.until((titles) => titles.includes('Also decomposed'));
        expect(lab.fullSyncs()).toBe(0);

        await rename(join(music, 'New'), join(music, 'Renamed'));
        await lab.until((_titles, fullSyncAdvised) => fullSyncAdvised);
        expect((await synced(lab.server)).tracks.map(({ path }) => path)).toContain('Renamed/Folder/Deep/03.flac');
        await put('Renamed/Folder/Deep/05.flac', song('Five'));
        await lab.until((titles) => titles.includes('Five'));

        await rm(join(music, 'Renamed'), { recursive: true });
        await lab.until((_titles, fullSyncAdvised) => fullSyncAdvised);
      } finally {
        await lab.stop();
      }
    },
    60_000,
  );

  it('reads in an incremental sync only the folders in which something happened', async () => {
    for (let n = 0; n < 40; n += 1) await put(`Artist ${n}/01.flac`, song(`Song ${n}`));
    const lab = await open();
    try {
      lab.count.stats = lab.count.reads = 0;
      await put('Artist 7/02.flac', song('New'));
      await lab.until((titles) => titles.includes('New'));
      expect(lab.count.reads).toBe(1);
      expect(lab.count.stats).toBeLessThan(20);
    } finally {
      await lab.stop();
    }
  });

  it('waits for a file that is still being written', async () => {
    await put('A/01.flac', song('One'));
    const lab = await open();
    try {
      const bytes = song('Slowly');
      await put('A/02.flac', bytes.subarray(0, 2_000));
      let written = 2_000;
      const writing = setInterval(() => {
        const more = bytes.subarray(written, written + 2_000);
        written += more.length;
        if (more.length > 0) void appendFile(join(music, 'A/02.flac'), more);
      }, 100);
      await lab.until((titles) => titles.includes('Slowly'));
      clearInterval(writing);
      expect(written).toBe(bytes.length);
      expect(lab.count.reads).toBe(2);
    } finally {
      await lab.stop();
    }
  }, 60_000);

  it('is watched anew when it was away', async () => {
    await put('A/01.flac', song('One'));
    const lab = await open();
    try {
      await rename(music, join(base, 'unmounted'));
      await eventually(
        async () => lab.state().watched,
        (watched) => watched === 0,
      );
      await expect(begin(lab.server)).rejects.toMatchObject({ name: 'Unavailable' });
      await rename(join(base, 'unmounted'), music);
      await eventually(
        async () => lab.state().watched,
        (watched) => watched === 2,
      );
      await lab.until((_titles, fullSyncAdvised) => fullSyncAdvised);
      await put('A/02.flac', song('Two'));
      await lab.until((titles) => titles.includes('Two'));
    } finally {
      await lab.stop();
    }
  });

  it('is polled when the system gives no more watches', async () => {
    for (let n = 0; n < 5; n += 1) await put(`Artist ${n}/01.flac`, song(`Song ${n}`));
    let given = 0;
    const lab = await open({
      pollMs: null,
      async watchFolder(path, heard) {
        given += 1;
        if (given > 3) throw Object.assign(new Error('System limit for number of file watchers reached'), { code: 'ENOSPC' });
        return watchOneFolder(path, heard);
      },
    });
    try {
      expect(lab.state()).toEqual({ watched: 0, polled: 6, exhausted: expect.stringContaining('limit') as unknown });
      expect(given).toBe(4);
    } finally {
      await lab.stop();
    }
  });

  it('watches a folder that may be read again', async () => {
    if (process.getuid?.() !== 0) return expect(process.getuid?.()).not.toBe(0); // below we become another user
    await put('A/01.flac', song('One'));
    await put('Locked/01.flac', song('Behind a door'));
    await chmod(base, 0o755);
    await chmod(join(music, 'Locked'), 0o000);
    await synced(counted().server);
    process.seteuid?.(65_534);
    const lab = await open();
    try {
      expect(lab.state()).toMatchObject({ watched: 2, polled: 1 });
      process.seteuid?.(0);
      await chmod(join(music, 'Locked'), 0o755);
      process.seteuid?.(65_534);
      await lab.until((titles) => titles.includes('Behind a door'));
    } finally {
      process.seteuid?.(0);
      await lab.stop();
    }
  });

  it('needs one watch a folder, and none a file', async () => {
    for (let n = 0; n < 50; n += 1) await put(`Artist/Album ${n % 5}/${n}.flac`, '');
    const lab = await open();
    try {
      expect(lab.state()).toEqual({ watched: 7, polled: 0, exhausted: null });
      expect(await readdir(join(music, 'Artist'))).toHaveLength(5);
    } finally {
      await lab.stop();
    }
  });
});
