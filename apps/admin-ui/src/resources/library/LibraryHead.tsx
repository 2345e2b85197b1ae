import { Alert, Box, LinearProgress, Typography } from '@mui/material';
import { useGetList } from 'react-admin';
import type { LibraryMirrorRow, ProjectionStatusRow } from '@soulsync/contracts';
import { ConfirmButton } from '../../layout/ConfirmButton.js';
import { ReadState } from '../../layout/Trouble.js';
import { ago } from '../../layout/durations.js';
import { counted } from './library-words.js';

const REFRESH_MS = 5_000;
/** Fewer are on their way in every moment. */
const BEHIND = 100;
const nameOf = ({ serverName, title, server }: LibraryMirrorRow) =>
  [serverName ?? server, title].filter(Boolean).join(': ') || 'The library';

function Reading({ library }: { readonly library: LibraryMirrorRow }) {
  const { sweepDone, sweepTotal, lastCompleteSweepAt } = library;
  const share = sweepTotal ? Math.min(100, ((sweepDone ?? 0) / sweepTotal) * 100) : null;
  return (
    <Box sx={{ mt: 1 }}>
      <Typography variant="body2" role="status">
        {lastCompleteSweepAt ? 'Syncing again' : 'First sync: what you see is not complete yet'}
        {sweepTotal ? `, ${(sweepDone ?? 0).toLocaleString('en')} of ${counted(sweepTotal, 'track')} so far` : ''}.
      </Typography>
      <LinearProgress
        variant={share === null ? 'indeterminate' : 'determinate'}
        {...(share === null ? {} : { value: share })}
        aria-label={`Reading ${nameOf(library)}`}
      />
    </Box>
  );
}

function LibraryStatus({ library }: { readonly library: LibraryMirrorRow }) {
  const { lastCompleteSweepAt, sweptSecondsAgo, lookedSecondsAgo, loss, problem, missedNow } = library;
  return (
    <Box sx={{ mb: 1 }}>
      <Typography>
        <strong>{nameOf(library)}</strong>{' '}
        {lastCompleteSweepAt
          ? `${counted(library.tracksStored, 'track')} on ${counted(library.albumsStored, 'album')}, last full sync ${ago(sweptSecondsAgo ?? 0)}`
          : `${counted(library.tracksStored, 'track')} so far, not fully synced yet`}
        {lookedSecondsAgo === null ? '' : `; last checked ${ago(lookedSecondsAgo)}`}.
      </Typography>
      {library.sweepStartedAt ? <Reading library={library} /> : null}
      {problem ? (
        <Alert severity="error" sx={{ mt: 1 }}>
          It can&apos;t be read now: {problem}. You see what it held when it was last read.
        </Alert>
      ) : null}
      {missedNow > 0 && !loss ? (
        <Typography variant="body2">
          {counted(missedNow, 'track was', 'tracks were')} not there at the last reading and stay listed until another one confirms it.
        </Typography>
      ) : null}
      {loss ? (
        <Alert severity="warning" sx={{ mt: 1 }}>
          {loss.missing.toLocaleString('en')} of {counted(loss.of, 'track')} {loss.folder === '' ? '' : `in the folder "${loss.folder}" `}
          were not there at the last reading. That is too many to believe without asking, so nothing was taken off.
          <Box sx={{ mt: 1 }}>
            <ConfirmButton
              label="Confirm removal"
              path={`library-mirrors/${encodeURIComponent(library.id)}/accept-loss`}
              done="They are taken off by the next readings that do not show them either"
              title="Take them off the library?"
              content={`${loss.missing} tracks leave the list of what you own, and what playlists want of them is fetched again. No file is touched. If the server or its disk is only away, wait instead: they come back by themselves.`}
              confirm="Confirm removal"
              cancel="Wait"
              outlined
            />
          </Box>
        </Alert>
      ) : null}
    </Box>
  );
}

/** How much of the library this is, how fresh, and what is amiss: a half-read library must not look like a small one. */
export function LibraryHead() {
  const options = { refetchInterval: REFRESH_MS };
  const read = useGetList<LibraryMirrorRow>('library-mirrors', {}, options);
  const { data: libraries } = read;
  const { data: projections = [] } = useGetList<ProjectionStatusRow>('projections', {}, options);
  const behind = Math.max(0, ...projections.filter(({ name }) => name === 'library-tracks').map(({ lag }) => lag));
  return (
    <Box sx={{ mt: 2 }}>
      <ReadState of={read} what="the state of the library" />
      {libraries?.length === 0 ? <Typography>No library has been synced yet.</Typography> : null}
      {libraries?.map((library) => (
        <LibraryStatus key={library.id} library={library} />
      ))}
      {behind >= BEHIND ? (
        <Typography variant="body2" role="status">
          {counted(behind, 'event is', 'events are')} not yet in these lists.
        </Typography>
      ) : null}
    </Box>
  );
}
