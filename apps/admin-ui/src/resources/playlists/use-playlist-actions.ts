import PauseIcon from '@mui/icons-material/Pause';
import PlayIcon from '@mui/icons-material/PlayArrow';
import RefreshIcon from '@mui/icons-material/Refresh';
import UnfollowIcon from '@mui/icons-material/PlaylistRemove';
import type { PlaylistRow } from '@soulsync/contracts';
import { useState } from 'react';
import type { MenuChoice } from '../../components/MoreMenu.js';
import { useSend } from '../../providers/use-console.js';
import { useMay } from '../../providers/use-may.js';

type Verb = 'refresh' | 'pause' | 'resume' | 'start';

/** What is true once it was accepted: most of it only begins then. */
const done: Readonly<Record<Verb, (what: string) => string>> = {
  refresh: (what) => `Refresh requested: ${what}`,
  pause: (what) => `Paused: ${what}. Nothing new is fetched for it`,
  resume: (what) => `Resumed: ${what}`,
  start: (what) => `Started: ${what}. Its songs are searched for one after the other`,
};

const named = (playlists: readonly PlaylistRow[]) => (playlists.length === 1 ? `“${playlists[0]?.name}”` : `${playlists.length} playlists`);
export const isRefreshed = ({ paused, refreshEveryMinutes }: PlaylistRow) => !paused && refreshEveryMinutes !== null;

/** What can be done with playlists, one or many; unfollowing is asked for first (`unfollowing`). */
export function usePlaylistActions() {
  const { send, sending } = useSend();
  const mayEdit = useMay('editor');
  const [unfollowing, unfollow] = useState<readonly PlaylistRow[] | null>(null);
  const run = (verb: Verb, playlists: readonly PlaylistRow[]) =>
    send(
      async (console) => {
        for (const { id } of playlists) await console.command(`playlists/${id}/${verb}`);
      },
      { done: done[verb](named(playlists)) },
    );

  function choices(playlists: readonly PlaylistRow[]): readonly MenuChoice[] {
    if (!mayEdit) return [];
    const refreshed = playlists.filter(isRefreshed);
    const [paused, going] = [playlists.filter((one) => one.paused), playlists.filter((one) => !one.paused)];
    return [
      ...(refreshed.length > 0 ? [{ label: 'Refresh', Icon: RefreshIcon, onChoose: () => void run('refresh', refreshed) }] : []),
      ...(going.length > 0 ? [{ label: 'Pause', Icon: PauseIcon, onChoose: () => void run('pause', going) }] : []),
      ...(paused.length > 0 ? [{ label: 'Resume', Icon: PlayIcon, onChoose: () => void run('resume', paused) }] : []),
      { label: 'Unfollow', Icon: UnfollowIcon, onChoose: () => unfollow(playlists), isDangerous: true },
    ];
  }
  return { run, choices, sending, mayEdit, unfollowing, unfollow };
}
