import { namesOf } from '@soulsync/contracts';
import type { RecordingDescription, WantedRecordingId } from '@soulsync/contracts';
import { SOULSYNC_NAMESPACE, uuid5 } from '@soulsync/event-store';
import { foldText } from '@soulsync/music';

/**
 * The id of a recording that nobody knows yet, made of the first description of it: uuid5 of the source URI, else the ISRC, else folded artist,
 * title and seconds. Before identities were kept this was all there was.
 */
export function ownRecordingId(recording: RecordingDescription): WantedRecordingId {
  const { sourceUris, isrc, artists, title, durationMs } = recording;
  const identity =
    sourceUris[0] ??
    isrc ??
    [foldText(namesOf(artists).join(' ')), foldText(title), durationMs === null ? '' : Math.round(durationMs / 1000)].join('|');
  return uuid5(SOULSYNC_NAMESPACE, 'wanted-recording', identity) as WantedRecordingId; // branded here, where it is made
}
