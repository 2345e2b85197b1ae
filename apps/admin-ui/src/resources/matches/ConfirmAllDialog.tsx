import { Button, Checkbox, Dialog, DialogActions, DialogContent, DialogTitle, FormControlLabel } from '@mui/material';
import type { MatchRow } from '@soulsync/contracts';
import { useState } from 'react';
import { percent } from '../../components/ConfidenceBar.js';
import { trackLength } from '../../layout/durations.js';
import { useRecordingActions } from '../../recordings/use-recording-actions.js';

interface Props {
  readonly matches: readonly MatchRow[];
  readonly onClose: () => void;
}

/** Shows what would be confirmed with what, before any of it is. */
export function ConfirmAllDialog({ matches, onClose }: Props) {
  const [left, leave] = useState<ReadonlySet<string>>(new Set());
  const { act, sending } = useRecordingActions();
  const chosen = matches.filter(({ id }) => !left.has(String(id)));
  const confirm = () =>
    act(
      'confirm',
      chosen.map(({ id, title }) => ({ id: String(id), title })),
      onClose,
    );
  return (
    <Dialog open fullWidth maxWidth="sm" onClose={onClose} aria-labelledby="confirm-all">
      <DialogTitle id="confirm-all">{`Confirm the best candidate of ${matches.length}?`}</DialogTitle>
      <DialogContent sx={{ display: 'grid' }}>
        {matches.map((match) => {
          const label = proposalOf(match);
          return (
            <FormControlLabel
              key={match.id}
              control={
                <Checkbox
                  size="small"
                  checked={!left.has(String(match.id))}
                  slotProps={{ input: { 'aria-label': label } }}
                  onChange={(_, on) => leave(new Set(on ? [...left].filter((id) => id !== match.id) : [...left, String(match.id)]))}
                />
              }
              label={label}
            />
          );
        })}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="contained" disabled={chosen.length === 0} aria-busy={sending} onClick={() => void confirm()}>
          {`Confirm ${chosen.length}`}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** What is wanted, and what would be taken for it. */
function proposalOf({ artists, title, durationMs, candidates: [best] }: MatchRow): string {
  const wanted = `${artists.join(', ')} – ${title} (${trackLength(durationMs)})`;
  return best ? `${wanted}: ${best.artist} – ${best.title} (${trackLength(best.durationMs)}), ${percent(best.confidence)} %` : wanted;
}
