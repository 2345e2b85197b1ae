import { Unavailable } from '@soulsync/service-kit';
import type { Refusal } from '../domain/mirrored-playlist/guard.js';
import { changed, countsOf, emptyMultiset, surplus } from '../domain/mirrored-playlist/multiset.js';
import type { Multiset } from '../domain/mirrored-playlist/multiset.js';
import { isNothing, planOf } from '../domain/mirrored-playlist/plan.js';
import type { Plan, PlanOptions } from '../domain/mirrored-playlist/plan.js';
import type { ServerPlaylists } from '../ports/server-playlists.js';
import type { ReadList } from './mirror-backups.js';

export interface Written {
  /** As read back after the last write. */
  readonly list: ReadList;
  readonly added: number;
  readonly removed: number;
  readonly moved: number;
  /** Tracks the server was given and does not show, each as often as that. */
  readonly short: Multiset;
}

export interface WriteOptions extends PlanOptions {
  /** What the list is to be, by what it is; `short` is to be left out. */
  target(present: readonly string[], short: Multiset): readonly string[];
  /** Why this may not be done; asked before each write, since only the server knows what it takes. */
  refusal(present: readonly string[], target: readonly string[], short: Multiset): Refusal | null;
  /** Before the first write; none is sent when it throws. */
  before(list: ReadList): Promise<void>;
}

/** The server took so little of what it was given that going on would do harm. */
export class WriteRefused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.detail);
    this.name = 'WriteRefused';
  }
}

/** What comes, what goes, the order; and again where somebody else writes at the same time. */
const ROUNDS = 8;

/**
 * Brings a list to its target and reads it back. Each round plans from what is really there, so that it does not matter where an earlier run
 * was cut short. Additions go first, and what the server did not take of them is
 * known before anything goes: a list is never emptied for tracks that are not there.
 */
export async function writeList(serverPlaylists: ServerPlaylists, first: ReadList, options: WriteOptions): Promise<Written> {
  let list = first;
  let short: Multiset = emptyMultiset;
  let moved = 0;
  const { key } = first.playlist;
  const there = new Set(first.items.map(({ entryKey }) => entryKey));
  for (let round = 0; round < ROUNDS; round += 1) {
    const target = options.target(keysOf(list), short);
    const plan = planOf(list.items, target, options);
    if (isNothing(plan)) {
      const [before, after] = [countsOf(keysOf(first)), countsOf(keysOf(list))];
      return { list, added: surplus(after, before).length, removed: surplus(before, after).length, moved, short };
    }
    const refusal = options.refusal(keysOf(list), target, short);
    if (refusal) throw new WriteRefused(refusal);
    if (round === 0) await options.before(list);
    const done = await write(serverPlaylists, key, plan);
    if (done === 'replaced') moved += plan.kind === 'replace' ? plan.counts.moved : 0;
    if (done === 'moved' && plan.kind === 'patch')
      moved += plan.moves.filter(({ entry }) => 'entryKey' in entry && there.has(entry.entryKey)).length;
    const now = await serverPlaylists.read(key);
    if (!now) throw new Unavailable('playlist', `the playlist "${first.playlist.title}" went away while it was written`);
    list = now;
    if (done === 'added' || done === 'replaced') short = changed(short, surplus(countsOf(target), countsOf(keysOf(list))), []);
  }
  throw new Unavailable('playlist', `the playlist "${first.playlist.title}" changes while it is written; it is tried again later`);
}

export const keysOf = ({ items }: ReadList): readonly string[] => items.map(({ serverKey }) => serverKey);

/** One kind of write a round: the keys of new entries are known only once they are read back. */
async function write(serverPlaylists: ServerPlaylists, key: string, plan: Plan): Promise<'added' | 'removed' | 'replaced' | 'moved'> {
  if (plan.add.length > 0) {
    await serverPlaylists.add(key, plan.add);
    return 'added';
  }
  if (plan.kind === 'replace') {
    await serverPlaylists.replace(key, plan.serverKeys);
    return 'replaced';
  }
  if (plan.remove.length > 0) {
    const entryKeys = plan.remove.map(({ entryKey }) => entryKey);
    await serverPlaylists.remove(key, entryKeys);
    return 'removed';
  }
  for (const { entry, after } of plan.moves) await serverPlaylists.move(key, named(entry), after && named(after));
  return 'moved';
}

function named(entry: { readonly entryKey: string } | { readonly added: number }): string {
  if ('added' in entry) throw new Error('a plan that adds is planned anew before it moves');
  return entry.entryKey;
}
