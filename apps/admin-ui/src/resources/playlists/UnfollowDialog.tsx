import { Alert, Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf, useConsole, useSend } from '../../providers/use-console.js';

export interface UnfollowPreviewAnswer {
  readonly recordings: number;
  readonly stopBeingWanted: number;
  readonly underWay: number;
}

interface Props {
  readonly playlists: readonly { readonly id: string; readonly name: string }[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks first, and says what will end. */
export function UnfollowDialog({ playlists, onClose, onDone }: Props) {
  const console = useConsole();
  const ids = playlists.map(({ id }) => id);
  const { data: preview, error } = useQuery({
    queryKey: ['unfollow-preview', ...ids],
    queryFn: async () => summed(await Promise.all(ids.map((id) => console.ask<UnfollowPreviewAnswer>(`playlists/${id}/unfollow-preview`)))),
    retry: false,
  });
  const [refusal, setRefusal] = useState<string | null>(null);
  const problem = refusal ?? (error && messageOf(error));
  const { send, sending } = useSend();
  const what = playlists.length === 1 ? `“${playlists[0]?.name}”` : `${playlists.length} playlists`;
  const unfollow = () =>
    send(
      async (port) => {
        for (const id of ids) await port.remove(`playlists/${id}`);
      },
      {
        done: `${what} ${playlists.length === 1 ? 'is' : 'are'} no longer followed`,
        then: onDone,
        refused: (reason) => setRefusal(messageOf(reason)),
      },
    );
  return (
    <Dialog open onClose={onClose} aria-labelledby="unfollow-title">
      <DialogTitle id="unfollow-title">Unfollow {what}?</DialogTitle>
      <DialogContent>
        {problem ? <Alert severity="error">{problem}</Alert> : null}
        <DialogContentText>
          {preview ? consequences(preview) : error ? 'What would stop is not known right now.' : 'Checking what would stop…'}
        </DialogContentText>
        <DialogContentText sx={{ mt: 1 }}>Files and what you confirmed by hand are kept. You can follow it again.</DialogContentText>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Keep following</Button>
        <Button color="error" variant="contained" onClick={() => void unfollow()} disabled={!preview && !problem} aria-busy={sending}>
          Unfollow
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** A recording that two of them alone want is in none of the sums: what is said is the least that ends. */
const summed = (previews: readonly UnfollowPreviewAnswer[]): UnfollowPreviewAnswer =>
  previews.reduce((sum, one) => ({
    recordings: sum.recordings + one.recordings,
    stopBeingWanted: sum.stopBeingWanted + one.stopBeingWanted,
    underWay: sum.underWay + one.underWay,
  }));

const recordings = (count: number) => (count === 1 ? '1 recording' : `${count.toLocaleString()} recordings`);

/** What unfollowing ends, in sentences. */
export function consequences({ recordings: all, stopBeingWanted, underWay }: UnfollowPreviewAnswer): string {
  if (all === 0) return 'It holds no tracks; nothing else changes.';
  if (stopBeingWanted === 0) return `Nothing stops: other playlists or people want all of its ${recordings(all)}.`;
  const kept = all - stopBeingWanted;
  const others = kept === 0 ? '' : ` ${recordings(kept)} remain wanted elsewhere.`;
  const ending = underWay === 0 ? '' : ` Of these, ${underWay.toLocaleString()} downloads or wishes will stop.`;
  return `${recordings(stopBeingWanted)} will no longer be wanted.${ending}${others}`;
}
