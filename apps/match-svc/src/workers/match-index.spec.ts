import { describe, expect, it } from '@jest/globals';
import { creditsOf, unknownRecording, unknownRelease } from '@soulsync/contracts';
import type {
  DomainEvent,
  EventEnvelope,
  IndexedTrack,
  LibraryAlbumId,
  LibraryTrackId,
  PlaylistId,
  RecordingDescription,
  WantedRecordingId,
} from '@soulsync/contracts';
import { createMatchIndex } from './match-index.js';
import type { MatchIndex } from './match-index.js';

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

/** A match index that has read these events. */
function matchIndex(...events: readonly DomainEvent[]) {
  const made = createMatchIndex();
  for (const event of events) take(made, event);
  return made;
}

const take = (one: MatchIndex, event: DomainEvent) => one.take(event as unknown as EventEnvelope); // the part of an envelope a match index reads

/** The same event as another album tells it. */
const inAlbum = (libraryAlbumId: LibraryAlbumId, event: DomainEvent): DomainEvent => ({
  ...event,
  data: { ...event.data, libraryAlbumId },
});

const wanted: DomainEvent = {
  type: 'RecordingWanted',
  data: {
    wantedRecordingId,
    recording: {
      ...unknownRecording,
      title: 'Harbour Lights',
      artists: creditsOf(['The Quiet Pier']),
      durationMs: 200_000,
      sourceUris: ['spotify:track:1'],
      release: { ...unknownRelease, title: 'Low Water' },
    },
    origin: { kind: 'playlist', playlistId: 'p' as PlaylistId, name: 'p' },
    released: true,
    wantedAt: at,
  },
};
const libraryAlbumId = 'album' as LibraryAlbumId;
const indexed = (...tracks: readonly IndexedTrack[]): DomainEvent => ({
  type: 'TracksIndexed',
  data: { libraryAlbumId, tracks, indexedAt: at },
});
const changed = (...tracks: readonly IndexedTrack[]): DomainEvent => ({
  type: 'TracksChanged',
  data: { libraryAlbumId, tracks, changedAt: at },
});
const removed = (...ids: readonly string[]): DomainEvent => ({
  type: 'TracksRemoved',
  data: { libraryAlbumId, libraryTrackIds: ids, removedAt: at },
});
const published = (path: string): DomainEvent => ({ type: 'FilePublished', data: { recordingId: wantedRecordingId, path } });
const synced: DomainEvent = { type: 'LibrarySweepFinished', data: { libraryId: 'l', sweepId: 's', albums: 1, tracks: 1, finishedAt: at } };
const confirmed: DomainEvent = { type: 'MatchConfirmed', data: { wantedRecordingId, libraryTrackId: id('t1'), by: 'ann', at } };
const rejected: DomainEvent = { type: 'MatchRejected', data: { wantedRecordingId, libraryTrackIds: [id('t1')], by: 'ann', at } };
const lost: DomainEvent = { type: 'MatchLost', data: { wantedRecordingId, libraryTrackId: id('t1'), at } };

describe('what is due', () => {
  it('is nothing before a complete full sync told what the library holds', async () => {
    expect(await matchIndex(wanted, indexed(track())).due()).toEqual([]);
    expect(await matchIndex(wanted, indexed(track()), synced).due()).toEqual([wantedRecordingId]);
  });

  it('is asked once, and again when the library changes', async () => {
    const one = matchIndex(wanted, indexed(track({ title: 'Another' })), synced);
    expect(await one.due()).toEqual([wantedRecordingId]);
    expect(await one.due()).toEqual([]);
    take(one, indexed(track({ libraryTrackId: id('t2') })));
    expect(await one.due()).toEqual([wantedRecordingId]);
  });

  it('is what more is known of, judged by all that is known now', async () => {
    const one = matchIndex(wanted, indexed(track({ title: 'Another', isrc: 'GBXYZ2600001' })), synced);
    await one.due();
    expect(one.judge(wantedRecordingId)?.kind).toBe('missing');
    const recording = { ...(wanted.data as { recording: RecordingDescription }).recording, isrc: 'GBXYZ2600001' };
    take(one, { type: 'DescriptionEnriched', data: { wantedRecordingId, recording } });
    expect(await one.due()).toEqual([wantedRecordingId]);
    expect(one.judge(wantedRecordingId)?.kind).not.toBe('missing');
  });

  it('is not what a changed track can not concern', async () => {
    const one = matchIndex(wanted, indexed(track({ title: 'Another' })), synced);
    await one.due();
    take(one, indexed(track({ libraryTrackId: id('t2'), title: 'Elsewhere', artist: 'Somebody', albumArtist: 'Somebody' })));
    expect(await one.due()).toEqual([]);
  });

  it('is what a track concerned that is gone or has another name now', async () => {
    const doubtful = track({ durationMs: 206_000 });
    const one = matchIndex(wanted, indexed(doubtful), synced);
    await one.due();
    expect(one.judge(wantedRecordingId)).toMatchObject({ kind: 'review' });
    take(one, changed(track({ title: 'Elsewhere', artist: 'Somebody', albumArtist: 'Somebody' })));
    expect(await one.due()).toEqual([wantedRecordingId]);
    expect(one.judge(wantedRecordingId)).toMatchObject({ kind: 'missing' });
    take(one, changed(doubtful));
    await one.due();
    take(one, removed('t1'));
    expect(await one.due()).toEqual([wantedRecordingId]);
  });

  it('is a recording whose filed path a track of any name has now', async () => {
    const path = 'The Quiet Pier/Low Water/01 Harbour Lights.flac';
    const one = matchIndex(wanted, synced, published(path));
    await one.due();
    take(one, indexed(track({ title: 'Track 01', artist: 'Unknown', albumArtist: null, album: null, path })));
    expect(await one.due()).toEqual([wantedRecordingId]);
    expect(one.judge(wantedRecordingId)).toMatchObject({ kind: 'matched', rule: 'filed' });
  });

  it('is not repeated for a track that is indexed again as it was', async () => {
    const one = matchIndex(wanted, indexed(track({ durationMs: 206_000 })), synced);
    await one.due();
    take(one, indexed(track({ durationMs: 206_000 })));
    expect(await one.due()).toEqual([]);
  });

  it('is everything again when what was answered may not have been done', async () => {
    const one = matchIndex(wanted, indexed(track()), synced, confirmed);
    take(one, removed('t1'));
    expect(await one.lost()).toHaveLength(1);
    expect(await one.lost()).toHaveLength(0);
    one.judgeAllAgain();
    expect(await one.lost()).toHaveLength(1);
  });
});

describe('a track that moves to another album', () => {
  const [old, fresh] = ['old' as LibraryAlbumId, 'new' as LibraryAlbumId];
  const moved = inAlbum(fresh, indexed(track({ album: 'High Water' })));
  const leftOld = inAlbum(old, removed('t1'));
  const before = [wanted, inAlbum(old, indexed(track())), synced, confirmed];

  it('stays, whichever album tells first', () => {
    expect(matchIndex(...before, moved, leftOld).holds(id('t1'))).toBe(true);
    expect(matchIndex(...before, leftOld, moved).holds(id('t1'))).toBe(true);
  });

  it('goes when its new album misses it', async () => {
    const one = matchIndex(...before, moved, leftOld, inAlbum(fresh, removed('t1')));
    expect(one.holds(id('t1'))).toBe(false);
    expect(await one.lost()).toEqual([{ wantedRecordingId, libraryTrackId: 't1' }]);
  });

  it('lies at its path when another key of the same file leaves', () => {
    const path = 'a/b.flac';
    const one = matchIndex(wanted, published(path), indexed(track({ path }), track({ libraryTrackId: id('t2'), path })), synced);
    take(one, removed('t1'));
    expect(one.judge(wantedRecordingId)).toMatchObject({ kind: 'matched', libraryTrackId: 't2', rule: 'filed' });
  });
});

describe('what a person said', () => {
  it('stands over every rescan: a confirmed recording is not judged again', async () => {
    expect(
      await matchIndex(wanted, indexed(track()), synced, confirmed, indexed(track({ libraryTrackId: id('t2') })), synced).due(),
    ).toEqual([]);
  });

  it('stands over every re-sync: the same source recording wanted again is still confirmed', async () => {
    const again = matchIndex(wanted, indexed(track()), synced, confirmed, wanted, synced);
    expect(again.matchOf(wantedRecordingId).decision).toMatchObject({ kind: 'confirmed' });
    expect(await again.due()).toEqual([wantedRecordingId]); // to be stated again, for whoever forgot it meanwhile
    expect(await matchIndex(wanted, indexed(track()), synced, wanted, confirmed, synced).due()).toEqual([]);
  });

  it('keeps a rejected track rejected, whatever it scores', () => {
    expect(matchIndex(wanted, indexed(track()), synced, rejected, wanted, synced).judge(wantedRecordingId)).toMatchObject({
      kind: 'missing',
    });
    expect(
      matchIndex(wanted, indexed(track(), track({ libraryTrackId: id('t2') })), synced, rejected).judge(wantedRecordingId),
    ).toMatchObject({
      kind: 'matched',
      libraryTrackId: 't2',
    });
  });

  it('is why a recording is missing whose every candidate was rejected, and is not where the library never had one', () => {
    expect(matchIndex(wanted, indexed(track()), synced, rejected).judge(wantedRecordingId)).toMatchObject({
      kind: 'missing',
      rule: 'candidates-rejected',
    });
    expect(matchIndex(wanted, indexed(track({ title: 'Quite Another' })), synced, rejected).judge(wantedRecordingId)).toMatchObject({
      kind: 'missing',
      rule: 'no-candidate',
    });
  });

  it('is decided anew once it is taken back', async () => {
    const one = matchIndex(wanted, indexed(track()), synced, rejected);
    await one.due();
    take(one, { type: 'MatchDecisionUndone', data: { wantedRecordingId, undone: 'rejection', libraryTrackIds: [id('t1')], by: 'x', at } });
    expect(await one.due()).toEqual([wantedRecordingId]);
    expect(one.judge(wantedRecordingId)).toMatchObject({ kind: 'matched', libraryTrackId: 't1' });
  });

  it('finds the confirmed recording again by the server’s lasting name when keys and names changed', async () => {
    const guid = 'plex://track/65a0';
    const one = matchIndex(
      wanted,
      indexed(track({ guid })),
      synced,
      confirmed,
      removed('t1'),
      indexed(track({ libraryTrackId: id('t9'), title: 'Harbor Lites', guid })),
      synced,
    );
    expect(await one.lost()).toEqual([{ wantedRecordingId, libraryTrackId: 't1' }]);
    take(one, lost);
    expect(one.judge(wantedRecordingId)).toMatchObject({ kind: 'matched', libraryTrackId: 't9', rule: 'server-guid' });
  });
});
