import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { creditsOf, unknownRecording, unknownRelease } from '@soulsync/contracts';
import type { DomainEvent, EventEnvelope, RecordingDescription, WantedRecordingId } from '@soulsync/contracts';
import type { AnyProjection } from '@soulsync/event-store';
import type { LibraryIndexRow } from '../projections/library-index.projection.js';
import { libraryIndexProjection } from '../projections/library-index.projection.js';
import { libraryFullSyncsProjection } from '../projections/library-full-syncs.projection.js';
import type { MatchMemoryRow } from '../projections/match-memory.projection.js';
import { matchMemoryProjection } from '../projections/match-memory.projection.js';
import { createMatchIndex } from './match-index.js';
import type { MatchIndex } from './match-index.js';

const at = '2026-01-01T00:00:00.000Z';
const recordings = ['w1', 'w2', 'w3', 'w4'] as WantedRecordingId[];

const one = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const titles = one('Harbour Lights', 'Harbor Lights', 'Harbour Lights (Live)', 'Low Tide', 'Low Tide - Remastered', 'Intro', 'Ébb & Flow');
const artists = one('The Quiet Pier', 'Quiet Pier', 'Someone feat. The Quiet Pier', 'Various Artists', 'Nobody');
const durations = one(200_000, 203_000, 206_000, 320_000, null);
const paths = one('a/1.flac', 'a/2.flac', null);
const guids = one('plex://track/1', 'plex://track/2', null);
const isrcs = one('GBAAA0000001', 'GBAAA0000002', null);
const trackIds = one('t1', 't2', 't3', 't4', 't5');
const albums = one('album-1', 'album-2');

const track = fc.record({
  libraryTrackId: trackIds,
  title: titles,
  artist: artists,
  albumArtist: fc.oneof(artists, fc.constant(null)),
  album: one('Low Water', null),
  durationMs: durations,
  isrc: isrcs,
  mbid: fc.constant(null),
  guid: guids,
  path: paths,
});
const event = <T extends string, D extends object>(type: T, data: fc.Arbitrary<D>) => data.map((d): DomainEvent => ({ type, data: d }));
const libraryEvent = fc.oneof(
  event('TracksIndexed', fc.record({ libraryAlbumId: albums, tracks: fc.array(track, { maxLength: 3 }), indexedAt: fc.constant(at) })),
  event('TracksChanged', fc.record({ libraryAlbumId: albums, tracks: fc.array(track, { maxLength: 2 }), changedAt: fc.constant(at) })),
  event('TracksRemoved', fc.record({ libraryAlbumId: albums, libraryTrackIds: fc.array(trackIds, { maxLength: 3 }) })),
);
const wantedRecordingId = one(...recordings);
const recording = fc
  .record({
    title: titles,
    artists: fc.array(artists, { maxLength: 2 }),
    album: one('Low Water', null),
    durationMs: durations,
    isrc: isrcs,
  })
  .map(({ title, artists: names, album, durationMs, isrc }): RecordingDescription => ({
    ...unknownRecording,
    ...{ title, artists: creditsOf(names), durationMs, isrc, release: { ...unknownRelease, title: album } },
  }));
const wanted = event('RecordingWanted', fc.record({ wantedRecordingId, recording }));
const enriched = event('DescriptionEnriched', fc.record({ wantedRecordingId, recording }));
const filed = event('FilePublished', fc.record({ recordingId: wantedRecordingId, path: one('a/1.flac', 'a/2.flac') }));
const synced: DomainEvent = { type: 'LibrarySweepFinished', data: { libraryId: 'l', finishedAt: at } };
const anyEvent = fc.oneof(
  libraryEvent,
  libraryEvent,
  wanted,
  enriched,
  filed,
  fc.constant(synced),
  event('RecordingNoLongerWanted', fc.record({ wantedRecordingId })),
  event('RecordingMatched', fc.record({ wantedRecordingId, libraryTrackId: trackIds })),
  event('RecordingMissing', fc.record({ wantedRecordingId, rule: one('no-candidate', 'other-song-only') })),
  event('MatchNeedsReview', fc.record({ wantedRecordingId, candidates: fc.array(fc.record({ libraryTrackId: trackIds })) })),
  event('MatchConfirmed', fc.record({ wantedRecordingId, libraryTrackId: trackIds })),
  event('MatchRejected', fc.record({ wantedRecordingId, libraryTrackIds: fc.array(trackIds, { minLength: 1 }) })),
  event(
    'MatchDecisionUndone',
    fc.record({
      wantedRecordingId,
      undone: one('confirmation', 'rejection'),
      libraryTrackIds: fc.array(trackIds, { minLength: 1 }),
    }),
  ),
  event('MatchLost', fc.record({ wantedRecordingId, libraryTrackId: trackIds })),
);

const envelope = (one: DomainEvent) => one as unknown as EventEnvelope; // the part of an envelope that is read here
const takeAll = (matchIndex: MatchIndex, events: readonly DomainEvent[]) => events.forEach((one) => matchIndex.take(envelope(one)));

function rowsOf(projection: AnyProjection, events: readonly DomainEvent[]) {
  const rows = new Map<string, Record<string, unknown> | null>();
  for (const one of events)
    for (const key of projection.keys(envelope(one))) rows.set(key, projection.evolve(rows.get(key) ?? null, envelope(one), key));
  // As through the database: plain JSON.
  return [...rows.values()].filter((row) => row !== null).map((row) => JSON.parse(JSON.stringify(row)) as unknown);
}

/** Which few of an artist's other songs are shown beside "not in the library" is the order they came in; it decides nothing. */
const isOtherSong = (candidate: unknown) =>
  (candidate as { vetoes?: readonly string[] } | null)?.vetoes?.includes('title-differs') === true;
const withoutOthers = (outcome: unknown): unknown =>
  JSON.parse(JSON.stringify(outcome), (_, part: unknown) => (Array.isArray(part) ? part.filter((one) => !isOtherSong(one)) : part));

async function seen(matchIndex: MatchIndex) {
  return {
    synced: matchIndex.synced,
    size: matchIndex.size,
    lost: (await matchIndex.lost()).map((lost) => JSON.stringify(lost)).sort(),
    due: [...(await matchIndex.due())].sort(),
    judged: recordings.map((id) => withoutOthers(matchIndex.judge(id))),
    restate: recordings.filter((id) => matchIndex.mustRestate(id)),
    matches: recordings.map((id) => ({ ...matchIndex.matchOf(id), rejected: [...matchIndex.matchOf(id).rejected].sort() })),
  };
}

describe('a match index filled from rows', () => {
  it('is the match index folded from the log, however far behind the log’s end each projection and the oldest of them was', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyEvent, { maxLength: 60 }),
        fc.tuple(fc.nat(60), fc.nat(60), fc.nat(60)),
        async (events, [library, memory, fullSyncs]) => {
          const folded = createMatchIndex();
          takeAll(folded, events);
          const filled = createMatchIndex();
          for (const row of rowsOf(libraryIndexProjection, events.slice(0, library))) filled.putTrack(row as LibraryIndexRow); // made by it
          for (const row of rowsOf(matchMemoryProjection, events.slice(0, memory))) filled.putMemory(row as MatchMemoryRow); // made by it
          if (rowsOf(libraryFullSyncsProjection, events.slice(0, fullSyncs)).length > 0) filled.putFullSync();
          takeAll(filled, events.slice(Math.min(library, memory, fullSyncs)));
          expect(await seen(filled)).toEqual(await seen(folded));
        },
      ),
      { numRuns: 500 },
    );
  }, 60_000);
});

describe('a recording that a change of the library does not make due', () => {
  it('would be judged as before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(libraryEvent, wanted, wanted, filed), { maxLength: 40 }),
        fc.array(fc.oneof(libraryEvent, libraryEvent, filed), { minLength: 1, maxLength: 6 }),
        async (before, after) => {
          const matchIndex = createMatchIndex();
          takeAll(matchIndex, [...before, synced]);
          const open = await matchIndex.due();
          const judged = new Map(open.map((id) => [id, matchIndex.judge(id)]));
          takeAll(matchIndex, after);
          const due = new Set(await matchIndex.due());
          for (const id of open) if (!due.has(id)) expect(matchIndex.judge(id)).toEqual(judged.get(id));
        },
      ),
      { numRuns: 1_000 },
    );
  }, 60_000);
});
