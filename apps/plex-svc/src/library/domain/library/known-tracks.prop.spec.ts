import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LibraryAlbumId, LibraryTrackId } from '@soulsync/contracts';
import { knownTracks } from './known-tracks.js';
import type { SeenTrack } from './known-tracks.js';

const SONGS = 8;

/** What one full sync does to one song: not shown, shown, shown under a new key, moved to another file, or both. */
const fate = fc.constantFrom('away', 'there', 'there', 'rekeyed', 'moved', 'rekeyed and moved');
/** An incremental sync or a full sync, and what befell each song before it. */
const poll = fc.record({ inFullSync: fc.boolean(), fates: fc.array(fate, { minLength: SONGS, maxLength: SONGS }) });

it('a song keeps its id over any number of full syncs, whatever becomes of its key and its file, until two full syncs have missed it', () => {
  fc.assert(
    fc.property(fc.array(poll, { minLength: 1, maxLength: 12 }), (looks) => {
      const known = knownTracks({ track: (key) => key as LibraryTrackId, album: (key) => key as LibraryAlbumId });
      let fresh = 0;
      const next = (what: string) => `${what}${(fresh += 1)}`;
      const songs = Array.from({ length: SONGS }, (_, n) => ({
        n,
        key: next('k'),
        path: next('p'),
        id: null as LibraryTrackId | null,
        missed: 0,
      }));
      const seenAs = ({ n, key, path }: (typeof songs)[number]): SeenTrack => ({
        serverKey: key,
        albumKey: 'album',
        title: `Song ${n}`,
        artist: 'Old Ferry',
        albumArtist: 'Old Ferry',
        album: 'Crossings',
        discNumber: 1,
        trackNumber: n + 1,
        durationMs: 200_000 + 3_000 * n,
        guid: `guid ${n}`,
        isrc: null,
        path,
        sizeBytes: 1,
        format: 'flac',
        bitrateKbps: 900,
      });
      for (const [at, { inFullSync, fates }] of looks.entries()) {
        if (inFullSync) known.beginFullSync();
        for (const song of songs) {
          const fateNow = fates[song.n] ?? 'there';
          if (fateNow === 'away') continue;
          // What lost key and file at once is known again by a full sync only: to an incremental sync it may as well be a copy.
          if (fateNow.includes('rekeyed')) song.key = next('k');
          if (fateNow.includes('moved') && (inFullSync || !fateNow.includes('rekeyed'))) song.path = next('p');
          const identified = known.identify(seenAs(song), inFullSync);
          if (identified.changed) known.accept(seenAs(song), identified);
          if (song.id !== null) expect(identified.libraryTrackId).toBe(song.id);
          song.id = identified.libraryTrackId;
          if (inFullSync || song.missed > 0) song.missed = 0;
        }
        if (!inFullSync) continue;
        const away = songs.filter(({ n, id }) => fates[n] === 'away' && id !== null);
        const notShown = [...known.notShown()];
        expect(notShown.map(({ libraryTrackId }) => libraryTrackId).sort()).toEqual(away.map(({ id }) => id).sort());
        for (const song of away) {
          if (song.id === null) continue;
          song.missed += 1;
          if (song.missed === 1) known.missed(song.id, `sweep ${at}`);
          else {
            known.removed(song.id);
            song.id = null;
            song.missed = 0;
          }
        }
      }
      expect(known.size).toBe(songs.filter(({ id }) => id !== null).length);
    }),
    { numRuns: 200 },
  );
});
