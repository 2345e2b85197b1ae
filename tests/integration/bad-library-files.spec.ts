import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UnreadFile } from '@soulsync/contracts';
import { silentLogger } from '@soulsync/event-store';
import { folderLibraryServer, noFileNotes } from '@soulsync/plex-svc';
import { songBytes } from '../simulators/src/audio/song.js';

/** Rights mean nothing to root: what is read here is read as a user who has none. */
const as = (uid: number): void => {
  if (process.getuid?.() === 0) process.seteuid?.(uid);
};
const asNobody = () => as(65_534);
const asOurselves = () => as(0);

const song = (title: string, container: 'flac' | 'mp3' = 'flac') =>
  songBytes({
    container,
    durationS: 2,
    tune: title.length,
    tags: {
      title,
      artist: 'A',
      albumArtist: 'A',
      album: 'B',
      track: 1,
      trackTotal: 1,
      disc: 1,
      date: '2001',
      genre: 'Folk',
      isrc: null,
    },
  });

/** 10 MB in one frame of an ID3v2.3 tag that says nothing else. */
function bigTag(id: string, head: string): Buffer {
  const body = Buffer.concat([Buffer.from(head, 'latin1'), Buffer.alloc(10_000_000, 'a')]);
  const frame = Buffer.alloc(10);
  frame.write(id, 'latin1');
  frame.writeUInt32BE(body.length, 4);
  const size = [21, 14, 7, 0].map((bits) => ((frame.length + body.length) >> bits) & 0x7f);
  return Buffer.concat([Buffer.from('ID3\x03\0\0', 'latin1'), Buffer.from(size), frame, body]);
}

const sought = (path: string) => ({ path, sizeBytes: null, durationMs: null, title: null });

let folder: string;
const write = async (name: string, bytes: Buffer | string) => {
  await mkdir(join(folder, name, '..'), { recursive: true });
  await writeFile(join(folder, name), bytes);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'soulsync-bad-files-'));
  await chmod(folder, 0o755);
});
afterEach(asOurselves);
afterAll(async () => {
  await chmod(join(folder, 'Locked'), 0o755);
  await rm(folder, { recursive: true, force: true });
});

it('lists what can not be taken in, with its reason, and takes in all the rest', async () => {
  await write('Good/one.flac', song('One'));
  await write('Good/two.mp3', song('Two', 'mp3'));
  await write('Bad/empty.flac', '');
  await write('Bad/letter.flac', 'Dear reader, this is no music.'.repeat(100));
  await write('Bad/note.flac', 'no music');
  await write('Bad/secret.flac', song('Secret'));
  await write('Bad/cut in the head.flac', song('Cut').subarray(0, 30));
  await write('Bad/cut in the sound.flac', song('Cut in the sound').subarray(0, 9_000));
  await write('Bad/big picture.mp3', Buffer.concat([bigTag('APIC', '\0image/jpeg\0\x03\0'), song('Big picture', 'mp3')]));
  await write('Bad/big words.mp3', Buffer.concat([bigTag('USLT', '\0eng\0'), song('Big words', 'mp3')]));
  await write('Locked/hidden.flac', song('Hidden'));
  await write('Twins/Caf\u00e9.flac', song('Composed'));
  await write('Twins/Cafe\u0301.flac', song('Decomposed'));
  await write('Bad/notes.txt', 'not looked at');
  await symlink('../Good', join(folder, 'Bad', 'round'));
  await symlink('/nowhere/at/all.flac', join(folder, 'Bad', 'dangling.flac'));
  await symlink('..', join(folder, 'Twins', 'up'));
  await chmod(join(folder, 'Bad', 'secret.flac'), 0o000);
  await chmod(join(folder, 'Locked'), 0o000);

  // Readers of formats are loaded when they are first needed, by each of the threads: while we may still read our own program.
  const server = folderLibraryServer(folder, { notes: noFileNotes, logger: silentLogger });
  for (const format of ['flac', 'mp3'] as const) {
    const names = [1, 2, 3, 4].map((n) => `Warm/${n}.${format}`);
    for (const name of names) await write(name, song(name, format));
    expect((await server.find(names.map(sought), 0)).size).toBe(names.length);
  }
  await rm(join(folder, 'Warm'), { recursive: true });
  const unread: UnreadFile[] = [];
  const titles: string[] = [];
  asNobody();
  for await (const { tracks } of server.fullSync('music', { onUnread: (one) => unread.push(one) }))
    titles.push(...tracks.map(({ title }) => title));
  asOurselves();

  // A file whose end is missing has its tags, and one of two twins is there.
  expect(titles).toHaveLength(6);
  expect(titles).toEqual(expect.arrayContaining(['One', 'Two', 'Cut in the sound', 'Big picture', 'Big words']));
  expect(unread.map(({ path, kind, reason }) => `${kind} ${path}: ${reason}`).sort()).toEqual(
    [
      'file Bad/cut in the head.flac: not-audio',
      'file Bad/empty.flac: empty',
      'file Bad/letter.flac: not-audio',
      'file Bad/note.flac: not-audio',
      'file Bad/secret.flac: no-rights',
      'file Twins/Caf\u00e9.flac: twin-name',
      'folder Locked: no-rights',
    ].sort(),
  );
  expect(unread.every(({ detail }) => detail.length > 5)).toBe(true);
}, 30_000);
