import { LinearProgress, List as PlainList, ListItem, ListItemText, Typography } from '@mui/material';
import { useSyncExternalStore } from 'react';
import { DataTable, DateField, FunctionField, List } from 'react-admin';
import type { RaRecord } from 'react-admin';
import type { Offer } from '@soulsync/contracts';
import { CommandButton } from '../../layout/CommandButton.js';
import { Nothing } from '../../layout/Nothing.js';
import { StateChip } from '../../layout/StateChip.js';
import { liveStore } from '../../providers/live.js';

interface AcquisitionRecord extends RaRecord {
  readonly title: string;
  readonly artists: readonly string[];
  readonly state: string;
  readonly reason: string;
  readonly offer: Offer | null;
  readonly timeline: readonly { readonly at: string; readonly text: string }[];
}

function Progress({ record }: { readonly record: AcquisitionRecord }) {
  const progress = useSyncExternalStore(liveStore.subscribe, liveStore.snapshot).transfers.get(String(record.id));
  if (record.state !== 'transferring' || !progress) return <span>{record.reason}</span>;
  const share = progress.sizeBytes === 0 ? 0 : Math.min(100, (progress.bytes / progress.sizeBytes) * 100);
  return (
    <>
      <LinearProgress variant="determinate" value={share} aria-label={`Transfer of ${record.title}`} />
      <Typography variant="caption">
        {progress.state === 'queued'
          ? "in the peer's queue"
          : `${Math.round(share)} %, ${Math.round((progress.speedBps ?? 0) / 1000)} kB/s`}{' '}
        · {record.offer?.username ?? ''}
      </Typography>
    </>
  );
}

/** The whole story of one recording, from its events. */
function Story({ record }: { readonly record?: AcquisitionRecord }) {
  return (
    <PlainList dense>
      {(record?.timeline ?? []).map((line) => (
        <ListItem key={`${line.at} ${line.text}`}>
          <ListItemText primary={line.text} secondary={new Date(line.at).toLocaleString()} />
        </ListItem>
      ))}
    </PlainList>
  );
}

export function AcquisitionList() {
  return (
    <List
      exporter={false}
      sort={{ field: 'updatedAt', order: 'DESC' }}
      perPage={50}
      empty={
        <Nothing
          what="What is being fetched appears here."
          how="Recordings of followed playlists that the library lacks are fetched by themselves."
        />
      }
    >
      <DataTable
        bulkActionButtons={false}
        rowClick="expand"
        expand={<FunctionField render={(record: AcquisitionRecord) => <Story record={record} />} />}
      >
        <DataTable.Col source="title" label="Recording">
          <FunctionField render={(record: AcquisitionRecord) => `${record.artists.join(', ')} – ${record.title}`} />
        </DataTable.Col>
        <DataTable.Col source="state" label="Stage">
          <FunctionField render={(record: AcquisitionRecord) => <StateChip state={record.state} />} />
        </DataTable.Col>
        <DataTable.Col label="Progress">
          <FunctionField render={(record: AcquisitionRecord) => <Progress record={record} />} />
        </DataTable.Col>
        <DataTable.NumberCol source="searches" />
        <DataTable.Col source="updatedAt" label="Since">
          <DateField source="updatedAt" showTime />
        </DataTable.Col>
        <DataTable.Col label="Actions">
          <FunctionField
            render={(record: AcquisitionRecord) =>
              ['fulfilled', 'cancelled', 'wished'].includes(record.state) ? null : (
                <CommandButton label="Cancel" path={`acquisitions/${record.id}/cancel`} done={`Cancelled: ${record.title}`} />
              )
            }
          />
        </DataTable.Col>
      </DataTable>
    </List>
  );
}
