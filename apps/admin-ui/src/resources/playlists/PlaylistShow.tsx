import { Alert } from '@mui/material';
import { Show, SimpleShowLayout, TextField, useRecordContext } from 'react-admin';
import { reasonInWords } from '@soulsync/contracts/words';
import { ImportProgress } from './ImportProgress.js';
import { MirrorCard } from './MirrorCard.js';
import { PlaylistActions } from './PlaylistActions.js';
import { PlaylistEntries } from './PlaylistEntries.js';
import type { PlaylistRecord } from './PlaylistList.js';

function Problem() {
  const playlist = useRecordContext<PlaylistRecord>();
  return playlist?.problem ? <Alert severity="warning">{reasonInWords('playlist', playlist.problem)}.</Alert> : null;
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
