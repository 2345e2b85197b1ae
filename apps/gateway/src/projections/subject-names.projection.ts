import { published, summaryOf } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

export interface SubjectNameRow {
  readonly id: string;
  readonly name: string;
}

/** What people call the things events are about: recordings, acquisitions and playlists, by the id of their stream. */
export const subjectNamesProjection = projection<SubjectNameRow>({
  name: 'subject-names',
  version: 2,
  key: 'id',
  columns: { id: 'text', name: 'text' },
  keys(envelope) {
    const event = published(envelope);
    switch (event.type) {
      case 'RecordingWanted':
      case 'AcquisitionRequested':
      case 'PlaylistFollowed':
      case 'PlaylistRenamed':
        return [envelope.aggregateId];
      default:
        return [];
    }
  },
  evolve(row, envelope, id) {
    const event = published(envelope);
    switch (event.type) {
      case 'RecordingWanted':
      case 'AcquisitionRequested': {
        const { title, artists } = summaryOf(event.data.recording);
        return { id, name: artists.length > 0 ? `${artists.join(', ')} – ${title}` : title };
      }
      case 'PlaylistFollowed':
      case 'PlaylistRenamed':
        return { id, name: event.data.name };
      default:
        return row;
    }
  },
});
