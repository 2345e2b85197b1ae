import type { WishRow } from '@soulsync/contracts';
import { reasonInWords } from '@soulsync/contracts/words';
import { DataTable, DateField, FunctionField } from 'react-admin';
import { CommandButton } from '../../layout/CommandButton.js';
import { Nothing } from '../../layout/Nothing.js';
import { ResourceList } from '../../layout/ResourceList.js';
import { StateChip } from '../../layout/StateChip.js';

export function WishList() {
  return (
    <ResourceList
      sort={{ field: 'since', order: 'DESC' }}
      empty={<Nothing what="Tracks that could not be found yet appear here." how="They are retried automatically, less and less often." />}
    >
      <DataTable bulkActionButtons={false} rowClick={false}>
        <DataTable.Col source="title" label="Recording">
          <FunctionField render={(wish: WishRow) => `${wish.artists.join(', ')} – ${wish.title}`} />
        </DataTable.Col>
        <DataTable.Col source="state" label="State">
          <FunctionField render={(wish: WishRow) => <StateChip state={wish.state} />} />
        </DataTable.Col>
        <DataTable.Col source="cause" label="Why">
          <FunctionField render={({ cause }: WishRow) => reasonInWords('wish', cause)} />
        </DataTable.Col>
        <DataTable.NumberCol source="attempts" />
        <DataTable.Col source="nextAttemptAt" label="Next try">
          <DateField source="nextAttemptAt" showTime emptyText="only when you retry it" />
        </DataTable.Col>
        <DataTable.Col label="Actions">
          <FunctionField
            render={(wish: WishRow) => (
              <>
                <CommandButton label="Search now" path={`wishes/${wish.id}/retry`} done={`Trying ${wish.title} again`} />
                <CommandButton label="Ignore" path={`wishes/${wish.id}/ignore`} done={`Ignored: ${wish.title}`} />
              </>
            )}
          />
        </DataTable.Col>
      </DataTable>
    </ResourceList>
  );
}
