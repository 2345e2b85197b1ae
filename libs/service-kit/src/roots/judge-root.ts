import type { KnownRoot, RootFault } from '@soulsync/contracts';
import type { RootState } from './root-state.js';

export type RootVerdict = 'in-order' | 'first-use' | RootFault;

export interface RootHistory {
  /** null: it was never taken into use. */
  readonly known: KnownRoot | null;
  /** Other records say that it was used before, so a missing one is not simply new. */
  readonly used: boolean;
  /** They also say that files of ours lie in it, so an empty one is not simply new. */
  readonly holdsFiles: boolean;
}

/**
 * Is this the folder we know? Only its marker says yes: the folder below an unmounted disk has none. A network share that is mounted again
 * may show another device, which alone means nothing.
 */
export function judgeRoot(rootState: RootState, { known, used, holdsFiles }: RootHistory): RootVerdict {
  switch (rootState.kind) {
    case 'missing':
      return known || used ? 'missing' : 'first-use';
    case 'not-a-folder':
    case 'unreadable':
      return rootState.kind;
    case 'folder':
      if (!known) return holdsFiles && rootState.empty ? 'empty' : 'first-use';
      if (known.markerId === null) return judgeUnmarked(rootState, known);
      if (rootState.markerId === known.markerId) return 'in-order';
      if (rootState.markerId !== null) return 'other-folder';
      return rootState.empty ? 'empty' : 'unmarked';
  }
}

/** One that took no marker, being read-only: the same device, or the same kind of file system with something in it. */
function judgeUnmarked(rootState: Extract<RootState, { kind: 'folder' }>, known: KnownRoot): RootVerdict {
  if (rootState.markerId !== null || rootState.device === known.device) return 'in-order';
  if (rootState.empty) return 'empty';
  return rootState.filesystem === known.filesystem ? 'in-order' : 'unmarked';
}
