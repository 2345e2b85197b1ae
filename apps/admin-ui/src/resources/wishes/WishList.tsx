import { DataTable, DateField, FunctionField, List } from 'react-admin';
import type { RaRecord } from 'react-admin';
import { reasonInWords } from '@soulsync/contracts/words';
import { CommandButton } from '../../layout/CommandButton.js';
import { Nothing } from '../../layout/Nothing.js';
import { StateChip } from '../../layout/StateChip.js';

interface WishRecord extends RaRecord {
  readonly title: string;
  readonly artists: readonly string[];
  readonly state: string;
  readonly cause: string;
}

export function WishList() {
  return (
    <List
      exporter={false}
      sort={{ field: 'since', order: 'DESC' }}
      empty={<Nothing what="Recordings nobody could deliver wait here." how="They are tried again by themselves, with growing waits." />}
    >
      <DataTable bulkActionButtons={false} rowClick={false}>
        <DataTable.Col source="title" label="Recording">
          <FunctionField render={(wish: WishRecord) => `${wish.artists.join(', ')} – ${wish.title}`} />
        </DataTable.Col>
        <DataTable.Col source="state" label="State">
          <FunctionField render={(wish: WishRecord) => <StateChip state={wish.state} />} />
        </DataTable.Col>
        <DataTable.Col source="cause" label="Why">
          <FunctionField render={({ cause }: WishRecord) => reasonInWords('wish', cause)} />
        </DataTable.Col>
        <DataTable.NumberCol source="attempts" />
        <DataTable.Col source="nextAttemptAt" label="Next try">
          <DateField source="nextAttemptAt" showTime emptyText="when you say so" />
        </DataTable.Col>
        <DataTable.Col label="Actions">
          <FunctionField
            render={(wish: WishRecord) => (
              <>
                <CommandButton label="Search now" path={`wishes/${wish.id}/retry`} done={`Trying ${wish.title} again`} />
                <CommandButton label="Ignore" path={`wishes/${wish.id}/ignore`} done={`Ignored: ${wish.title}`} />
              </>
            )}
          />
        </DataTable.Col>
      </DataTable>
    </List>
  );
}
