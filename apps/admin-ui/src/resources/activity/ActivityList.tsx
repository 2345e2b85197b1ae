import { DataTable, DateField, FunctionField, List, SearchInput } from 'react-admin';
import type { RaRecord } from 'react-admin';
import type { TimelineItem } from '@soulsync/contracts';
import { timelineInWords } from '@soulsync/contracts/words';
import { Nothing } from '../../layout/Nothing.js';

export function ActivityList() {
  return (
    <List
      exporter={false}
      filters={[<SearchInput key="q" source="q" alwaysOn />]}
      sort={{ field: 'at', order: 'DESC' }}
      perPage={50}
      empty={<Nothing what="Everything that happens appears here." how="Follow a playlist to see it begin." />}
    >
      <DataTable bulkActionButtons={false} rowClick={false}>
        <DataTable.Col source="at" label="When">
          <DateField source="at" showTime />
        </DataTable.Col>
        <DataTable.Col source="type" label="What" disableSort>
          <FunctionField render={(item: RaRecord & TimelineItem) => timelineInWords(item)} />
        </DataTable.Col>
        <DataTable.Col source="subject" label="Of" disableSort />
        <DataTable.Col source="service" />
        <DataTable.Col source="actor" label="Who" />
      </DataTable>
    </List>
  );
}
