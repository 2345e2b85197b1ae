import { Alert } from '@mui/material';
import { DataTable, FunctionField, ReferenceManyField, Show, SimpleShowLayout, TextField, TopToolbar, useRecordContext } from 'react-admin';
import type { RaRecord } from 'react-admin';
import { CommandButton } from '../../layout/CommandButton.js';
import { inWords } from '../../layout/reasons.js';
import { StateChip } from '../../layout/StateChip.js';
import { MirrorCard } from './MirrorCard.js';
import type { PlaylistRecord } from './PlaylistList.js';

interface EntryRecord extends RaRecord {
  readonly title: string;
  readonly artists: readonly string[];
  readonly state: string;
  readonly stage: string | null;
  readonly reason: string;
  readonly confidence: number | null;
}

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
        <MirrorCard />
        <ReferenceManyField
          reference="playlist-entries"
          target="playlistId"
          sort={{ field: 'position', order: 'ASC' }}
          perPage={100}
          label="Entries"
        >
          <DataTable bulkActionButtons={false} rowClick={false}>
            <DataTable.NumberCol source="position" label="#" />
            <DataTable.Col source="title" />
            <DataTable.Col label="Artists">
              <FunctionField render={(entry: EntryRecord) => entry.artists.join(', ')} />
            </DataTable.Col>
            <DataTable.Col source="state" label="State">
              <FunctionField render={(entry: EntryRecord) => <StateChip state={entry.stage ?? entry.state} />} />
            </DataTable.Col>
            <DataTable.Col label="Why">
              <FunctionField
                render={(entry: EntryRecord) =>
                  `${inWords(entry.reason)}${entry.confidence === null ? '' : ` (${Math.round(entry.confidence * 100)}\u00a0%)`}`
                }
              />
            </DataTable.Col>
            <DataTable.Col source="path" label="File" disableSort />
          </DataTable>
        </ReferenceManyField>
      </SimpleShowLayout>
    </Show>
  );
}
