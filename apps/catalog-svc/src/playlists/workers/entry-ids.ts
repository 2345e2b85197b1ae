import { createHash } from 'node:crypto';
import type { EntryId } from '@soulsync/contracts';
import { wantedRecordingId } from '../../recordings/recording-id.js';
import type { SourceEntry } from '../ports/playlist-source.js';

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
