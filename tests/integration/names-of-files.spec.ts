import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { UnreadFile } from '@soulsync/contracts';
import { silentLogger } from '@soulsync/event-store';
import { folderLibraryServer, noFileNotes } from '@soulsync/plex-svc';
import type { ServerTrack } from '../../apps/plex-svc/src/library/ports/library-server.js';
import { songBytes } from '../simulators/src/audio/song.js';

/** MPEG 1, layer III, 48 kHz, 128 kbps: 24 ms a frame. */
const sound = Buffer.concat(
  Array.from({ length: 100 }, () => Buffer.concat([Buffer.from([0xff, 0xfb, 0x94, 0]), Buffer.alloc(380, 0x55)])),
);
/** windows-1251. */
const cyrillic = (text: string) => Buffer.from([...text].map((sign) => (sign === ' ' ? 32 : sign.charCodeAt(0) - 0x410 + 0xc0)));

/** An ID3v2.3 tag whose frames say that they are Latin-1. */
function id3(frames: Readonly<Record<string, Buffer>>): Buffer {
  const body = Buffer.concat(
    Object.entries(frames).map(([id, text]) => {
      const head = Buffer.alloc(11);
      head.write(id, 'latin1');
      head.writeUInt32BE(text.length + 1, 4);
      return Buffer.concat([head, text]);
    }),
  );
  const size = [21, 14, 7, 0].map((bits) => (body.length >> bits) & 0x7f);
  return Buffer.concat([Buffer.from('ID3\x03\0\0', 'latin1'), Buffer.from(size), body, sound]);
}

const tagsOf = (title: string) => ({
  ...{ title, artist: 'Ida Voss', albumArtist: 'Ida Voss', album: title },
  ...{ track: 1, trackTotal: 1, disc: 1, date: '2001', genre: 'Folk', isrc: null },
});
const flac = (title: string) => songBytes({ container: 'flac', durationS: 2, tune: 1, tags: tagsOf(title) });
const sheet = (file: string) => `FILE "${file}" WAVE\n${[1, 2, 3].map((n) => `  TRACK 0${n} AUDIO\n    INDEX 01 0${n}:00:00\n`).join('')}`;

let folder: string;
const tracks = new Map<string | null, ServerTrack>();
const unread: UnreadFile[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'soulsync-names-'));
  const files: Readonly<Record<string, Buffer | string>> = {
    'Тихий океан/Прилив.mp3': id3({ TIT2: cyrillic('Прилив'), TPE1: cyrillic('Тихий океан') }),
    'Music/Track 7.mp3': id3({ TIT2: cyrillic('Прилив'), TPE1: cyrillic('Тихий океан') }),
    'Music/Ида Восс - Письма.mp3': id3({ TIT2: cyrillic('Прилив'), TPE1: cyrillic('Тихий океан') }),
    'Květy/1.mp3': id3({ TIT2: Buffer.from('Čas metat kamení'), TPE1: Buffer.from('Květy') }),
    'KDA/POPSTARS.mp3': id3({ TIT2: Buffer.from('POP/STARS'), TPE1: Buffer.from('K/DA') }),
    'Not Sorted/The Ferries - Some Day.mp3': sound,
    'The Ferries/Harbour/03 Some Night (Live).mp3': sound,
    'A/Home.mp3': sound,
    'Ida Voss/Letters/Letters.flac': flac('Letters'),
    'Ida Voss/Letters/Letters.cue': sheet('Letters.wav'),
    'Ida Voss/Singles/01 One.flac': flac('One'),
    'Ida Voss/Singles/CDImage.cue': sheet('CDImage.wav'),
    'Ida Voss/Singles/02 Two.mp3': flac('Two'),
    'Ida Voss/Singles/03 Three.flac': songBytes({ container: 'm4a', durationS: 2, tune: 1, tags: tagsOf('Three') }),
    'Ida Voss/tape.tta': Buffer.concat([Buffer.from('TTA1'), Buffer.alloc(5_000)]),
  };
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
  const server = folderLibraryServer(folder, { notes: noFileNotes, logger: silentLogger });
  for await (const page of server.fullSync('music', { onUnread: (one) => unread.push(one) }))
    for (const track of page.tracks) tracks.set(track.path, track);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it.each([
  ['Тихий океан/Прилив.mp3', { title: 'Прилив', artist: 'Тихий океан' }],
  // What the tags say can't be read, and the path speaks of it in clear.
  ['Music/Ида Восс - Письма.mp3', { title: 'Письма', artist: 'Ида Восс' }],
  ['Květy/1.mp3', { title: 'Čas metat kamení', artist: 'Květy' }],
  ['KDA/POPSTARS.mp3', { title: 'POP/STARS', artist: 'K/DA' }],
  ['Not Sorted/The Ferries - Some Day.mp3', { title: 'Some Day', artist: 'The Ferries', album: null }],
  ['The Ferries/Harbour/03 Some Night (Live).mp3', { title: 'Some Night (Live)', artist: 'The Ferries', album: 'Harbour', trackNumber: 3 }],
  ['A/Home.mp3', { title: 'Home', artist: '' }],
  ['Ida Voss/Singles/02 Two.mp3', { title: 'Two', artist: 'Ida Voss', format: 'flac' }],
  ['Ida Voss/Singles/03 Three.flac', { title: 'Three', artist: 'Ida Voss', format: 'm4a' }],
])('%s is %j', (path, names) => expect(tracks.get(path)).toMatchObject(names));

it('what is in the library in part, or not at all, is listed with its reason', () => {
  expect(unread.map(({ path, reason }) => `${path}: ${reason}`).sort()).toEqual(
    [
      'A/Home.mp3: no-artist',
      'Ida Voss/Letters/Letters.flac: album-in-one-file',
      'Ida Voss/tape.tta: not-audio',
      'Music/Track 7.mp3: unknown-encoding',
      'Music/Ида Восс - Письма.mp3: unknown-encoding',
    ].sort(),
  );
  expect(unread.find(({ reason }) => reason === 'album-in-one-file')?.detail).toContain('3 songs');
});
