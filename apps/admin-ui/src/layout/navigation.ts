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
    { to: '/acquisitions', label: 'Downloads', Icon: DownloadIcon, badge: { of: 'acquiring', tone: 'working' }, key: 'w' },
    { to: '/wishes', label: 'Wishlist', Icon: BookmarkIcon, badge: { of: 'wished', tone: 'plain' }, key: 'c' },
  ],
  [
    { to: '/activity', label: 'Activity', Icon: PulseIcon, key: 'a' },
    { to: '/settings', label: 'Settings', Icon: TuneIcon, key: 'e' },
    { to: '/system', label: 'System', Icon: DnsIcon, also: ['/parked-events'], badge: { of: 'issues', tone: 'problem' }, key: 's' },
  ],
];

export const places: readonly Place[] = groups.flat();

/** On the bar of a phone; the rest is behind More. */
export const phonePlaces: readonly Place[] = places.filter(({ to }) => ['/', '/playlists', '/matches', '/acquisitions'].includes(to));

export function isAt({ to, also = [] }: Place, pathname: string): boolean {
  if (to === '/') return pathname === '/';
  return [to, ...also].some((path) => pathname === path || pathname.startsWith(`${path}/`));
}

/** What a badge says: nothing at 0, and no more than two digits. */
export const badgeText = (count: number): string | null => (count <= 0 ? null : count > 99 ? '99+' : String(count));
