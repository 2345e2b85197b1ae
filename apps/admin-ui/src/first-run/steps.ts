import type { ExternalConnection, SettingsSectionReport } from '@soulsync/contracts';
import type { FolderReport } from '@soulsync/contracts';
import { folderInWords, folderVariables } from '../settings/folders/folder-words.js';

export const stepIds = ['folders', 'slskd', 'media-server', 'playlists', 'quality', 'first-sync'] as const;
export type StepId = (typeof stepIds)[number];

export interface PlaylistFacts {
  readonly id: string;
  readonly name: string;
  readonly started: boolean;
}

/** All that tells how far a new SoulSync is. null: not known now. */
export interface SetUpFacts {
  readonly folders: readonly FolderReport[] | null;
  readonly connections: readonly ExternalConnection[] | null;
  readonly settings: readonly SettingsSectionReport[];
  readonly playlists: readonly PlaylistFacts[] | null;
  readonly skipped: readonly string[];
}

export interface StepState {
  readonly id: StepId;
  readonly state: 'done' | 'skipped' | 'todo';
  /** What came of it, or what is in its way. */
  readonly result: string | null;
  /** Variables of the environment that did it. */
  readonly variables: readonly string[];
}

const isUp = ({ state }: ExternalConnection) => state === 'connected' || state === 'degraded';
const servers = ['plex', 'jellyfin', 'subsonic'] as const;
type ServerId = (typeof servers)[number];
const isServer = (id: string): id is ServerId => servers.some((one) => one === id);
const namesOf: Readonly<Record<ServerId, string>> = { plex: 'Plex', jellyfin: 'Jellyfin', subsonic: 'Subsonic' };

/** A step is done when the thing itself is, whoever did it: here, by the environment, or over the API. */
export function stepStates(facts: SetUpFacts): readonly StepState[] {
  const judged: Readonly<Record<StepId, { readonly isDone: boolean; readonly result: string | null; readonly section?: string | null }>> = {
    folders: foldersStep(facts),
    slskd: slskdStep(facts),
    'media-server': serverStep(facts),
    playlists: playlistsStep(facts),
    quality: qualityStep(facts),
    'first-sync': firstSyncStep(facts),
  };
  return stepIds.map((id) => {
    const { isDone, result, section = null } = judged[id];
    const state = isDone ? 'done' : facts.skipped.includes(id) ? 'skipped' : 'todo';
    return { id, state, result, variables: variablesOf(id, section, facts.settings) };
  });
}

function foldersStep({ folders }: SetUpFacts) {
  if (folders === null || folders.length === 0) return { isDone: false, result: null };
  const wrong = folders.find(({ problems }) => problems.length > 0);
  if (wrong) return { isDone: false, result: folderInWords(wrong) };
  const oneDisk = folders.some(({ sameFilesystemAs }) => sameFilesystemAs !== null);
  return {
    isDone: true,
    result: `${folders.map(folderInWords).join(' ')}${oneDisk ? ' Both are on one disk, so moving files is instant.' : ''}`,
  };
}

function slskdStep({ connections }: SetUpFacts) {
  const slskd = connections?.find(({ id }) => id === 'slskd');
  if (!slskd || slskd.state === 'unconfigured') return { isDone: false, result: null, section: slskd?.section ?? null };
  const isDone = isUp(slskd);
  return { isDone, result: isDone ? `slskd ${slskd.facts ?? 'is connected'}.` : (slskd.detail ?? null), section: slskd.section };
}

function serverStep({ connections }: SetUpFacts) {
  for (const id of servers) {
    const server = connections?.find((one) => one.id === id);
    if (server && isUp(server) && server.isInUse)
      return { isDone: true, result: `${namesOf[id]}: ${server.facts ?? 'connected'}.`, section: server.section };
  }
  const troubled = connections?.find(
    (one): one is ExternalConnection & { readonly id: ServerId } => isServer(one.id) && one.state !== 'unconfigured',
  );
  if (troubled && isUp(troubled))
    return { isDone: false, result: `${namesOf[troubled.id]} is connected, and the library is not yet read from it.` };
  return { isDone: false, result: troubled?.detail ?? null };
}

function playlistsStep({ playlists }: SetUpFacts) {
  const [first] = playlists ?? [];
  if (!playlists || !first) return { isDone: false, result: null };
  return { isDone: true, result: playlists.length === 1 ? `“${first.name}” is followed.` : `${playlists.length} playlists are followed.` };
}

/** It is good as it comes: who looked at it and changed nothing says so by "Keep these". */
function qualityStep({ settings }: SetUpFacts) {
  const chosen = settings
    .filter(({ page }) => page === 'quality')
    .flatMap((section) => section.settings.filter(({ source }) => source !== 'default'));
  return { isDone: chosen.length > 0, result: chosen.length > 0 ? 'Chosen by you.' : null };
}

function firstSyncStep({ playlists }: SetUpFacts) {
  const started = playlists?.find((one) => one.started);
  return { isDone: started !== undefined, result: started ? `“${started.name}” is being fetched.` : null };
}

function variablesOf(id: StepId, section: string | null, settings: readonly SettingsSectionReport[]): readonly string[] {
  const belongs = (one: SettingsSectionReport) =>
    id === 'folders' || (id === 'quality' ? one.page === 'quality' : section !== null && one.id === section);
  const isMeant = (variable: string) => id !== 'folders' || folderVariables.includes(variable);
  return settings
    .filter(belongs)
    .flatMap((one) => one.settings.flatMap(({ isLocked, variable }) => (isLocked && isMeant(variable) ? [variable] : [])));
}

/**
 * The first that is neither done nor skipped is open, unless a person opened another one. The one that is open stays so until it is done or
 * skipped: an earlier one that gets into trouble meanwhile says so in its place, and takes nothing from under somebody's hands.
 */
export function openStep(steps: readonly StepState[], chosen: StepId | null, opened: StepId | null = null): StepId | null {
  const isTodo = ({ state }: StepState) => state === 'todo';
  return chosen ?? steps.find((step) => step.id === opened && isTodo(step))?.id ?? steps.find(isTodo)?.id ?? null;
}

export const isOver = (steps: readonly StepState[]): boolean => steps.every(({ state }) => state !== 'todo');
