import type { RootName } from '@soulsync/contracts';
import type { EventStore } from '@soulsync/event-store';
import { judgeRoot } from './judge-root.js';
import type { RootHistory, RootVerdict } from './judge-root.js';
import { knownRoot } from './known-root.js';
import type { RememberedRoot } from './known-root.js';
import { readRootState } from './root-state.js';
import type { RootState } from './root-state.js';

export interface RootStanding {
  readonly verdict: RootVerdict;
  readonly rootState: RootState;
  readonly known: RememberedRoot | null;
}

/** Looks at one root and says whether it is the one the log knows. */
export interface RootGuard {
  readonly root: RootName;
  readonly path: string;
  /** `at`: another way to the same folder, an open handle for instance. */
  judge(at?: string): Promise<RootStanding>;
}

/** @param history what else is known of its use, asked for only while the log knows no such root */
export function rootGuard(
  store: EventStore,
  root: RootName,
  path: string,
  history: () => Promise<Omit<RootHistory, 'known'>> = () => Promise.resolve({ used: false, holdsFiles: false }),
): RootGuard {
  let known: RememberedRoot | null = null;
  return {
    root,
    path,
    async judge(at = path) {
      const rootState = await readRootState(at);
      // As long as all is well the log need not be asked.
      if (known && judgeRoot(rootState, { known, used: true, holdsFiles: true }) === 'in-order')
        return { verdict: 'in-order', rootState, known };
      known = await knownRoot(store, root);
      const more = known ? { used: true, holdsFiles: true } : await history();
      return { verdict: judgeRoot(rootState, { known, ...more }), rootState, known };
    },
  };
}
