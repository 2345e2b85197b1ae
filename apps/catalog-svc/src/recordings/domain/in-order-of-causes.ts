import type { RecordingTimelineRow } from '@soulsync/contracts';

/**
 * Lines of several streams as one story: by their times, but never before what led to them, since the clocks of two services and the time at which a
 * step began say less than the cause does. What a line names as its cause and is none of the story is not named.
 */
export function inOrderOfCauses(items: readonly RecordingTimelineRow[]): readonly RecordingTimelineRow[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const times = new Map<string, { readonly atMs: number; readonly depth: number }>();
  function timeOf(item: RecordingTimelineRow): { readonly atMs: number; readonly depth: number } {
    const known = times.get(item.id);
    if (known) return known;
    const own = { atMs: Date.parse(item.at), depth: 0 };
    times.set(item.id, own); // a circle, which no log holds, ends here
    const cause = item.causeId === null ? undefined : byId.get(item.causeId);
    if (!cause) return own;
    const before = timeOf(cause);
    const time = { atMs: Math.max(own.atMs, before.atMs), depth: before.depth + 1 };
    times.set(item.id, time);
    return time;
  }
  return [...byId.values()]
    .map((item, place) => ({ item, place, ...timeOf(item) }))
    .sort((a, b) => a.atMs - b.atMs || a.depth - b.depth || a.place - b.place)
    .map(({ item }) => ({ ...item, causeId: item.causeId !== null && byId.has(item.causeId) ? item.causeId : null }));
}
