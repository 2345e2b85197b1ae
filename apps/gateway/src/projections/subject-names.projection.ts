import { published, summaryOf } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

export interface SubjectNameRow {
  readonly id: string;
  readonly name: string;
}

/** What people call the things events are about: recordings, downloads, files, albums and playlists, by the id of their stream. */
export const subjectNamesProjection = projection<SubjectNameRow>({
  name: 'subject-names',
  version: 3,
  key: 'id',
  columns: { id: 'text', name: 'text' },
  keys(envelope) {
    const event = published(envelope);
    switch (event.type) {
      case 'RecordingWanted':
      case 'AcquisitionRequested':
      case 'FilingStarted':
      case 'AlbumIndexed':
      case 'PlaylistFollowed':
      case 'PlaylistRenamed':
      case 'MediaServerChosen':
      case 'MirrorBackedUp':
        return [envelope.aggregateId];
      default:
        return [];
    }
  },
  evolve(row, envelope, id) {
    const event = published(envelope);
    switch (event.type) {
      case 'RecordingWanted':
      case 'AcquisitionRequested':
      case 'FilingStarted': {
        const { title, artists } = summaryOf(event.data.recording);
        return { id, name: artists.length > 0 ? `${artists.join(', ')} – ${title}` : title };
      }
      case 'AlbumIndexed':
        return { id, name: `${event.data.artist} – ${event.data.title}` };
      case 'PlaylistFollowed':
      case 'PlaylistRenamed':
      case 'MediaServerChosen':
        return { id, name: event.data.name };
      case 'MirrorBackedUp':
        return { id, name: event.data.title };
      default:
        return row;
    }
  },
});
