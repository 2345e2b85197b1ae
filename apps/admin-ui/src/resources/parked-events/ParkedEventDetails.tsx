import { Alert, Box, LinearProgress, Typography } from '@mui/material';
import { useGetOne } from 'react-admin';
import type { RaRecord } from 'react-admin';
import type { ParkedEventDetails as Details } from '@soulsync/contracts';
import type { ParkedEventRecord } from './parked-event-record.js';

const time = (at: string) => new Date(at).toLocaleString();

/** Where an event comes from, what was stored together with it, and what it says. */
export function ParkedEventDetails({ record }: { readonly record: ParkedEventRecord }) {
  const { data, error } = useGetOne<RaRecord & Partial<Details>>('parked-events', { id: record.id });
  const details = data?.commit && data.data ? { commit: data.commit, data: data.data } : null; // the row of the list stands in until it is there
  const fields: readonly (readonly [string, string])[] = [
    ['Of', `${record.aggregateType} ${record.aggregateId}`],
    ['Position in the event log', record.position ?? 'not known'],
    ['First failed', time(record.firstFailedAt)],
    ['Caused by', record.actor],
    ['Correlation id', record.correlationId],
    ['Causation id', record.causationId ?? 'none'],
    ...(record.skippedAt === null ? [] : ([['Skipped', `by ${record.skippedBy ?? 'unknown'}, ${time(record.skippedAt)}`]] as const)),
  ];
  return (
    <Box sx={{ p: 1, overflowWrap: 'anywhere' }}>
      {fields.map(([name, value]) => (
        <Typography key={name} variant="body2">
          <strong>{name}:</strong> {value}
        </Typography>
      ))}
      {details === null && !error ? <LinearProgress aria-label="Loading the event" /> : null}
      {error ? <Alert severity="error">What it says can&apos;t be shown now: {error.message}</Alert> : null}
      {details ? (
        <>
          <Typography variant="subtitle2" component="h3" sx={{ mt: 1 }}>
            {details.commit.length > 0 ? 'Stored together' : 'What it says'}
          </Typography>
          {details.commit.length > 0
            ? details.commit.map((event) => (
                <EventData
                  key={event.id}
                  title={`${event.version}. ${event.type}${event.type === record.eventType ? ' (this one)' : ''}, ${time(event.at)}`}
                  data={event.data}
                />
              ))
            : null}
          {details.commit.length === 0 ? <EventData title={record.eventType} data={details.data} /> : null}
        </>
      ) : null}
    </Box>
  );
}

function EventData({ title, data }: { readonly title: string; readonly data: object }) {
  return (
    <>
      <Typography variant="body2">{title}</Typography>
      <Box component="pre" sx={{ m: 0, maxHeight: 240, overflow: 'auto', fontSize: 12, whiteSpace: 'pre-wrap' }}>
        {JSON.stringify(data, null, 2)}
      </Box>
    </>
  );
}
