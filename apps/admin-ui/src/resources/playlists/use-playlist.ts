import { useRecordContext } from 'react-admin';
import type { PlaylistRecord } from './PlaylistList.js';

/** The page's playlist; null until it has been read: right after "Follow" the record is what that answered. */
export function usePlaylist(): PlaylistRecord | null {
  const record = useRecordContext<PlaylistRecord>();
  return record && 'entryCount' in record ? record : null;
}
