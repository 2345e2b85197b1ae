import { describe, expect, it } from '@jest/globals';
import type { DomainEvent, EventEnvelope, IndexedTrack, LibraryTrackId, PlaylistId, WantedRecordingId } from '@soulsync/contracts';
import { createMatchDesk } from './match-desk.js';

const at = '2026-01-01T00:00:00.000Z';
const wantedRecordingId = 'wanted' as WantedRecordingId;
const id = (text: string) => text as LibraryTrackId;

const track = (more: Partial<IndexedTrack> = {}): IndexedTrack => ({
  libraryTrackId: id('t1'),
  serverKey: '1',
  title: 'Harbour Lights',
  artist: 'The Quiet Pier',
  albumArtist: 'The Quiet Pier',
  album: 'Low Water',
  discNumber: 1,
  trackNumber: 1,
  durationMs: 200_000,
  isrc: null,
  path: null,
  sizeBytes: null,
  format: null,
  bitrateKbps: null,
  ...more,
});

/** A desk that has read these events. */
function desk(...events: readonly DomainEvent[]) {
  const made = createMatchDesk();
  for (const event of events) made.take(event as unknown as EventEnvelope); // the part of an envelope a desk reads
  return made;
}

const wanted: DomainEvent = {
  type: 'RecordingWanted',
  data: {
    wantedRecordingId,
    recording: {
      title: 'Harbour Lights',
      artists: ['The Quiet Pier'],
      album: 'Low Water',
      albumArtists: [],
      durationMs: 200_000,
      isrc: null,
      uri: 'spotify:track:1',
      trackNumber: null,
      discNumber: null,
      trackTotal: null,
      releaseDate: null,
      coverUrl: null,
    },
    origin: { kind: 'playlist', playlistId: 'p' as PlaylistId, name: 'p' },
    released: true,
    wantedAt: at,
  },
};
const indexed = (...tracks: readonly IndexedTrack[]): DomainEvent => ({ type: 'TracksIndexed', data: { tracks, indexedAt: at } });
const removed = (...ids: readonly string[]): DomainEvent => ({ type: 'TracksRemoved', data: { libraryTrackIds: ids, removedAt: at } });
const swept: DomainEvent = { type: 'LibrarySweepFinished', data: { libraryId: 'l', sweepId: 's', albums: 1, tracks: 1, finishedAt: at } };
const confirmed: DomainEvent = { type: 'MatchConfirmed', data: { wantedRecordingId, libraryTrackId: id('t1'), by: 'ann', at } };
const rejected: DomainEvent = { type: 'MatchRejected', data: { wantedRecordingId, libraryTrackIds: [id('t1')], by: 'ann', at } };
const lost: DomainEvent = { type: 'MatchLost', data: { wantedRecordingId, libraryTrackId: id('t1'), at } };

describe('what is due', () => {
  it('is nothing before a complete sweep told what the library holds', () => {
    expect(desk(wanted, indexed(track())).due()).toEqual([]);
    expect(desk(wanted, indexed(track()), swept).due()).toEqual([wantedRecordingId]);
  });

  it('is asked once, and again when the library changes', () => {
    const one = desk(wanted, indexed(track({ title: 'Another' })), swept);
    expect(one.due()).toEqual([wantedRecordingId]);
    expect(one.due()).toEqual([]);
    one.take(indexed(track({ libraryTrackId: id('t2') })) as unknown as EventEnvelope); // as above
    expect(one.due()).toEqual([wantedRecordingId]);
  });
});

describe('what a person said', () => {
  it('stands over every rescan: a confirmed recording is not judged again', () => {
    expect(desk(wanted, indexed(track()), swept, confirmed, indexed(track({ libraryTrackId: id('t2') })), swept).due()).toEqual([]);
  });

  it('stands over every re-sync: the same source recording wanted again is still confirmed', () => {
    expect(desk(wanted, indexed(track()), swept, confirmed, wanted, swept).due()).toEqual([]);
  });

  it('keeps a rejected track rejected, whatever it scores', () => {
    expect(desk(wanted, indexed(track()), swept, rejected, wanted, swept).judge(wantedRecordingId)).toMatchObject({ kind: 'missing' });
    expect(desk(wanted, indexed(track(), track({ libraryTrackId: id('t2') })), swept, rejected).judge(wantedRecordingId)).toMatchObject({
      kind: 'matched',
      libraryTrackId: 't2',
    });
  });

  it('finds the confirmed recording again by the server’s lasting name when keys and names changed', () => {
    const guid = 'plex://track/65a0';
    const one = desk(
      wanted,
      indexed(track({ guid })),
      swept,
      confirmed,
      removed('t1'),
      indexed(track({ libraryTrackId: id('t9'), title: 'Harbor Lites', guid })),
      swept,
    );
    expect(one.lost()).toEqual([{ wantedRecordingId, libraryTrackId: 't1' }]);
    one.take(lost as unknown as EventEnvelope); // as above
    expect(one.judge(wantedRecordingId)).toMatchObject({ kind: 'matched', libraryTrackId: 't9', rule: 'server-guid' });
  });
});
