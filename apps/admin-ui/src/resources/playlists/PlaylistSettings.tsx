import { Button, Drawer, TextField, Typography } from '@mui/material';
import type { PlaylistRow } from '@soulsync/contracts';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { HttpError } from 'react-admin';
import { messageOf, useSend } from '../../providers/use-console.js';
import { MirrorCard } from './MirrorCard.js';

interface Props {
  readonly playlist: PlaylistRow;
  readonly onClose: () => void;
}

/** How a playlist is followed: how often it is read, and where it is mirrored to. */
export function PlaylistSettings({ playlist, onClose }: Props) {
  const { id, refreshEveryMinutes } = playlist;
  return (
    <Drawer
      open
      anchor="right"
      onClose={onClose}
      slotProps={{ paper: { 'aria-labelledby': 'playlist-settings', role: 'dialog', sx: { width: 'min(520px, 100vw)', p: 3, gap: 2 } } }}
    >
      <Typography id="playlist-settings" variant="h6" component="h2">
        Settings of “{playlist.name}”
      </Typography>
      {refreshEveryMinutes === null ? (
        <Typography color="text.secondary">
          It came from a file, which is read when it is imported. Follow a newer file to replace its entries.
        </Typography>
      ) : (
        <IntervalForm playlistId={String(id)} minutes={refreshEveryMinutes} />
      )}
      <MirrorCard />
      <Button onClick={onClose} sx={{ alignSelf: 'start' }}>
        Close
      </Button>
    </Drawer>
  );
}

/** The gateway knows the bounds and says them. */
function IntervalForm({ playlistId, minutes }: { readonly playlistId: string; readonly minutes: number }) {
  const [value, setValue] = useState(String(minutes));
  const [problem, setProblem] = useState<string | null>(null);
  const { send, sending } = useSend();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send((console) => console.command(`playlists/${playlistId}/options`, { refreshEveryMinutes: Number(value) }), {
      done: 'The interval is changed',
      then: () => setProblem(null),
      refused: (error) => setProblem(fieldProblem(error)),
    });
  };
  return (
    <form onSubmit={submit} noValidate>
      <TextField
        margin="dense"
        label="Minutes between two refreshes"
        value={value}
        onChange={(event) => setValue(event.target.value)}
        error={problem !== null}
        helperText={problem ?? 'A playlist that did not change costs one call to the service.'}
        slotProps={{ htmlInput: { inputMode: 'numeric' } }}
        fullWidth
      />
      <Button type="submit" variant="outlined" aria-busy={sending} sx={{ mt: 1 }}>
        Save
      </Button>
    </form>
  );
}

function fieldProblem(error: unknown): string {
  if (!(error instanceof HttpError)) return messageOf(error);
  const { errors } = (error.body ?? {}) as { errors?: { refreshEveryMinutes?: string } }; // as call() makes it
  return errors?.refreshEveryMinutes ?? error.message;
}
