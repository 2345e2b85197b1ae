import RefreshIcon from '@mui/icons-material/Refresh';
import TuneIcon from '@mui/icons-material/Tune';
import { Alert, Button } from '@mui/material';
import type { PlaylistRow } from '@soulsync/contracts';
import { reasonInWords } from '@soulsync/contracts/words';
import { RecordContextProvider, useGetOne } from 'react-admin';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router-dom';
import { Cover } from '../../components/Cover.js';
import { ErrorBlock } from '../../components/ErrorBlock.js';
import { MoreMenu } from '../../components/MoreMenu.js';
import { PageHead } from '../../components/PageHead.js';
import { RelativeTime } from '../../components/RelativeTime.js';
import { LinesSkeleton } from '../../components/Skeletons.js';
import { StateChip } from '../../components/StateChip.js';
import { ImportProgress } from './ImportProgress.js';
import { PlaylistBanner } from './PlaylistBanner.js';
import { PlaylistEntries } from './PlaylistEntries.js';
import { PlaylistSettings } from './PlaylistSettings.js';
import { songs, sourceInWords } from './playlist-sentences.js';
import { UnfollowDialog } from './UnfollowDialog.js';
import { usePlaylistActions } from './use-playlist-actions.js';

/** One playlist: what is true of it, what a sync would do, and its entries. */
export function PlaylistShow() {
  const { id = '' } = useParams();
  // Right after "Follow" what is known of it is what that answered: it is not the playlist yet.
  const { data, error, isPending, refetch } = useGetOne<PlaylistRow>('playlists', { id }, { retry: false });
  const playlist = data && 'entryCount' in data ? data : null;
  return (
    <>
      {error ? <ErrorBlock what="Can't load the playlist right now." error={error} onRetry={refetch} /> : null}
      {!playlist && (isPending || data) && !error ? <LinesSkeleton what="the playlist" /> : null}
      {playlist ? <Loaded playlist={playlist} /> : null}
    </>
  );
}

/** Whether the settings are open stands in the address. */
function useSettingsDrawer(): readonly [isOpen: boolean, open: (isOpen: boolean) => void] {
  const [params, setParams] = useSearchParams();
  const open = (isOpen: boolean) =>
    setParams((before) => {
      const next = new URLSearchParams(before);
      if (isOpen) next.set('settings', '1');
      else next.delete('settings');
      return next;
    });
  return [params.has('settings'), open];
}

function Loaded({ playlist }: { readonly playlist: PlaylistRow }) {
  const { name, source, entryCount, problem, paused, lastReadAt, nextReadAt, refreshEveryMinutes } = playlist;
  const actions = usePlaylistActions();
  const [isSettingsOpen, openSettings] = useSettingsDrawer();
  const navigate = useNavigate();
  const isRefreshed = refreshEveryMinutes !== null && !paused;
  return (
    <RecordContextProvider value={playlist}>
      <PageHead
        title={name}
        above={<Link to="/playlists">Playlists</Link>}
        cover={<Cover seed={name} size="l" />}
        actions={
          <>
            {actions.mayEdit && isRefreshed ? (
              <Button
                variant="outlined"
                startIcon={<RefreshIcon />}
                aria-busy={actions.sending}
                onClick={() => void actions.run('refresh', [playlist])}
              >
                Refresh
              </Button>
            ) : null}
            {actions.mayEdit ? (
              <Button variant="outlined" startIcon={<TuneIcon />} onClick={() => openSettings(true)}>
                Settings
              </Button>
            ) : null}
            <MoreMenu label={`More for ${name}`} choices={actions.choices([playlist]).filter(({ label }) => label !== 'Refresh')} />
          </>
        }
      >
        {`${sourceInWords(source)} · ${songs(entryCount)}`}
        {lastReadAt === null ? null : (
          <>
            {' '}
            · refreshed <RelativeTime at={lastReadAt} />
          </>
        )}
        {nextReadAt === null || paused ? null : (
          <>
            {' '}
            · next <RelativeTime at={nextReadAt} />
          </>
        )}
        {paused ? (
          <>
            {' '}
            · <StateChip state="paused" />
          </>
        ) : null}
      </PageHead>
      {problem ? (
        <Alert severity="warning" sx={{ mb: 2 }}>
          {reasonInWords('playlist', problem)}.
        </Alert>
      ) : null}
      <ImportProgress />
      <PlaylistBanner playlist={playlist} />
      <PlaylistEntries playlist={playlist} />
      {isSettingsOpen ? <PlaylistSettings playlist={playlist} onClose={() => openSettings(false)} /> : null}
      {actions.unfollowing ? (
        <UnfollowDialog playlists={actions.unfollowing} onClose={() => actions.unfollow(null)} onDone={() => void navigate('/playlists')} />
      ) : null}
    </RecordContextProvider>
  );
}
