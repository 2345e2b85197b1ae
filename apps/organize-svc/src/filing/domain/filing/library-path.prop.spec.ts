import { describe, expect, it } from '@jest/globals';
import { creditsOf, unknownRecording, unknownRelease } from '@soulsync/contracts';
import type { RecordingDescription, ReleaseDescription } from '@soulsync/contracts';
import fc from 'fast-check';
import { libraryPath, numberedPath } from './library-path.js';

const described = (title: string, artist: string, album: string | null, more: Partial<ReleaseDescription> = {}): RecordingDescription => ({
  ...unknownRecording,
  title,
  artists: creditsOf([artist]),
  release: { ...unknownRelease, title: album, trackNumber: 1, discNumber: 1, ...more },
});

describe('the place of a file', () => {
  it('follows the template', () => {
    expect(libraryPath(described('First Frost', 'The Quiet Pier', 'High Water', { trackNumber: 4 }), 'flac')).toBe(
      'The Quiet Pier/The Quiet Pier - High Water/04 - First Frost.flac',
    );
    expect(libraryPath(described('Home', 'The Larks', null), 'mp3')).toBe('The Larks/The Larks - Home/Home.mp3');
    expect(libraryPath(described('Home', 'The Larks', 'Letters', { discNumber: 2 }), 'mp3')).toBe(
      'The Larks/The Larks - Letters/2-01 - Home.mp3',
    );
    expect(libraryPath(described('Home', 'The Larks', 'Hits', { artists: creditsOf(['Various Artists']) }), 'mp3')).toBe(
      'Compilations/Hits/01 - The Larks - Home.mp3',
    );
  });

  it('is that of one artist where the name holds a comma or a sign that parts others', () => {
    for (const artist of ['Pier, The Quiet', 'Salt, Wind & Ferry', 'Old + New'])
      expect(libraryPath(described('Home', artist, 'Letters'), 'mp3')).toBe(`${artist}/${artist} - Letters/01 - Home.mp3`);
  });

  it('is numbered in an album that is called like its title track', () => {
    const titleTrack = (more: Partial<ReleaseDescription>) => libraryPath(described('Home', 'The Larks', 'Home', more), 'mp3');
    const numbered = 'The Larks/The Larks - Home/04 - Home.mp3';
    expect(titleTrack({ trackNumber: 4, kind: 'album', trackTotal: 12 })).toBe(numbered);
    expect(titleTrack({ trackNumber: 4, trackTotal: 12 })).toBe(numbered);
    expect(titleTrack({ trackNumber: 4 })).toBe(numbered); // as events of before and CSV files have it: nothing says what it is
    expect(titleTrack({ trackNumber: 4, kind: 'compilation' })).toBe(numbered);
    expect(titleTrack({ trackNumber: 4, kind: 'ep', trackTotal: 5 })).toBe(numbered);
    expect(titleTrack({ trackNumber: 1, discNumber: 2, trackTotal: 24 })).toBe('The Larks/The Larks - Home/2-01 - Home.mp3');
    expect(titleTrack({ trackNumber: null })).toBe('The Larks/The Larks - Home/Home.mp3');
  });

  it('is that of a single where the release has one track', () => {
    const single = (album: string, more: Partial<ReleaseDescription>) => libraryPath(described('Home', 'The Larks', album, more), 'mp3');
    const alone = 'The Larks/The Larks - Home/Home.mp3';
    expect(single('Home', { trackTotal: 1 })).toBe(alone);
    expect(single('Home', { kind: 'single', trackTotal: 1 })).toBe(alone);
    expect(single('Home', { kind: 'single' })).toBe(alone);
    expect(single('Home - Single', { kind: 'single', trackTotal: 1 })).toBe(alone);
    // What Spotify calls a single may be an EP, and an album may have one track.
    expect(single('Home', { kind: 'single', trackTotal: 4, trackNumber: 2 })).toBe('The Larks/The Larks - Home/02 - Home.mp3');
    expect(single('Home', { kind: 'single', trackNumber: 2 })).toBe('The Larks/The Larks - Home/02 - Home.mp3');
    expect(single('Home', { kind: 'album', trackTotal: 1 })).toBe('The Larks/The Larks - Home/01 - Home.mp3');
  });

  it('says the disc on every disc of a release that has several', () => {
    const track = (discNumber: number) => libraryPath(described('Home', 'The Larks', 'Letters', { discNumber, discTotal: 2 }), 'mp3');
    expect([track(1), track(2)]).toEqual([
      'The Larks/The Larks - Letters/1-01 - Home.mp3',
      'The Larks/The Larks - Letters/2-01 - Home.mp3',
    ]);
  });

  it('stays inside the folder and is a name every file system takes, whatever the names are', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('..', '.', '../../etc/passwd', 'C:\\x', 'a\u0000b', 'x'.repeat(400), 'ж'.repeat(300), 'con', ' . ', '😀'.repeat(90)),
    );
    fc.assert(
      fc.property(hostile, hostile, fc.option(hostile), (title, artist, album) => {
        for (const path of [
          libraryPath(described(title, artist, album), 'flac'),
          numberedPath(libraryPath(described(title, artist, album), 'flac'), 2),
        ])
          for (const segment of path.split('/')) {
            expect(segment).not.toMatch(/^\.|[. ]$|[\\\p{Cc}]/u);
            expect(segment.length).toBeGreaterThan(0);
            expect(Buffer.byteLength(segment)).toBeLessThanOrEqual(255);
            expect(segment).toBe(segment.normalize('NFC'));
          }
      }),
    );
  });
});
