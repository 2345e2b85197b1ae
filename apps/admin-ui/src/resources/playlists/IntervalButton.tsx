import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { HttpError } from 'react-admin';
import { longLength } from '../../layout/durations.js';
import { messageOf, useSend } from '../../providers/use-console.js';

interface Props {
  readonly playlistId: string;
  readonly minutes: number;
}

/** How often the playlist is read. The gateway knows the bounds and says them. */
export function IntervalButton({ playlistId, minutes }: Props) {
  const [isOpen, open] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => open(true)}>
        Read every {longLength(minutes * 60_000)}
      </Button>
      {isOpen ? <IntervalDialog playlistId={playlistId} minutes={minutes} onClose={() => open(false)} /> : null}
    </>
  );
}

function IntervalDialog({ playlistId, minutes, onClose }: Props & { readonly onClose: () => void }) {
  const [value, setValue] = useState(String(minutes));
  const [problem, setProblem] = useState<string | null>(null);
  const { send, sending } = useSend();
  const save = () =>
    send((console) => console.command(`playlists/${playlistId}/options`, { refreshEveryMinutes: Number(value) }), {
      done: 'The interval is changed',
      then: onClose,
      refused: (error) => setProblem(fieldProblem(error)),
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <Dialog open onClose={onClose} aria-labelledby="interval-title">
      <form onSubmit={submit} noValidate>
        <DialogTitle id="interval-title">How often is it read?</DialogTitle>
        <DialogContent>
          <TextField
            autoFocus
            margin="dense"
            label="Minutes between two reads"
            value={value}
            onChange={(event) => setValue(event.target.value)}
            error={problem !== null}
            helperText={problem ?? 'A playlist that did not change costs one call to the service.'}
            slotProps={{ htmlInput: { inputMode: 'numeric' } }}
            fullWidth
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" aria-busy={sending}>
            Save
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function fieldProblem(error: unknown): string {
  if (!(error instanceof HttpError)) return messageOf(error);
  const { errors } = (error.body ?? {}) as { errors?: { refreshEveryMinutes?: string } }; // as call() makes it
  return errors?.refreshEveryMinutes ?? error.message;
}
