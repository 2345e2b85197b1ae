import { Alert, Button, Card, CardContent, LinearProgress, List, ListItem, ListItemText, Stack, Typography } from '@mui/material';
import { useState, useSyncExternalStore } from 'react';
import type { MetadataEditRow } from '@soulsync/contracts';
import { reasonInWords } from '@soulsync/contracts/words';
import { liveStore } from '../providers/live.js';
import { useSend } from '../providers/use-console.js';
import { allTicked, ChangeTable, tickedOf } from './ChangeTable.js';
import type { Ticks } from './ChangeTable.js';
import { changes, standing, requestInWords } from './edit-records.js';

const working = new Set<MetadataEditRow['state']>(['looking', 'applying', 'stopping', 'undoing']);
const stops: Readonly<Partial<Record<MetadataEditRow['state'], string>>> = {
  looking: 'Stop searching',
  proposed: 'Discard',
  applying: 'Stop',
};

/** One proposal: how it stands, what can be done, and each change. */
export function EditCard({ edit }: { readonly edit: MetadataEditRow }) {
  const [ticks, setTicks] = useState<Ticks>(allTicked);
  const { send } = useSend();
  const { edits } = useSyncExternalStore(liveStore.subscribe, liveStore.snapshot);
  const isWorking = working.has(edit.state);
  const progress = isWorking ? edits.get(edit.id) : undefined;
  const ticked = tickedOf(ticks, edit.items);
  const stop = stops[edit.state];

  const command = (verb: string, body?: object) => send((console) => console.command(`metadata-edits/${edit.id}/${verb}`, body));
  const apply = () => command('apply', ticks.mode === 'only' ? { itemIds: [...ticks.ids] } : { exceptItemIds: [...ticks.ids] });

  return (
    <Card sx={{ mt: 2 }}>
      <CardContent>
        <Typography variant="h6" component="h2">
          {requestInWords(edit)}
        </Typography>
        <Typography gutterBottom>{standing(edit)}</Typography>
        {isWorking ? (
          <LinearProgress
            aria-label="Progress"
            sx={{ my: 1 }}
            {...(progress && progress.total > 0 ? { variant: 'determinate', value: (100 * progress.done) / progress.total } : {})}
          />
        ) : null}
        {progress?.problem ? (
          <Alert severity="warning" sx={{ my: 1 }}>
            It waits and tries again by itself: {progress.problem}
          </Alert>
        ) : null}
        <Stack direction="row" spacing={1} sx={{ my: 1 }}>
          {edit.state === 'proposed' ? (
            <Button variant="contained" disabled={ticked === 0} onClick={() => void apply()}>
              Apply {changes(ticked)}
            </Button>
          ) : null}
          {stop ? <Button onClick={() => void command('reject')}>{stop}</Button> : null}
          {edit.state === 'applied' && edit.written > 0 ? <Button onClick={() => void command('undo')}>Undo all of it</Button> : null}
        </Stack>
        {edit.items > 0 && edit.state !== 'rejected' ? <ChangeTable edit={edit} ticks={ticks} onTick={setTicks} /> : null}
        <LeftOut edit={edit} />
      </CardContent>
    </Card>
  );
}

function LeftOut({ edit }: { readonly edit: MetadataEditRow }) {
  const reasons = Object.entries(edit.leftOut).sort(([, a], [, b]) => b - a);
  if (reasons.length === 0) return null;
  return (
    <>
      <Typography variant="subtitle2" component="h3" sx={{ mt: 2 }}>
        Nothing is proposed for
      </Typography>
      <List dense>
        {reasons.map(([reason, count]) => (
          <ListItem key={reason} disableGutters sx={{ py: 0 }}>
            <ListItemText primary={`${count} ${count === 1 ? edit.kind.slice(0, -1) : edit.kind} ${reasonInWords('left-out', reason)}`} />
          </ListItem>
        ))}
      </List>
    </>
  );
}
