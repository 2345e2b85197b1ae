import type { ActivityRow } from '@soulsync/contracts';
import { actorInWords, timelineInWords } from '@soulsync/contracts/words';
import { DataTable, DateField, FunctionField, SearchInput } from 'react-admin';
import { Nothing } from '../../layout/Nothing.js';
import { ResourceList } from '../../layout/ResourceList.js';

export function ActivityList() {
  return (
    <ResourceList
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
          <FunctionField render={(item: ActivityRow) => timelineInWords(item)} />
        </DataTable.Col>
        <DataTable.Col source="subject" label="Of" disableSort />
        <DataTable.Col source="service" />
        <DataTable.Col source="actor" label="Who">
          <FunctionField render={({ actor }: ActivityRow) => <span title={actor}>{actorInWords(actor)}</span>} />
        </DataTable.Col>
      </DataTable>
    </ResourceList>
  );
}
