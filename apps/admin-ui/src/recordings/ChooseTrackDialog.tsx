import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import { styled } from '@mui/material/styles';
import type { LibraryTrackRow } from '@soulsync/contracts';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import { Cover } from '../components/Cover.js';
import { trackLength } from '../layout/durations.js';
import { ReadState } from '../layout/Trouble.js';
import { useConsole } from '../providers/use-console.js';
import { qualityInWords } from './entry-view.js';
import { useRecordingActions } from './use-recording-actions.js';
import type { Acted } from './use-recording-actions.js';

const SHOWN = 25;
const LEAST = 2;

const Found = styled('ul')({
  listStyle: 'none',
  margin: '12px 0 0',
  padding: 0,
  '& > li': {
    display: 'grid',
    gridTemplateColumns: '40px minmax(0, 1fr) auto',
    gap: 12,
    alignItems: 'center',
    minHeight: 'var(--row)',
    padding: '6px 0',
    borderBottom: '1px solid var(--border)',
  },
  '& b, & small': { display: 'block', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '& b': { fontWeight: 'var(--w-medium)' },
  '& small': { fontSize: 'var(--fs-13)', color: 'var(--muted)' },
});

interface Props {
  readonly recording: Acted & { readonly artist: string };
  readonly onClose: () => void;
  readonly onChosen?: () => void;
}

/** Any track of the library may be the recording, whatever the engine says: it is looked for by name. */
export function ChooseTrackDialog({ recording, onClose, onChosen }: Props) {
  const [q, setQ] = useState(`${recording.artist} ${recording.title}`.trim());
  const isAsked = q.trim().length >= LEAST;
  const read = useGetList<LibraryTrackRow>(
    'library-tracks',
    { filter: { q: q.trim() }, pagination: { page: 1, perPage: SHOWN }, sort: { field: 'id', order: 'ASC' } },
    { enabled: isAsked },
  );
  const { choose, sending } = useRecordingActions();
  const { addressOf } = useConsole();
  const found = isAsked ? (read.data ?? []) : [];
  return (
    <Dialog open fullWidth maxWidth="sm" onClose={onClose} aria-labelledby="choose-title">
      <DialogTitle id="choose-title">Which song of your library is “{recording.title}”?</DialogTitle>
      <DialogContent>
        <TextField
          autoFocus
          fullWidth
          margin="dense"
          label="Title, artist or album"
          value={q}
          onChange={(event) => setQ(event.target.value)}
        />
        {isAsked ? <ReadState of={read} what="your library" /> : null}
        {read.data && isAsked && found.length === 0 ? <p>Nothing in your library is called that.</p> : null}
        <Found aria-label="Songs of your library">
          {found.map((track) => (
            <li key={track.id}>
              <Cover
                src={addressOf(`artwork/albums/${encodeURIComponent(track.libraryAlbumId)}?size=64`)}
                seed={`${track.artist} ${track.album ?? ''}`}
              />
              <span>
                <b title={track.title}>{track.title}</b>
                <small>
                  {[track.artist, track.album, trackLength(track.durationMs), qualityInWords(track)].filter(Boolean).join(' · ')}
                </small>
              </span>
              <Button
                size="small"
                variant="outlined"
                aria-label={`Choose ${track.title} by ${track.artist}`}
                aria-busy={sending}
                onClick={() =>
                  void choose(recording, String(track.id), () => {
                    onClose();
                    onChosen?.();
                  })
                }
              >
                Choose
              </Button>
            </li>
          ))}
        </Found>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
      </DialogActions>
    </Dialog>
  );
}
