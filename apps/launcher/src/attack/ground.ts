import type { Marked } from './marked-world.js';
import type { SystemUnderAttack } from './system-under-attack.js';
import type { Tally } from './tally.js';

/** What an attack is given. */
export interface Ground extends Tally {
  readonly seed: string;
  /** A tenth of it, for each change. */
  readonly small: boolean;
  say(text: string): void;
  /** A new empty folder of its own. */
  folder(): Promise<string>;
}

interface Named {
  /** As `--only` takes it. */
  readonly name: string;
  readonly about: string;
  /** Also part of `--small`. */
  readonly small: boolean;
}

/** On the system that several attacks share and leave usable, or on ground of its own. */
export type Attack =
  | (Named & {
      readonly on: 'shared';
      run(ground: Ground, shared: { readonly system: SystemUnderAttack; readonly marked: Marked }): Promise<void>;
    })
  | (Named & { readonly on: 'own'; run(ground: Ground): Promise<void> });
