import { describe, expect, it } from '@jest/globals';
import { envelopeOf } from '@soulsync/event-store/testing';
import type { DomainEvent } from '@soulsync/contracts';
import { subjectNamesProjection as projection } from './subject-names.projection.js';

const recording = { title: 'Long Division', artists: [{ name: 'Even Odds' }] };

/** What a line about this stream says it is about. */
function nameOf(aggregateType: string, event: DomainEvent): unknown {
  const envelope = envelopeOf(event, { aggregateType, aggregateId: 'x1' });
  const [id] = projection.keys(envelope);
  return id === undefined ? undefined : projection.evolve(null, envelope, id)?.name;
}

describe('what an event is about', () => {
  it.each([
    ['wanted-recording', { type: 'RecordingWanted', data: { recording } }, 'Even Odds – Long Division'],
    ['acquisition', { type: 'AcquisitionRequested', data: { recording } }, 'Even Odds – Long Division'],
    ['filing', { type: 'FilingStarted', data: { recording } }, 'Even Odds – Long Division'],
    ['library-album', { type: 'AlbumIndexed', data: { artist: 'Even Odds', title: 'Remainders' } }, 'Even Odds – Remainders'],
    ['followed-playlist', { type: 'PlaylistRenamed', data: { name: 'Night drive' } }, 'Night drive'],
    ['media-server', { type: 'MediaServerChosen', data: { name: 'Attic' } }, 'Attic'],
    ['mirror-backup', { type: 'MirrorBackedUp', data: { title: 'Night drive' } }, 'Night drive'],
  ])('is named for a %s', (aggregateType, event, name) => expect(nameOf(aggregateType, event)).toBe(name));

  it('is not named by what says nothing of it', () => {
    expect(nameOf('acquisition', { type: 'SearchPerformed', data: {} })).toBeUndefined();
  });
});
