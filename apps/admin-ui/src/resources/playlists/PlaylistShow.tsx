import { Alert } from '@mui/material';
import { Show, SimpleShowLayout, TextField, useRecordContext } from 'react-admin';
import type { PlaylistRow } from '@soulsync/contracts';
import { ImportProgress } from './ImportProgress.js';
import { MirrorCard } from './MirrorCard.js';
import { PlaylistActions } from './PlaylistActions.js';
import { PlaylistEntries } from './PlaylistEntries.js';

function Problem() {
  const playlist = useRecordContext<PlaylistRow>();
  return playlist?.problem ? <Alert severity="warning">{playlist.problem}</Alert> : null;
}

export function PlaylistShow() {
  return (
    <Show actions={<PlaylistActions />}>
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
