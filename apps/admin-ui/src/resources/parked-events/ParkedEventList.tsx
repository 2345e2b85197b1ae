import { DataTable, DateField, FunctionField, SelectInput, usePermissions } from 'react-admin';
import { PageHead } from '../../components/PageHead.js';
import { Nothing } from '../../layout/Nothing.js';
import { ResourceList } from '../../layout/ResourceList.js';
import { StateChip } from '../../layout/StateChip.js';
import { SystemTabs } from '../../system/SystemTabs.js';
import { ParkedEventActions } from './ParkedEventActions.js';
import { ParkedEventDetails } from './ParkedEventDetails.js';
import { kindNames } from './parked-event-record.js';
import type { ParkedEventRecord } from './parked-event-record.js';

const states = [
  { id: 'parked', name: 'Failed' },
  { id: 'skipped', name: 'Skipped' },
];

/** Events that could not be handled, each with its error, what it belongs to, and what can be done. */
export function ParkedEventList() {
  const { permissions } = usePermissions<string>();
  return (
    <>
      <PageHead title="Failed events">Events that a part of SoulSync could not handle; everything else went on.</PageHead>
      <SystemTabs current="/parked-events" />
      <ResourceList
        actions={false}
        filters={[<SelectInput key="state" source="state" choices={states} alwaysOn />]}
        sort={{ field: 'id', order: 'DESC' }}
        perPage={25}
        title={false}
        empty={
          <Nothing what="No failed events." how="Events that a part of SoulSync can't handle are set aside here, and the rest goes on." />
        }
      >
        <DataTable
          bulkActionButtons={false}
          rowClick="expand"
          expand={<FunctionField render={(record: ParkedEventRecord) => <ParkedEventDetails record={record} />} />}
        >
          <DataTable.Col source="service" />
          <DataTable.Col source="consumer" label="Where">
            <FunctionField
              render={(row: ParkedEventRecord) => `${kindNames[row.consumerKind]} ${row.consumerKind === 'log' ? '' : row.consumer}`}
            />
          </DataTable.Col>
          <DataTable.Col source="eventType" label="Event" />
          <DataTable.Col label="Error">
            <FunctionField sx={{ overflowWrap: 'anywhere' }} render={(row: ParkedEventRecord) => row.error} />
          </DataTable.Col>
          <DataTable.NumberCol source="attempts" label="Tries" />
          <DataTable.Col source="lastFailedAt" label="Last failed">
            <DateField source="lastFailedAt" showTime />
          </DataTable.Col>
          <DataTable.Col label="State">
            <FunctionField render={(row: ParkedEventRecord) => <StateChip state={row.state} />} />
          </DataTable.Col>
          <DataTable.Col label="Actions">
            <FunctionField
              render={(row: ParkedEventRecord) =>
                permissions === 'admin' ? <ParkedEventActions record={row} /> : 'An admin can retry or skip it'
              }
            />
          </DataTable.Col>
        </DataTable>
      </ResourceList>
    </>
  );
}
