import type { RecordingDescription, WantedRecordingId } from '@soulsync/contracts';
import { SOULSYNC_NAMESPACE, uuid5 } from '@soulsync/event-store';
import { foldText } from '@soulsync/music';

/** uuid5 of the source URI, else the ISRC, else folded artist, title and seconds: the same recording in two playlists is one wish. */
export function wantedRecordingId(recording: RecordingDescription): WantedRecordingId {
  const { uri, isrc, artists, title, durationMs } = recording;
  const identity =
    uri ?? isrc ?? [foldText(artists.join(' ')), foldText(title), durationMs === null ? '' : Math.round(durationMs / 1000)].join('|');
  return uuid5(SOULSYNC_NAMESPACE, 'wanted-recording', identity) as WantedRecordingId; // branded here, where it is made
}
