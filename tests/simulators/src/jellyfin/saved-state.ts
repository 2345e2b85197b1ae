import { existsSync, readFileSync } from 'node:fs';
import { writeAtomically } from '../http/simulator-server.js';
import type { KeptPlaylist } from './playlists.js';
import type { KeptTrack } from './scan-folder.js';
import type { Session } from './sign-in.js';

interface SavedState {
  readonly tracks: readonly KeptTrack[];
  readonly playlists: readonly KeptPlaylist[];
  readonly sessions: readonly Session[];
}

/** null: this server never ran. */
export function savedState(stateFile: string): SavedState | null {
  return existsSync(stateFile) ? (JSON.parse(readFileSync(stateFile, 'utf8')) as SavedState) : null; // written by ourselves
}

export const save = (stateFile: string, state: SavedState): void => writeAtomically(stateFile, JSON.stringify(state));
