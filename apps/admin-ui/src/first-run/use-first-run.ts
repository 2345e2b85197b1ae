import { useGetList } from 'react-admin';
import type { PlaylistRow, SettingsSectionReport } from '@soulsync/contracts';
import { useSend } from '../providers/use-console.js';
import { useFolders } from '../settings/folders/Folders.js';
import { useConnections, useSettings } from '../settings/use-settings.js';
import { SECTION, useFirstRunSettings, valueOf } from './first-run-settings.js';
import { outlook } from './first-sync.js';
import { stepStates } from './steps.js';
import type { StepId } from './steps.js';

/** Live updates tell of each step; this is for the one that was told a moment too early. */
const LOOK_MS = 2_000;

const skippedIn = (section: SettingsSectionReport | undefined): readonly string[] =>
  String(valueOf(section, 'skipped') ?? '')
    .split(',')
    .filter((id) => id !== '');

/** How far a new SoulSync is, and what is put off. */
export function useFirstRun() {
  const kept = useFirstRunSettings(true);
  const folders = useFolders();
  const connections = useConnections();
  const settings = useSettings();
  const playlists = useGetList<PlaylistRow>(
    'playlists',
    { pagination: { page: 1, perPage: 25 }, sort: { field: 'followedAt', order: 'ASC' } },
    { refetchInterval: ({ state: { data } }) => (data?.data.some((one) => outlook(one).isUnderWay) ? LOOK_MS : false) },
  );
  const { send } = useSend();
  const skipped = skippedIn(kept.data);
  const change = (values: Readonly<Record<string, string | boolean>>) =>
    send((console) => console.change(`settings/${SECTION}`, { values }));
  return {
    steps: stepStates({
      folders: folders.data ?? null,
      connections: connections.data ?? null,
      settings: settings.data ?? [],
      playlists: playlists.data ?? null,
      skipped,
    }),
    isKnown: !folders.isPending && !connections.isPending && !settings.isPending && !playlists.isPending,
    playlists,
    skip: (id: StepId) => change({ skipped: [...new Set([...skipped, id])].join(',') }),
    reopen: (id: StepId) => change({ skipped: skipped.filter((one) => one !== id).join(',') }),
    dismiss: () => change({ dismissed: true }),
  };
}
