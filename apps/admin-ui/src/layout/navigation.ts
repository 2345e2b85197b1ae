import PulseIcon from '@mui/icons-material/MonitorHeartOutlined';
import BookmarkIcon from '@mui/icons-material/BookmarkBorder';
import CompareIcon from '@mui/icons-material/CompareOutlined';
import DnsIcon from '@mui/icons-material/DnsOutlined';
import DownloadIcon from '@mui/icons-material/FileDownloadOutlined';
import HomeIcon from '@mui/icons-material/HomeOutlined';
import AlbumIcon from '@mui/icons-material/AlbumOutlined';
import QueueMusicIcon from '@mui/icons-material/QueueMusic';
import TuneIcon from '@mui/icons-material/Tune';
import type { ComponentType } from 'react';

export type BadgeTone = 'attention' | 'working' | 'problem' | 'plain';

export interface Place {
  readonly to: string;
  readonly label: string;
  /** On the bar of a phone. */
  readonly short?: string;
  readonly Icon: ComponentType<{ fontSize?: 'small' | 'inherit' }>;
  /** Paths of pages that belong to it beside those below its own. */
  readonly also?: readonly string[];
  readonly badge?: { readonly of: 'review' | 'acquiring' | 'wished' | 'issues'; readonly tone: BadgeTone };
  /** Pressed after `g`. */
  readonly key: string;
}

/** Where one can go, in groups; in this order everywhere. */
export const groups: readonly (readonly Place[])[] = [
  [{ to: '/', label: 'Dashboard', short: 'Home', Icon: HomeIcon, key: 'd' }],
  [
    { to: '/playlists', label: 'Playlists', Icon: QueueMusicIcon, key: 'p' },
    {
      to: '/library',
      label: 'Library',
      Icon: AlbumIcon,
      also: ['/library-albums', '/library-artists', '/library-tracks', '/metadata-edits'],
      key: 'l',
    },
  ],
  [
    { to: '/matches', label: 'Review', Icon: CompareIcon, badge: { of: 'review', tone: 'attention' }, key: 'r' },
    { to: '/acquisitions', label: 'Downloads', Icon: DownloadIcon, badge: { of: 'acquiring', tone: 'working' }, key: 'c' },
    { to: '/wishes', label: 'Wishlist', Icon: BookmarkIcon, badge: { of: 'wished', tone: 'plain' }, key: 'w' },
  ],
  [
    { to: '/activity', label: 'Activity', Icon: PulseIcon, key: 'v' },
    { to: '/settings', label: 'Settings', Icon: TuneIcon, key: 'e' },
    { to: '/system', label: 'System', Icon: DnsIcon, also: ['/parked-events'], badge: { of: 'issues', tone: 'problem' }, key: 'y' },
  ],
];

export const places: readonly Place[] = groups.flat();

/** On the bar of a phone; the rest is behind More. */
export const phonePlaces: readonly Place[] = places.filter(({ to }) => ['/', '/playlists', '/matches', '/acquisitions'].includes(to));

export function isAt({ to, also = [] }: Place, pathname: string): boolean {
  if (to === '/') return pathname === '/';
  return [to, ...also].some((path) => pathname === path || pathname.startsWith(`${path}/`));
}

/** Pages of one place that are tabs of it, none above the other. */
const tabs: ReadonlySet<string> = new Set([
  '/library-albums',
  '/library-artists',
  '/library-tracks',
  '/system/read-models',
  '/system/tasks',
  '/system/logs',
  '/parked-events',
]);

/** What a phone's top bar says of a page: its title, or the page above it; null: where one came from. */
export function headOnPhone(pathname: string): { readonly title: string } | { readonly parent: Pick<Place, 'to' | 'label'> } | null {
  const place = places.find((one) => isAt(one, pathname));
  if (!place) return null;
  return pathname === place.to || tabs.has(pathname) ? { title: place.label } : { parent: place };
}

/** What a badge says: nothing at 0, and no more than two digits. */
export const badgeText = (count: number): string | null => (count <= 0 ? null : count > 99 ? '99+' : String(count));
