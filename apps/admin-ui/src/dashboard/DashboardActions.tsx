import BookmarkIcon from '@mui/icons-material/BookmarkBorder';
import LibraryIcon from '@mui/icons-material/AlbumOutlined';
import PauseIcon from '@mui/icons-material/Pause';
import PlayIcon from '@mui/icons-material/PlayArrow';
import RefreshIcon from '@mui/icons-material/Refresh';
import { Button, Stack } from '@mui/material';
import { useState } from 'react';
import { Confirm, useGetList } from 'react-admin';
import type { PlaylistRow } from '@soulsync/contracts';
import { MoreMenu } from '../components/MoreMenu.js';
import { useSend } from '../providers/use-console.js';
import { useCounts } from '../providers/use-counts.js';
import { useMay } from '../providers/use-may.js';
import { isRefreshed, usePlaylistActions } from '../resources/playlists/use-playlist-actions.js';

/** More than anybody follows; the gateway answers no more at once. */
const MOST = 500;

const counted = (count: number, one: string) => (count === 1 ? `1 ${one}` : `${count.toLocaleString('en')} ${one}s`);
const wishesOf = (count: number) => (count === 1 ? '1 wish' : `${count.toLocaleString('en')} wishes`);

/** What is done to all at once. What nothing can be done to is not offered. */
export function DashboardActions() {
  const { send, sending } = useSend();
  const { run } = usePlaylistActions();
  const [isAsking, setAsking] = useState(false);
  const { data: playlists = [] } = useGetList<PlaylistRow>('playlists', { filter: {}, pagination: { page: 1, perPage: MOST } });
  const wishes = useCounts('wishes', 'state');
  if (!useMay('editor')) return null;
  const read = playlists.filter(isRefreshed);
  const [paused, going] = [playlists.filter((one) => one.paused), playlists.filter((one) => !one.paused)];
  const waiting = (wishes?.get('open') ?? 0) + (wishes?.get('stopped') ?? 0);
  const act = (path: string, done: string) => send((console) => console.command(path), { done });
  return (
    <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
      {read.length > 0 ? (
        <Button
          variant="outlined"
          startIcon={<RefreshIcon />}
          aria-busy={sending}
          onClick={() =>
            void act(
              'tasks/catalog-svc:refresh-playlists/run',
              `${counted(read.length, 'playlist')} will be read again, one after the other`,
            )
          }
        >
          Refresh playlists
        </Button>
      ) : null}
      {waiting > 0 ? (
        <Button
          variant="outlined"
          startIcon={<BookmarkIcon />}
          aria-busy={sending}
          onClick={() =>
            void act('tasks/acquire-svc:retry-wishes/run', `${wishesOf(waiting)} will be searched for again, as fast as slskd allows`)
          }
        >
          Retry wishes
        </Button>
      ) : null}
      <MoreMenu
        label="More for everything"
        choices={[
          { label: 'Read the library now', Icon: LibraryIcon, onChoose: () => void act('library/sweep', 'Reading the library has begun') },
          ...(going.length > 0
            ? [{ label: `Pause ${counted(going.length, 'playlist')}`, Icon: PauseIcon, onChoose: () => setAsking(true) }]
            : []),
          ...(paused.length > 0
            ? [{ label: `Resume ${counted(paused.length, 'playlist')}`, Icon: PlayIcon, onChoose: () => void run('resume', paused) }]
            : []),
        ]}
      />
      <Confirm
        isOpen={isAsking}
        title={`Pause ${counted(going.length, 'playlist')}?`}
        content="They are not read any more and want nothing new. What is on its way goes on; resume them here."
        confirm={`Pause ${counted(going.length, 'playlist')}`}
        cancel="Cancel"
        onConfirm={() => void run('pause', going).then(() => setAsking(false))}
        onClose={() => setAsking(false)}
      />
    </Stack>
  );
}
