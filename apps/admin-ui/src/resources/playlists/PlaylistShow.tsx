import { Alert } from '@mui/material';
import type { PlaylistRow } from '@soulsync/contracts';
import { reasonInWords } from '@soulsync/contracts/words';
import { Show, SimpleShowLayout, TextField, useRecordContext, useShowContext } from 'react-admin';
import { ReadState } from '../../layout/Trouble.js';
import { ImportProgress } from './ImportProgress.js';
import { MirrorCard } from './MirrorCard.js';
import { PlaylistActions } from './PlaylistActions.js';
import { PlaylistEntries } from './PlaylistEntries.js';

function Problem() {
  const playlist = useRecordContext<PlaylistRow>();
  return playlist?.problem ? <Alert severity="warning">{reasonInWords('playlist', playlist.problem)}.</Alert> : null;
}

const Reading = () => <ReadState of={useShowContext()} what="the playlist" />;

export function PlaylistShow() {
  return (
    // What can't be read now is not gone: no way back to the list, and its own words.
    <Show actions={<PlaylistActions />} queryOptions={{ onError: () => undefined }}>
      <Reading />
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
