import { LinearProgress, List as PlainList, ListItem, ListItemText, Typography } from '@mui/material';
import { useSyncExternalStore } from 'react';
import type { AcquisitionRow } from '@soulsync/contracts';
import { reasonInWords, timelineInWords } from '@soulsync/contracts/words';
import { DataTable, DateField, FunctionField, useGetOne } from 'react-admin';
import { CommandButton } from '../../layout/CommandButton.js';
import { Nothing } from '../../layout/Nothing.js';
import { ResourceList } from '../../layout/ResourceList.js';
import { StateChip } from '../../layout/StateChip.js';
import { liveStore } from '../../providers/live.js';

function Progress({ record }: { readonly record: AcquisitionRow }) {
  const progress = useSyncExternalStore(liveStore.subscribe, liveStore.snapshot).transfers.get(String(record.id));
  if (record.state !== 'transferring' || !progress) return <span>{reasonInWords('acquisition', record.reason)}</span>;
  const share = progress.sizeBytes === 0 ? 0 : Math.min(100, (progress.bytes / progress.sizeBytes) * 100);
  return (
    <>
      <LinearProgress variant="determinate" value={share} aria-label={`Transfer of ${record.title}`} />
      <Typography variant="caption">
        {progress.state === 'queued'
          ? "in the peer's queue"
          : `${Math.round(share)} %, ${Math.round((progress.bytesPerS ?? 0) / 1000)} kB/s`}{' '}
        · {record.offer?.label ?? ''}
      </Typography>
    </>
  );
}

/** What happened to one recording, from its events. */
function Timeline({ id }: { readonly id: AcquisitionRow['id'] }) {
  const { data, error } = useGetOne<AcquisitionRow>('acquisitions', { id }); // lists have no timelines
  if (error) return <Typography color="error">{error.message}</Typography>;
  if (!data?.timeline) return <Typography color="text.secondary">Loading …</Typography>;
  return (
    <PlainList dense>
      {data.timeline.map((item, place) => (
        <ListItem key={`${item.at} ${place}`}>
          <ListItemText primary={timelineInWords(item)} secondary={new Date(item.at).toLocaleString()} />
        </ListItem>
      ))}
    </PlainList>
  );
}

export function AcquisitionList() {
  return (
    <ResourceList
      sort={{ field: 'updatedAt', order: 'DESC' }}
      perPage={50}
      empty={
        <Nothing what="Downloads appear here." how="Tracks of followed playlists that your library lacks are downloaded automatically." />
      }
    >
      <DataTable
        bulkActionButtons={false}
        rowClick="expand"
        expand={<FunctionField render={(record: AcquisitionRow) => <Timeline id={record.id} />} />}
      >
        <DataTable.Col source="title" label="Recording">
          <FunctionField render={(record: AcquisitionRow) => `${record.artists.join(', ')} – ${record.title}`} />
        </DataTable.Col>
        <DataTable.Col source="state" label="Stage">
          <FunctionField render={(record: AcquisitionRow) => <StateChip state={record.state} />} />
        </DataTable.Col>
        <DataTable.Col label="Progress">
          <FunctionField render={(record: AcquisitionRow) => <Progress record={record} />} />
        </DataTable.Col>
        <DataTable.NumberCol source="searches" />
        <DataTable.Col source="updatedAt" label="Since">
          <DateField source="updatedAt" showTime />
        </DataTable.Col>
        <DataTable.Col label="Actions">
          <FunctionField
            render={(record: AcquisitionRow) =>
              record.state === 'cancelled' ? (
                <CommandButton
                  label="Download anyway"
                  path={`acquisitions/${record.id}/retry`}
                  done={`Downloading again: ${record.title}`}
                />
              ) : ['fulfilled', 'wished'].includes(record.state) ? null : (
                <CommandButton label="Cancel" path={`acquisitions/${record.id}/cancel`} done={`Cancelled: ${record.title}`} />
              )
            }
          />
        </DataTable.Col>
      </DataTable>
    </ResourceList>
  );
}
