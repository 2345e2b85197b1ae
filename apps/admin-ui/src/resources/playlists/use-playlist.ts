import type { PlaylistRow } from '@soulsync/contracts';
import { useRecordContext } from 'react-admin';

/** The page's playlist; null until it has been read: right after "Follow" the record is what that answered. */
export function usePlaylist(): PlaylistRow | null {
  const record = useRecordContext<PlaylistRow>();
  return record && 'entryCount' in record ? record : null;
}
