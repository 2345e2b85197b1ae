import { Alert } from '@mui/material';
import { Show, SimpleShowLayout, TextField, TopToolbar, useRecordContext } from 'react-admin';
import { CommandButton } from '../../layout/CommandButton.js';
import { ImportProgress } from './ImportProgress.js';
import { MirrorCard } from './MirrorCard.js';
import { PlaylistEntries } from './PlaylistEntries.js';
import type { PlaylistRecord } from './PlaylistList.js';

function Actions() {
  const playlist = useRecordContext<PlaylistRecord>();
  if (!playlist) return <TopToolbar />;
  return (
    <TopToolbar>
      {playlist.started ? null : (
        <CommandButton label="Start fetching" path={`playlists/${playlist.id}/start`} done="What is missing is being fetched" />
      )}
      <CommandButton label="Read now" path={`playlists/${playlist.id}/refresh`} done="The playlist is read again" />
    </TopToolbar>
  );
}

function Problem() {
  const playlist = useRecordContext<PlaylistRecord>();
  return playlist?.problem ? <Alert severity="warning">{playlist.problem}</Alert> : null;
}

export function PlaylistShow() {
  return (
    <Show actions={<Actions />}>
      <SimpleShowLayout>
        <TextField source="name" />
        <Problem />
        <ImportProgress />
        <MirrorCard />
        <PlaylistEntries />
      </SimpleShowLayout>
    </Show>
  );
}
