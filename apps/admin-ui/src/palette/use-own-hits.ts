import AddIcon from '@mui/icons-material/Add';
import ArtistIcon from '@mui/icons-material/PersonOutlined';
import KeyboardIcon from '@mui/icons-material/KeyboardOutlined';
import RefreshIcon from '@mui/icons-material/Refresh';
import SyncIcon from '@mui/icons-material/Sync';
import ThemeIcon from '@mui/icons-material/SettingsBrightnessOutlined';
import TuneIcon from '@mui/icons-material/Tune';
import { useGetList } from 'react-admin';
import type { PlaylistRow } from '@soulsync/contracts';
import { destinations } from '../keys/key-table.js';
import { places } from '../layout/navigation.js';
import { useSend } from '../providers/use-console.js';
import { useMay } from '../providers/use-may.js';
import { isRefreshed, usePlaylistActions } from '../resources/playlists/use-playlist-actions.js';
import { settingsPages } from '../settings/settings-pages.js';
import { nextTheme, themeInWords, useThemeChoice } from '../theme/use-theme-choice.js';
import type { Hit } from './hits.js';

const page = (to: string, title: string, Icon: NonNullable<Hit['Icon']>, detail?: string): Hit => ({
  id: `page ${to}`,
  group: 'Pages',
  title,
  to,
  Icon,
  ...(detail === undefined ? {} : { detail }),
});
const action = (title: string, Icon: NonNullable<Hit['Icon']>, does: Pick<Hit, 'to' | 'run'>): Hit => ({
  id: `do ${title}`,
  group: 'Do',
  title,
  Icon,
  ...does,
});

/** Pages one may open and what one may do, whatever the rows are. */
export function useOwnHits(showKeys: () => void): readonly Hit[] {
  const [mayEdit, mayAdmin] = [useMay('editor'), useMay('admin')];
  const { send } = useSend();
  const { run } = usePlaylistActions();
  const [theme, chooseTheme] = useThemeChoice();
  const { data: playlists = [] } = useGetList<PlaylistRow>('playlists', {
    pagination: { page: 1, perPage: 500 },
    sort: { field: 'name', order: 'ASC' },
  }); // as the page of playlists asks for them
  const refreshed = playlists.filter(isRefreshed);
  const syncLibrary = () => void send((console) => console.command('library/sweep'), { done: 'Library sync started' });
  return [
    ...destinations.map(({ to, label }) => page(to, label, places.find((place) => place.to === to)?.Icon ?? ArtistIcon)),
    page('/account', 'Your account', ArtistIcon),
    ...(mayAdmin ? settingsPages.map(({ id, title }) => page(`/settings/${id}`, title, TuneIcon, 'Settings')) : []),
    ...(mayEdit
      ? [
          action('Follow a playlist', AddIcon, { to: '/playlists/create' }),
          ...(refreshed.length > 0 ? [action('Refresh all playlists', RefreshIcon, { run: () => void run('refresh', refreshed) })] : []),
          action('Sync the library now', SyncIcon, { run: syncLibrary }),
        ]
      : []),
    action(`Change the theme to ${themeInWords[nextTheme(theme)]}`, ThemeIcon, { run: () => chooseTheme(nextTheme(theme)) }),
    action('Show all keys', KeyboardIcon, { run: showKeys }),
  ];
}
