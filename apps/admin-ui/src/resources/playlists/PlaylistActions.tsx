import { TopToolbar, useRecordContext } from 'react-admin';
import type { PlaylistRow } from '@soulsync/contracts';
import { CommandButton } from '../../layout/CommandButton.js';
import { IntervalButton } from './IntervalButton.js';
import { UnfollowButton } from './UnfollowButton.js';

/** What can be done with a followed playlist. */
export function PlaylistActions() {
  const playlist = useRecordContext<PlaylistRow>();
  if (!playlist) return <TopToolbar />;
  const { id, name, started, paused, refreshEveryMinutes } = playlist;
  const isRead = refreshEveryMinutes !== null;
  return (
    <TopToolbar sx={{ flexWrap: 'wrap' }}>
      {started ? null : (
        <CommandButton label="Start downloading" path={`playlists/${id}/start`} done="Missing tracks are being downloaded" />
      )}
      {paused || !isRead ? null : <CommandButton label="Sync now" path={`playlists/${id}/refresh`} done="The playlist is being synced" />}
      {paused ? (
        <CommandButton label="Resume" path={`playlists/${id}/resume`} done="Playlist resumed" />
      ) : (
        <CommandButton label="Pause" path={`playlists/${id}/pause`} done="Paused: new tracks are no longer downloaded" />
      )}
      {isRead ? <IntervalButton playlistId={String(id)} minutes={refreshEveryMinutes} /> : null}
      <UnfollowButton playlistId={String(id)} name={name} />
    </TopToolbar>
  );
}
