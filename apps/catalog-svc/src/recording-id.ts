import { createHash } from 'node:crypto';
import type { EntryId, RecordingDescription, WantedRecordingId } from '@soulsync/contracts';
import { SOULSYNC_NAMESPACE, uuid5 } from '@soulsync/event-store';
import { foldText } from '@soulsync/music';
import type { SourceEntry } from './ports/playlist-source.js';

/** uuid5 of the source URI, else the ISRC, else folded artist, title and seconds: the same recording in two playlists is one wish. */
export function wantedRecordingId(recording: RecordingDescription): WantedRecordingId {
  const { uri, isrc, artists, title, durationMs } = recording;
  const identity =
    uri ?? isrc ?? [foldText(artists.join(' ')), foldText(title), durationMs === null ? '' : Math.round(durationMs / 1000)].join('|');
  return uuid5(SOULSYNC_NAMESPACE, 'wanted-recording', identity) as WantedRecordingId; // branded here, where it is made
}

/** Ids of the entries of one read: the n-th occurrence of a URI (or of the same words), null entries by their place. */
export function entryIds(entries: readonly SourceEntry[]): readonly EntryId[] {
  const seen = new Map<string, number>();
  return entries.map(({ kind, recording }, position) => {
    const key =
      kind === 'unavailable' && recording.uri === null ? `unavailable@${position}` : (recording.uri ?? wantedRecordingId(recording));
    const occurrence = (seen.get(key) ?? 0) + 1;
    seen.set(key, occurrence);
    return `${key}#${occurrence}` as EntryId; // branded here, where it is made
  });
}

/** Same value for the same entries in the same order. */
export const fingerprintOf = (ids: readonly EntryId[]): string => createHash('sha256').update(ids.join('\n')).digest('hex');
