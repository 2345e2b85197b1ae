import type { ReactNode } from 'react';
import type { Drafts } from '../settings/form/use-drafts.js';
import { FirstSync } from './FirstSync.js';
import { FoldersBody, MediaServerBody, QualityBody, SlskdBody } from './SetUpBodies.js';
import { PlaylistsBody } from './PlaylistsBody.js';
import type { StepId } from './steps.js';
import type { useFirstRun } from './use-first-run.js';

interface Words {
  readonly title: string;
  readonly purpose: string;
  /** Of the button that goes on without it. */
  readonly skip: string;
  /** What it means to have done so. */
  readonly skipped: string;
}

const SKIP = 'Skip for now';

export const stepWords: Readonly<Record<StepId, Words>> = {
  folders: {
    title: 'Folders',
    purpose: 'Where finished songs go, and where slskd puts what it fetched.',
    skip: SKIP,
    skipped: 'Skipped. Nothing can be filed before the folders are good.',
  },
  slskd: {
    title: 'Connect slskd',
    purpose: 'SoulSync asks slskd for songs your library lacks.',
    skip: SKIP,
    skipped: 'Skipped. What is missing waits until slskd is set up.',
  },
  'media-server': {
    title: 'Media server',
    purpose: 'Plex, Jellyfin or Navidrome. “I have none” is a good answer too.',
    skip: 'I have none',
    skipped: 'None: SoulSync reads the music folder itself.',
  },
  playlists: {
    title: 'Follow a playlist',
    purpose: 'From Spotify, or from a CSV or M3U file.',
    skip: SKIP,
    skipped: 'Skipped. Follow one under Playlists.',
  },
  quality: {
    title: 'Quality and names',
    purpose: 'Which files are good enough, and how they are named. It is good as it comes.',
    skip: 'Keep it as it is',
    skipped: 'Kept as it comes.',
  },
  'first-sync': {
    title: 'Look at the result',
    purpose: 'See what you own and what would be fetched, then press start.',
    skip: SKIP,
    skipped: 'Skipped. Start a playlist on its page.',
  },
};

interface BodyProps {
  readonly drafts: Drafts;
  readonly playlists: ReturnType<typeof useFirstRun>['playlists'];
}

export const stepBodies: Readonly<Record<StepId, (props: BodyProps) => ReactNode>> = {
  folders: ({ drafts }) => <FoldersBody drafts={drafts} />,
  slskd: ({ drafts }) => <SlskdBody drafts={drafts} />,
  'media-server': ({ drafts }) => <MediaServerBody drafts={drafts} />,
  playlists: ({ drafts }) => <PlaylistsBody drafts={drafts} />,
  quality: ({ drafts }) => <QualityBody drafts={drafts} />,
  'first-sync': ({ playlists }) => <FirstSync playlists={playlists} />,
};
