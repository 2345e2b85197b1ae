import { Unavailable } from '@soulsync/service-kit';
import type { MatchDesk } from './match-desk.js';

/** How far the desk of a starting service is. */
export interface DeskProgress {
  readonly done: number;
  readonly of: number;
}

/** The way to the desk for whoever is asked by a person: shut until it is filled and has reached the log's end. */
export interface DeskDoor {
  /** Throws Unavailable, with how far it is, while the desk is being filled. */
  desk(): MatchDesk;
  filling(progress: DeskProgress): void;
  open(desk: MatchDesk): void;
}

export function deskDoor(): DeskDoor {
  let opened: MatchDesk | null = null;
  let progress: DeskProgress | null = null;
  return {
    desk() {
      if (opened) return opened;
      const far = progress ? `, ${count(progress.done)} of ${count(progress.of)} tracks and recordings are in` : '';
      throw new Unavailable('match-svc', `the library index is being built${far}; try again in a moment`);
    },
    filling(now) {
      progress = now;
    },
    open(desk) {
      opened = desk;
    },
  };
}

const count = (n: number) => n.toLocaleString('en');
