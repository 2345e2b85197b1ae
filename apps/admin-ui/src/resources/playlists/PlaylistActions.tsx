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
      {started ? null : <CommandButton label="Start fetching" path={`playlists/${id}/start`} done="What is missing is being fetched" />}
      {paused || !isRead ? null : <CommandButton label="Read now" path={`playlists/${id}/refresh`} done="The playlist is read again" />}
      {paused ? (
        <CommandButton label="Resume" path={`playlists/${id}/resume`} done="The playlist goes on" />
      ) : (
        <CommandButton label="Pause" path={`playlists/${id}/pause`} done="Paused: nothing new is wanted; what was wanted stays wanted" />
      )}
      {isRead ? <IntervalButton playlistId={String(id)} minutes={refreshEveryMinutes} /> : null}
      <UnfollowButton playlistId={String(id)} name={name} />
    </TopToolbar>
  );
}
