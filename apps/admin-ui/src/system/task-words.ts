import type { TaskName } from '@soulsync/contracts';
import { connectionNames } from '../layout/connection-words.js';

interface TaskWords {
  /** What it does, for people. */
  readonly title: (server: string) => string;
  /** Said once it was made due. */
  readonly started: (server: string) => string;
}

const words: Readonly<Record<TaskName, TaskWords>> = {
  'refresh-playlists': { title: () => 'Refresh playlists', started: () => 'All playlists are read again' },
  'check-spotify-sign-in': { title: () => 'Check how long the Spotify sign-in lasts', started: () => 'Check started' },
  'retry-wishes': { title: () => 'Search again for wishes', started: () => 'Searches started' },
  'look-at-library': { title: (server) => `Look for changes in ${server}`, started: (server) => `Looking for changes in ${server}` },
  'read-library': { title: (server) => `Read all of ${server}`, started: (server) => `Reading all of ${server} started` },
  'write-playlists': { title: (server) => `Write playlists to ${server}`, started: () => 'Writing started' },
  'tidy-accounts': { title: () => 'Remove ended sessions', started: () => 'Removal started' },
};

const known: Readonly<Record<string, string>> = { ...connectionNames, folder: 'the music folder' };

interface NamedTask {
  readonly name: TaskName;
  readonly of: string | null;
}
const serverOf = ({ of }: NamedTask) => (of === null ? '' : (known[of] ?? of));

export const taskTitle = (task: NamedTask): string => words[task.name].title(serverOf(task));
export const taskStarted = (task: NamedTask): string => words[task.name].started(serverOf(task));

const SECOND_MS = 1_000;
const MINUTE_S = 60;
const HOUR_S = 3_600;

/** `40 ms`, `3.2 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < SECOND_MS) return `${Math.round(ms)} ms`;
  const seconds = ms / SECOND_MS;
  if (seconds < MINUTE_S) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / MINUTE_S)} min ${Math.floor(seconds % MINUTE_S)} s`;
}

/** `every minute`, `every 6 h`; null: when something is due. */
export function howOften(seconds: number | null): string {
  if (seconds === null) return 'when something is due';
  if (seconds < MINUTE_S) return `every ${seconds} s`;
  if (seconds === MINUTE_S) return 'every minute';
  if (seconds < HOUR_S || seconds % HOUR_S !== 0) return `every ${Math.round(seconds / MINUTE_S)} min`;
  return seconds === HOUR_S ? 'every hour' : `every ${seconds / HOUR_S} h`;
}
