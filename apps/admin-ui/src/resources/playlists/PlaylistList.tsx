import { DataTable, DateField, FunctionField, List } from 'react-admin';
import type { RaRecord } from 'react-admin';
import { Nothing } from '../../layout/Nothing.js';
import { StateChip } from '../../layout/StateChip.js';

export interface PlaylistRecord extends RaRecord {
  readonly name: string;
  readonly status: string;
  readonly started: boolean;
  readonly problem: string | null;
}

export function PlaylistList() {
  return (
    <List
      exporter={false}
      empty={
        <Nothing
          what="Playlists you follow appear here."
          how="Follow one over the API: POST /api/v1/playlists with a Spotify link or a CSV export."
        />
      }
    >
      <DataTable rowClick="show" bulkActionButtons={false}>
        <DataTable.Col source="name" />
        <DataTable.Col source="source" />
        <DataTable.Col label="State">
          <FunctionField render={(record: PlaylistRecord) => <StateChip state={record.status} />} />
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
    </List>
  );
}
