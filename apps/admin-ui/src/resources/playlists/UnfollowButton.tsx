import { Alert, Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle } from '@mui/material';
import { useState } from 'react';
import { useRedirect } from 'react-admin';
import { messageOf, useAsk, useSend } from '../../providers/use-console.js';

interface Props {
  readonly playlistId: string;
  readonly name: string;
}

interface Preview {
  readonly recordings: number;
  readonly stopBeingWanted: number;
  readonly underWay: number;
}

/** Asks first, and says what will end. */
export function UnfollowButton(props: Props) {
  const [isOpen, open] = useState(false);
  return (
    <>
      <Button size="small" color="error" onClick={() => open(true)}>
        Unfollow
      </Button>
      {isOpen ? <UnfollowDialog {...props} onClose={() => open(false)} /> : null}
    </>
  );
}

function UnfollowDialog({ playlistId, name, onClose }: Props & { readonly onClose: () => void }) {
  const { data: preview, error } = useAsk<Preview>(`playlists/${playlistId}/unfollow-preview`);
  const [refusal, setRefusal] = useState<string | null>(null);
  const problem = refusal ?? (error && messageOf(error));
  const { send, sending } = useSend();
  const redirect = useRedirect();
  const unfollow = () =>
    send((console) => console.remove(`playlists/${playlistId}`), {
      done: `“${name}” is no longer followed`,
      then: () => redirect('list', 'playlists'),
      refused: (reason) => setRefusal(messageOf(reason)),
    });
  return (
    <Dialog open onClose={onClose} aria-labelledby="unfollow-title">
      <DialogTitle id="unfollow-title">Unfollow “{name}”?</DialogTitle>
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

const recordings = (count: number) => (count === 1 ? '1 recording' : `${count.toLocaleString()} recordings`);

/** What unfollowing ends, in sentences. */
export function consequences({ recordings: all, stopBeingWanted, underWay }: Preview): string {
  if (all === 0) return 'It holds no tracks; nothing else changes.';
  if (stopBeingWanted === 0) return `Nothing stops: other playlists or people want all of its ${recordings(all)}.`;
  const kept = all - stopBeingWanted;
  const others = kept === 0 ? '' : ` ${recordings(kept)} remain wanted elsewhere.`;
  const ending = underWay === 0 ? '' : ` Of these, ${underWay.toLocaleString()} downloads or wishes will stop.`;
  return `${recordings(stopBeingWanted)} will no longer be wanted.${ending}${others}`;
}
