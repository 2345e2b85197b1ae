import { Unavailable } from '@soulsync/service-kit';
import type { MatchIndex } from './match-index.js';

/** How far the match index of a starting service is. */
export interface FillProgress {
  readonly done: number;
  readonly of: number;
}

/** The way to the match index for whoever is asked by a person: shut until it is filled and has reached the log's end. */
export interface MatchReadiness {
  /** Throws Unavailable, with how far it is, while the match index is being filled. */
  matchIndex(): MatchIndex;
  filling(progress: FillProgress): void;
  open(matchIndex: MatchIndex): void;
}

export function matchReadiness(): MatchReadiness {
  let opened: MatchIndex | null = null;
  let progress: FillProgress | null = null;
  return {
    matchIndex() {
      if (opened) return opened;
      const far = progress ? `, ${count(progress.done)} of ${count(progress.of)} tracks and recordings are in` : '';
      throw new Unavailable('match-svc', `the library index is being built${far}; try again in a moment`);
    },
    filling(now) {
      progress = now;
    },
    open(matchIndex) {
      opened = matchIndex;
    },
  };
}

const count = (n: number) => n.toLocaleString('en');
