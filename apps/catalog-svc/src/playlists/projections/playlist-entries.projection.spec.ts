import { describe, expect, it } from '@jest/globals';
import type { EventEnvelope } from '@soulsync/contracts';
import { playlistEntriesProjection } from './playlist-entries.projection.js';

const rowOf = (release: object | null) => {
  const recording = { title: 'Harbour Lights', artists: [], durationMs: null, isrc: null, sourceUris: [], release };
  const entry = { entryId: 'e', position: 0, kind: 'track', wantedRecordingId: 'r', addedAt: null, recording };
  const envelope = {
    aggregateType: 'followed-playlist',
    aggregateId: 'p',
    type: 'EntriesAdded',
    data: { playlistId: 'p', entries: [entry] },
  };
  const event = envelope as unknown as EventEnvelope; // all that a row reads of it
  const [id = ''] = playlistEntriesProjection.keys(event);
  return playlistEntriesProjection.evolve(null, event, id);
};

describe('a line of a playlist', () => {
  it('says when its release came out, as exactly as its source does', () => {
    expect(rowOf({ title: 'Tides', artists: [], date: '2019-05' })).toMatchObject({ album: 'Tides', releaseDate: '2019-05' });
  });

  it('of a recording without a release says neither', () => {
    expect(rowOf(null)).toMatchObject({ album: null, releaseDate: null });
  });
});
