import type { Answer, Call } from '../http/simulator-server.js';
import { filterOf, orderedRows, usesGroups } from './filters.js';
import { ALBUM, ARTIST, TRACK } from './library.js';
import type { Item, ItemType, PlexLibrary } from './library.js';
import { container, html } from './replies.js';
import type { Switches } from './switches.js';
import { wire } from './wire.js';
import type { View } from './wire.js';

export interface Listing {
  /** `/library/sections/{key}/all`, or the same over all sections. */
  list(call: Call, view: View): Answer;
  metadata(call: Call, keys: string, verb: string | undefined, view: View): Answer;
  /** Rows that a rule asks for. */
  matching(query: URLSearchParams): readonly Item[];
  /** `/hubs/search`: for people, so it folds case; a hub a kind. */
  search(call: Call, view: View): Answer;
}

const HUB_SIZE = 10;

const viewGroups: Readonly<Record<ItemType, string>> = { [ARTIST]: 'artist', [ALBUM]: 'album', [TRACK]: 'track' };

export function listing(library: PlexLibrary, switches: Switches, sectionUuid: string): Listing {
  const ordered = orderedRows(library.all, library.version);

  function matching(query: URLSearchParams): readonly Item[] {
    const rows = ordered(typeIn(query), query.get('sort') ?? 'titleSort:asc');
    const kept = isFiltered(query) ? rows.filter(filterOf(query, Math.floor(Date.now() / 1000))) : rows;
    const limit = Number(query.get('limit') ?? Infinity);
    return Number.isFinite(limit) ? kept.slice(0, limit) : kept;
  }

  function list(call: Call, view: View): Answer {
    if (switches.refuseGroups && usesGroups(call.query)) return html(400, 'Bad Request');
    const type = typeIn(call.query);
    return windowed(call, matching(call.query), view, {
      allowSync: true,
      identifier: 'com.plexapp.plugins.library',
      librarySectionID: Number(view.sectionKey),
      librarySectionTitle: view.sectionTitle,
      librarySectionUUID: sectionUuid,
      viewGroup: viewGroups[type],
    });
  }

  function windowed(call: Call, rows: readonly Item[], view: View, about: object): Answer {
    const { items, paging, headers } = pageOf(call, rows, switches.pageCap);
    const slim = items.map((item) => slimmed(wire(item, view), call.query));
    const wired = switches.hoist ? hoisted(slim) : { shared: {}, rows: slim };
    return container({ ...paging, ...about, ...wired.shared, ...(wired.rows.length > 0 ? { Metadata: wired.rows } : {}) }, headers);
  }

  function search(call: Call, view: View): Answer {
    const sought = (call.query.get('query') ?? '').toLowerCase();
    const limit = Number(call.query.get('limit') ?? HUB_SIZE);
    const hubs = ([ARTIST, ALBUM, TRACK] as const).map((type) => {
      const found = library.all(type).filter(({ title }) => title.toLowerCase().includes(sought));
      const shown = found.slice(0, limit).map((item) => wire(item, view));
      return { type: viewGroups[type], title: viewGroups[type], size: shown.length, ...(shown.length > 0 ? { Metadata: shown } : {}) };
    });
    return container({ size: hubs.length, Hub: hubs });
  }

  return {
    list,
    matching,
    search,
    metadata(call, keys, verb, view) {
      const found = keys.split(',').flatMap((key) => library.find(Number(key)) ?? []);
      const [first] = found;
      if (!first) return html(404, 'Not Found');
      if (verb === undefined) {
        const wired = found.map((item) => wire(item, { ...view, full: true }));
        return container({ size: wired.length, allowSync: true, identifier: 'com.plexapp.plugins.library', Metadata: wired });
      }
      if (verb === 'children' && first.type !== TRACK)
        return windowed(call, first.type === ARTIST ? first.albums : byPlace(first.tracks), view, parents(first));
      if (verb === 'allLeaves' && first.type === ARTIST)
        return windowed(
          call,
          first.albums.flatMap(({ tracks }) => byPlace(tracks)),
          view,
          parents(first),
        );
      return html(404, 'Not Found');
    },
  };
}

const typeIn = (query: URLSearchParams): ItemType => {
  const asked = Number(query.get('type'));
  return asked === ALBUM || asked === TRACK ? asked : ARTIST;
};

/** Parameters that are no filters: a list without others is not gone through row by row. */
const plain = /^(?:type|sort|limit|include\w+|exclude\w+|checkFiles|X-Plex-.*)$/;
const isFiltered = (query: URLSearchParams) => [...query.keys()].some((name) => !plain.test(name));

const parents = (item: Item) =>
  item.type === ARTIST
    ? { key: String(item.ratingKey), parentTitle: item.title }
    : item.type === ALBUM
      ? {
          key: String(item.ratingKey),
          grandparentTitle: item.artist.title,
          grandparentRatingKey: item.artist.ratingKey,
          parentTitle: item.title,
        }
      : {};

type Placed = Extract<Item, { type: typeof TRACK }>;
const byPlace = (tracks: readonly Placed[]) =>
  [...tracks].sort((a, b) => (a.disc ?? 1) - (b.disc ?? 1) || (a.index ?? 0) - (b.index ?? 0) || a.ratingKey - b.ratingKey);

/** What stands on the container alone where all rows of the list agree. */
const hoistable = [
  'librarySectionID',
  'librarySectionTitle',
  'parentRatingKey',
  'parentTitle',
  'parentYear',
  'parentThumb',
  'grandparentRatingKey',
  'grandparentTitle',
];

function hoisted(rows: readonly Record<string, unknown>[]): { shared: Record<string, unknown>; rows: readonly Record<string, unknown>[] } {
  const [first = {}, ...others] = rows;
  const names = hoistable.filter((name) => first[name] !== undefined && others.every((row) => row[name] === first[name]));
  return { shared: Object.fromEntries(names.map((name) => [name, first[name]])), rows: rows.map((row) => without(row, names)) };
}

function slimmed(fields: Record<string, unknown>, query: URLSearchParams): Record<string, unknown> {
  const left = [query.get('excludeElements'), query.get('excludeFields')]
    .filter((names) => names !== null)
    .flatMap((names) => names.split(','));
  return left.length === 0 ? fields : without(fields, left);
}

const without = (fields: Record<string, unknown>, names: readonly string[]) =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

/** Of a list the window that was asked for (apis/plex.md 7.2): a size without a start is ignored, and a window that holds all says no total. */
export function pageOf<Row>(
  call: Call,
  rows: readonly Row[],
  cap: number | null = null,
): { items: readonly Row[]; paging: { size: number; totalSize?: number; offset?: number }; headers: Record<string, string> } {
  const asked = (name: string) => call.headers[name.toLowerCase()] ?? call.query.get(name);
  const [start, size] = [asked('X-Plex-Container-Start'), asked('X-Plex-Container-Size')];
  if (start === null || size === null || !/^\d+$/.test(String(start)) || !/^\d+$/.test(String(size)))
    return { items: rows, paging: { size: rows.length }, headers: {} };
  const [from, count] = [Number(start), Math.min(Number(size), cap ?? Infinity)];
  const items = rows.slice(from, from + count);
  const whole = items.length === rows.length && Number(size) > 0;
  return {
    items,
    paging: { size: items.length, ...(whole ? {} : { totalSize: rows.length, offset: from }) },
    headers: { 'X-Plex-Container-Start': String(from), 'X-Plex-Container-Total-Size': String(rows.length) },
  };
}
