import DownloadIcon from '@mui/icons-material/FileDownloadOutlined';
import EyeIcon from '@mui/icons-material/VisibilityOutlined';
import WarningIcon from '@mui/icons-material/WarningAmber';
import { Button } from '@mui/material';
import { styled } from '@mui/material/styles';
import type { PlaylistRow } from '@soulsync/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { ProgressLine } from '../../components/ProgressLine.js';
import { useCanFetch } from '../../recordings/use-can-fetch.js';
import { dryRunInWords, fetchProgress } from './playlist-sentences.js';
import { usePlaylistActions } from './use-playlist-actions.js';

const Box = styled('section')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '12px 20px',
  margin: '0 0 16px',
  padding: '14px 18px',
  border: '1px solid var(--border-strong)',
  borderRadius: 'var(--r-panel)',
  background: 'var(--raised)',
  '& > svg': { flex: 'none', color: 'var(--text-2)' },
  '&[data-attention]': { background: 'var(--attention-tint)', borderColor: 'transparent' },
  '&[data-attention] > svg': { color: 'var(--attention-text)' },
  '& > div': { flex: '1 1 260px', minWidth: 0 },
  '& p': { margin: 0 },
  '& p:first-of-type': { fontSize: 'var(--fs-16)', fontWeight: 'var(--w-medium)' },
  '& p + p': { marginTop: 2, fontSize: 'var(--fs-13)', color: 'var(--text-2)' },
  '& > span': { display: 'flex', flexWrap: 'wrap', gap: 8 },
});

/** What a first sync would do, and what became of it since; nothing once all is done. */
export function PlaylistBanner({ playlist }: { readonly playlist: PlaylistRow }) {
  const canFetch = useCanFetch();
  const progress = playlist.started ? fetchProgress(playlist) : null;
  return (
    <>
      {playlist.started ? null : <DryRun playlist={playlist} canFetch={canFetch} />}
      {!canFetch && playlist.started && progress ? <NotSetUp /> : null}
      {canFetch && progress && playlist.acquiring > 0 ? (
        <Box aria-label="Progress">
          <DownloadIcon aria-hidden />
          <div>
            <p>{`${progress.done.toLocaleString('en')} of ${progress.of.toLocaleString('en')} fetched`}</p>
            <ProgressLine
              name={`Fetching ${playlist.name}`}
              share={progress.done / progress.of}
              what={`${playlist.acquiring.toLocaleString('en')} on the way`}
              {...(playlist.wished > 0 ? { pace: `${playlist.wished.toLocaleString('en')} not offered by anybody yet` } : {})}
            />
          </div>
          <ToDecide playlist={playlist} />
        </Box>
      ) : null}
    </>
  );
}

/** Where to. */
const NotSetUp = ({ children }: { readonly children?: ReactNode }) => (
  <Box data-attention aria-label="Nothing is fetched">
    <WarningIcon aria-hidden />
    <div>
      <p>Nothing is fetched: slskd is not set up</p>
      <p>SoulSync compares with your library all the same. Missing songs are searched for once slskd is connected.</p>
    </div>
    <span>
      {children}
      <Button component={Link} to="/settings" variant="outlined" color="inherit">
        Set up slskd
      </Button>
    </span>
  </Box>
);

const ToDecide = ({ playlist: { review } }: { readonly playlist: PlaylistRow }) =>
  review > 0 ? (
    <Button component={Link} to="/matches" variant="outlined">
      {`Decide ${review.toLocaleString('en')} first`}
    </Button>
  ) : null;

function DryRun({ playlist, canFetch }: { readonly playlist: PlaylistRow; readonly canFetch: boolean }) {
  const { run, sending, mayEdit } = usePlaylistActions();
  const { missing, notRecordings } = playlist;
  const leftOut =
    notRecordings === 0
      ? ''
      : ` ${notRecordings === 1 ? '1 entry is no song and is' : `${notRecordings} entries are no songs and are`} left out.`;
  return (
    <>
      {canFetch ? null : <NotSetUp />}
      <Box aria-label="What a sync would do">
        <EyeIcon aria-hidden />
        <div>
          <p>{dryRunInWords(playlist)}</p>
          <p>{`This was a dry run. Nothing is searched or downloaded until you start it.${leftOut}`}</p>
        </div>
        <span>
          <ToDecide playlist={playlist} />
          {mayEdit ? (
            <Button variant="contained" startIcon={<DownloadIcon />} aria-busy={sending} onClick={() => void run('start', [playlist])}>
              {missing > 0 ? `Start fetching ${missing.toLocaleString('en')}` : 'Start'}
            </Button>
          ) : null}
        </span>
      </Box>
    </>
  );
}
