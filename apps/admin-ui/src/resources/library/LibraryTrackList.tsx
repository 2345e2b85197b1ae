import { DataTable, FunctionField, List, SearchInput } from 'react-admin';
import type { RaRecord } from 'react-admin';
import { Nothing } from '../../layout/Nothing.js';

interface TrackRecord extends RaRecord {
  readonly durationMs: number | null;
}

export function LibraryTrackList() {
  return (
    <List
      exporter={false}
      filters={[<SearchInput key="q" source="q" alwaysOn />]}
      sort={{ field: 'artist', order: 'ASC' }}
      empty={<Nothing what="Your library appears here." how="It is read when the service starts and after each filing." />}
    >
      <DataTable bulkActionButtons={false} rowClick={false}>
        <DataTable.Col source="artist" />
        <DataTable.Col source="title" />
        <DataTable.Col source="album" />
        <DataTable.Col source="durationMs" label="Length">
          <FunctionField
            render={({ durationMs }: TrackRecord) =>
              durationMs === null
                ? ''
                : `${Math.floor(durationMs / 60_000)}:${String(Math.round((durationMs % 60_000) / 1000)).padStart(2, '0')}`
            }
          />
        </DataTable.Col>
        <DataTable.Col source="format" />
        <DataTable.NumberCol source="bitrateKbps" label="kbps" />
        <DataTable.Col source="path" />
      </DataTable>
    </List>
  );
}
