import type { PlaylistRow } from '@soulsync/contracts';
import { CreateButton, DataTable, DateField, FunctionField, TopToolbar } from 'react-admin';
import { Nothing } from '../../layout/Nothing.js';
import { ResourceList } from '../../layout/ResourceList.js';
import { StateChip } from '../../layout/StateChip.js';

export function PlaylistList() {
  return (
    <ResourceList
      actions={
        <TopToolbar>
          <CreateButton label="Follow a playlist" />
        </TopToolbar>
      }
      empty={
        <Nothing what="Playlists you follow appear here." how="Paste the link of a Spotify playlist, or choose a CSV export of one.">
          <CreateButton label="Follow a playlist" variant="contained" />
        </Nothing>
      }
    >
      <DataTable rowClick="show" bulkActionButtons={false}>
        <DataTable.Col source="name" />
        <DataTable.Col source="source" />
        <DataTable.Col label="State">
          <FunctionField render={(record: PlaylistRow) => <StateChip state={record.paused ? 'paused' : record.status} />} />
        </DataTable.Col>
        <DataTable.NumberCol source="entryCount" label="Entries" />
        <DataTable.NumberCol source="owned" disableSort />
        <DataTable.NumberCol source="filed" disableSort />
        <DataTable.NumberCol source="review" disableSort />
        <DataTable.NumberCol source="acquiring" disableSort />
        <DataTable.NumberCol source="wished" disableSort />
        <DataTable.NumberCol source="missing" disableSort />
        <DataTable.Col label="Last read">
          <DateField source="lastReadAt" showTime />
        </DataTable.Col>
      </DataTable>
    </ResourceList>
  );
}
