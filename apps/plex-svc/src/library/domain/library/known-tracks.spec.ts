import { beforeEach, describe, expect, it } from '@jest/globals';
import type { LibraryAlbumId, LibraryTrackId } from '@soulsync/contracts';
import { knownTracks } from './known-tracks.js';
import type { KnownTracks, SeenTrack } from './known-tracks.js';

const trackId = (key: string) => `track ${key}` as LibraryTrackId;
const albumId = (key: string) => `album ${key}` as LibraryAlbumId;

const seen = (key: string, more: Partial<SeenTrack> = {}): SeenTrack => ({
  serverKey: key,
  albumKey: 'a1',
  title: `Song ${key}`,
  artist: 'Old Ferry',
  albumArtist: 'Old Ferry',
  album: 'Crossings',
  discNumber: 1,
  trackNumber: Number(key),
  durationMs: 200_000 + Number(key),
  isrc: null,
  path: `Old Ferry/Crossings/${key}.flac`,
  sizeBytes: 1_000,
  format: 'flac',
  bitrateKbps: 900,
  ...more,
});

describe('the tracks of a library', () => {
  let known: KnownTracks;
  const show = (track: SeenTrack, inFullSync = true) => {
    const identified = known.identify(track, inFullSync);
    if (identified.changed) known.accept(track, identified);
    return identified;
  };

  beforeEach(() => {
    known = knownTracks({ track: trackId, album: albumId });
    known.beginFullSync();
    for (const key of ['1', '2', '3']) show(seen(key));
    known.beginFullSync();
  });

  it('are themselves again, with nothing to store, when nothing changed', () => {
    expect(show(seen('1'))).toMatchObject({
      libraryTrackId: trackId('1'),
      libraryAlbumId: albumId('a1'),
      tier: 'key',
      changed: false,
      movedFrom: null,
    });
  });

  it('are stored again when any field of theirs changed', () => {
    for (const change of [
      { title: 'Other' },
      { bitrateKbps: 320 },
      { hasArt: true },
      { year: 1999 },
      { otherFiles: [{ path: 'x', sizeBytes: 1, format: 'mp3', bitrateKbps: 320 }] },
    ])
      expect(known.identify(seen('1', change), true)).toMatchObject({ libraryTrackId: trackId('1'), changed: true });
  });

  it('keep their id by the path when the server gave the file another key', () => {
    expect(show(seen('1', { serverKey: '901' }))).toMatchObject({ libraryTrackId: trackId('1'), tier: 'path', changed: true });
    expect(show(seen('1', { serverKey: '901' }))).toMatchObject({ libraryTrackId: trackId('1'), tier: 'key', changed: false });
  });

  it('keep their id by the lasting name when key and path are others', () => {
    show(seen('1', { guid: 'plex://track/one' }));
    known.beginFullSync();
    const moved = seen('1', { serverKey: '901', path: 'Elsewhere/1.flac', guid: 'plex://track/one' });
    expect(show(moved)).toMatchObject({ libraryTrackId: trackId('1'), tier: 'guid' });
  });

  it('keep their id by their place on the album when nothing else is left', () => {
    const moved = seen('1', { serverKey: '901', albumKey: 'a9', path: 'Elsewhere/1.flac' });
    expect(show(moved)).toMatchObject({ libraryTrackId: trackId('1'), libraryAlbumId: albumId('a1'), tier: 'place', movedFrom: null });
  });

  it('stay apart from a copy of their album in another folder', () => {
    show(seen('1'));
    const copy = seen('1', { serverKey: '901', albumKey: 'a9', path: 'Copies/1.flac' });
    expect(show(copy)).toMatchObject({ libraryTrackId: trackId('901'), libraryAlbumId: albumId('a9'), tier: 'new' });
  });

  it('are not taken for a copy that an incremental sync shows, whose original it does not mention', () => {
    const copy = seen('1', { serverKey: '901', albumKey: 'a9', path: 'Copies/1.flac', guid: null });
    expect(show(copy, false)).toMatchObject({ libraryTrackId: trackId('901'), tier: 'new' });
  });

  it('are known again by an incremental sync once a full sync has missed them', () => {
    known.missed(trackId('1'), 'sweep');
    expect(show(seen('1', { serverKey: '901', path: 'Elsewhere/1.flac' }), false)).toMatchObject({
      libraryTrackId: trackId('1'),
      tier: 'place',
    });
  });

  it('are others when the server gives a used key to another file with another name', () => {
    show(seen('1', { guid: 'plex://track/one' }));
    known.beginFullSync();
    const other = seen('1', { path: 'Ida Voss/9.flac', guid: 'plex://track/nine', album: 'Nine', title: 'Nine', trackNumber: 9 });
    expect(show(other)).toMatchObject({ libraryTrackId: trackId('1 again'), tier: 'new' });
  });

  it('tell which album they left when they moved to another one', () => {
    show(seen('9', { albumKey: 'b1', album: 'Best Of', path: 'Old Ferry/Best Of/9.flac' }));
    expect(show(seen('1', { albumKey: 'b1', album: 'Best Of' }))).toMatchObject({
      libraryTrackId: trackId('1'),
      libraryAlbumId: albumId('b1'),
      movedFrom: albumId('a1'),
    });
  });

  it('say which of them a full sync has not shown, and in which folder they lie', () => {
    show(seen('2'));
    known.markShown('3');
    expect([...known.notShown()]).toEqual([
      { libraryTrackId: trackId('1'), libraryAlbumId: albumId('a1'), folder: 'Old Ferry', missedIn: null },
    ]);
    expect(known.byFolder()).toEqual(new Map([['Old Ferry', 3]]));
    known.removed(trackId('1'));
    expect(known.size).toBe(2);
  });

  it('are stored as found when they are shown again after a full sync missed them', () => {
    known.missed(trackId('1'), 'sweep');
    expect(show(seen('1'))).toMatchObject({ libraryTrackId: trackId('1'), changed: true });
    expect(show(seen('1'))).toMatchObject({ changed: false });
  });
});
