import type { EntryId, PlaylistEntryData } from '@soulsync/contracts';
import type { FollowedPlaylistCommand } from './followed-playlist.js';
import { planChanges } from './plan-changes.js';

export type EntryCommit = Extract<FollowedPlaylistCommand, { type: 'ChangeEntries' }>['data'];

/** Of the entries of one commit, as JSON in UTF-8: with its envelope a commit stays under the 512 KB that the log takes. */
export const COMMIT_BYTES = 400 * 1024;
/** What a removal or a move carries beside its entry's id. */
const AROUND_AN_ID = 120;

/**
 * The changes that lead from the known order to the one just read, in parts that a commit can hold: removals, then moves, then additions.
 * Whatever part is the last one stored, planning again from there leads to the same end.
 */
export function planCommits(
  order: readonly EntryId[],
  read: readonly PlaylistEntryData[],
  maxBytes = COMMIT_BYTES,
): readonly EntryCommit[] {
  const { removed, moved, added } = planChanges(order, read);
  const ofId = (entryId: EntryId) => jsonBytes(entryId) + AROUND_AN_ID;
  const gone = new Set(removed);
  const moves = parts(
    moved.map(({ entryId }) => entryId),
    ofId,
    maxBytes,
  );
  return [
    ...parts(removed, ofId, maxBytes).map((part) => ({ removed: part, moved: [], added: [] })),
    ...movesInParts(
      order.filter((entryId) => !gone.has(entryId)),
      read.map(({ entryId }) => entryId),
      moves,
    ).map((part) => ({ removed: [], moved: part, added: [] })),
    ...parts(added, (entry) => jsonBytes(entry) + 1, maxBytes).map((part) => ({ removed: [], moved: [], added: part })),
  ];
}

/**
 * The places of each part's moves, as the list is once the parts before are done: each entry comes to stand right behind the one before it
 * among those that stay or have been moved so far.
 */
function movesInParts(
  order: readonly EntryId[],
  final: readonly EntryId[],
  moves: readonly (readonly EntryId[])[],
): readonly EntryCommit['moved'][] {
  if (moves.length === 0) return [];
  const known = new Set(order);
  const waiting = new Set(moves.flat());
  const target = final.filter((entryId) => known.has(entryId));
  let now = order;
  return moves.map((part) => {
    const moving = new Set(part);
    for (const entryId of part) waiting.delete(entryId);
    const behind = new Map<EntryId | null, EntryId[]>(); // null: at the head
    let anchor: EntryId | null = null;
    for (const entryId of target) {
      if (moving.has(entryId)) behind.set(anchor, [...(behind.get(anchor) ?? []), entryId]);
      else if (!waiting.has(entryId)) anchor = entryId;
    }
    const next: EntryId[] = [...(behind.get(null) ?? [])];
    for (const entryId of now) if (!moving.has(entryId)) next.push(entryId, ...(behind.get(entryId) ?? []));
    now = next;
    return next.flatMap((entryId, position) => (moving.has(entryId) ? [{ entryId, position }] : []));
  });
}

function parts<T>(items: readonly T[], bytesOf: (item: T) => number, maxBytes: number): readonly (readonly T[])[] {
  const result: T[][] = [];
  let bytes = Infinity;
  for (const item of items) {
    const more = bytesOf(item);
    if (bytes + more > maxBytes) {
      result.push([]);
      bytes = 0;
    }
    result.at(-1)?.push(item);
    bytes += more;
  }
  return result;
}

/** No TextEncoder in a pure core: what is not ASCII counts as three bytes, which is the most that a UTF-16 unit takes. */
function jsonBytes(value: unknown): number {
  const json = JSON.stringify(value);
  let bytes = json.length;
  for (let at = 0; at < json.length; at += 1) if (json.charCodeAt(at) > 127) bytes += 2;
  return bytes;
}
