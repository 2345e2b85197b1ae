import type { EntryId } from '../ids.js';

interface Identified {
  readonly entryId: EntryId;
}

const lookups = new WeakMap<readonly Identified[], ReadonlyMap<string, Identified>>();

/** The entries of an event by their ids, made once an event: it holds a thousand and more, and each row of a read model looks for its own. */
export function entriesById<Entry extends Identified>(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  const known = lookups.get(entries);
  if (known) return known as ReadonlyMap<string, Entry>; // made below, of these very entries
  const made = new Map(entries.map((entry) => [String(entry.entryId), entry]));
  lookups.set(entries, made);
  return made;
}
