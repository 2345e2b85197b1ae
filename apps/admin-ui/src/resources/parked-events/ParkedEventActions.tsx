import { Button } from '@mui/material';
import { useState } from 'react';
import { Confirm, useNotify, useRefresh } from 'react-admin';
import { CommandButton } from '../../layout/CommandButton.js';
import { command } from '../../providers/data-provider.js';
import type { ParkedEventRecord } from './parked-event-record.js';

/** Retry, skip, and where an event came too late for a read model, its rebuild. */
export function ParkedEventActions({ record }: { readonly record: ParkedEventRecord }) {
  const path = `parked-events/${encodeURIComponent(record.id)}`;
  return (
    <>
      {record.consumerKind === 'log' ? null : (
        <CommandButton label="Retry" path={`${path}/retry`} done={`${record.eventType} was handled`} />
      )}
      {record.consumerKind === 'projection' ? (
        <CommandButton
          label="Rebuild"
          path={`projections/${encodeURIComponent(`${record.service}:${record.consumer}`)}/rebuild`}
          done={`${record.consumer} is rebuilt; what it can take in now leaves this list`}
        />
      ) : null}
      {record.state === 'parked' ? <Skip record={record} path={path} /> : null}
    </>
  );
}

/** Asked for twice: what the event would have done stays undone. */
function Skip({ record, path }: { readonly record: ParkedEventRecord; readonly path: string }) {
  const [asking, setAsking] = useState(false);
  const notify = useNotify();
  const refresh = useRefresh();
  const send = async () => {
    try {
      await command(`${path}/skip`);
      notify(`${record.eventType} is skipped`, { type: 'success' });
      refresh();
    } catch (error) {
      notify(error instanceof Error ? error.message : String(error), { type: 'error' });
    }
    setAsking(false);
  };
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        Skip
      </Button>
      <Confirm
        isOpen={asking}
        title="Skip this event?"
        content={`${record.consumer} goes on without this ${record.eventType}: what it would have done stays undone. The event itself stays in the event log, and it stays listed here as skipped, with your name.`}
        confirm="Skip it"
        cancel="Cancel"
        onConfirm={() => void send()}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
