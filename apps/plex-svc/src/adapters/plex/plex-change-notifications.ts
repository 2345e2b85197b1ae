import type { ServerSentEvent } from './server-sent-events.js';
import { numberOf } from './plex-wire.js';
import type { Numeric } from './plex-wire.js';

/** What an event of the server's means to us. It is never more than a reason to look. */
export type ChangeNotification = { readonly kind: 'changed' } | { readonly kind: 'gone'; readonly section: string; readonly key: string };

interface WireTimeline {
  readonly identifier?: string;
  readonly sectionID?: Numeric;
  readonly itemID?: Numeric;
  readonly type?: Numeric;
  readonly state?: Numeric;
}

interface WireEvent {
  readonly TimelineEntry?: WireTimeline;
  readonly ActivityNotification?: { readonly event?: string; readonly Activity?: { readonly type?: string } };
  readonly StatusNotification?: { readonly notificationName?: string };
}

const MUSIC = new Set([8, 9, 10]);
const DELETED = 9;

/** null: it does not concern the library (apis/plex.md 13.2). Whatever the query asked for, we choose ourselves. */
export function changeNotificationOf({ data }: ServerSentEvent): ChangeNotification | null {
  const { TimelineEntry, ActivityNotification, StatusNotification } = parsed(data);
  if (TimelineEntry) return ofTimeline(TimelineEntry);
  if (StatusNotification?.notificationName === 'LIBRARY_UPDATE') return { kind: 'changed' };
  // Thousands of updates come in between; only the end tells something.
  const ended = ActivityNotification?.event === 'ended' && ActivityNotification.Activity?.type?.startsWith('library.');
  return ended ? { kind: 'changed' } : null;
}

function ofTimeline({
  identifier = 'com.plexapp.plugins.library',
  sectionID,
  itemID,
  type,
  state,
}: WireTimeline): ChangeNotification | null {
  const section = numberOf(sectionID);
  if (identifier !== 'com.plexapp.plugins.library' || section === null || section <= 0 || !MUSIC.has(numberOf(type) ?? 0)) return null;
  const key = numberOf(itemID);
  return numberOf(state) === DELETED && key !== null ? { kind: 'gone', section: String(section), key: String(key) } : { kind: 'changed' };
}

function parsed(data: string): WireEvent {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {}; // what is no JSON tells us nothing
  }
}
