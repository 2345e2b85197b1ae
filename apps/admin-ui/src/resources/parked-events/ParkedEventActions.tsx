import { CommandButton } from '../../layout/CommandButton.js';
import { ConfirmButton } from '../../layout/ConfirmButton.js';
import type { ParkedEventRecord } from './parked-event-record.js';

/** Retry, skip, and where an event came too late for a read model, its rebuild. */
export function ParkedEventActions({ record }: { readonly record: ParkedEventRecord }) {
  const path = `parked-events/${encodeURIComponent(record.id)}`;
  return (
    <>
      {record.consumerKind === 'log' ? null : (
        <CommandButton label="Retry" path={`${path}/retry`} done={`${record.eventType} was handled`} role="admin" />
      )}
      {record.consumerKind === 'projection' ? (
        <CommandButton
          role="admin"
          label="Rebuild"
          path={`projections/${encodeURIComponent(`${record.service}:${record.consumer}`)}/rebuild`}
          done={`${record.consumer} is being rebuilt; events it can handle now leave this list`}
        />
      ) : null}
      {record.state === 'parked' ? <Skip record={record} path={path} /> : null}
    </>
  );
}

/** Asked for twice: what the event would have done stays undone. */
function Skip({ record, path }: { readonly record: ParkedEventRecord; readonly path: string }) {
  return (
    <ConfirmButton
      role="admin"
      label="Skip"
      path={`${path}/skip`}
      done={`${record.eventType} is skipped`}
      title="Skip this event?"
      content={`${record.consumer} goes on without this ${record.eventType}: what it would have done stays undone. The event itself stays in the event log, and it stays listed here as skipped, with your name.`}
      confirm="Skip it"
    />
  );
}
