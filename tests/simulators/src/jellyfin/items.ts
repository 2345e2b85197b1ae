import type { Answer, Call } from '../http/simulator-server.js';
import { idsIn, plainId, query } from './asked.js';
import type { JellyfinConfig } from './config.js';
import type { Item, JellyfinLibrary } from './library.js';
import { badRequest, json } from './replies.js';
import type { Caller } from './sign-in.js';
import type { Switches } from './switches.js';
import { sortName, wire } from './wire.js';
import type { View } from './wire.js';

/** The lists that are no rows of the library. */
export interface PlaylistRows {
  has(id: string): boolean;
  /** An empty set of ids asks for all. */
  list(call: Call, caller: Caller, ids: ReadonlySet<string>): Answer;
}

export interface Items {
  /** `GET /Items`. */
  list(call: Call, caller: Caller): Answer;
  /** `GET /Items/Counts`. */
  counts(): Answer;
  view(call: Call): View;
  /** The window that was asked for. */
  page<Row>(call: Call, rows: readonly Row[], wired: (row: Row) => object, off?: number): Answer;
}

const kinds = ['Audio', 'MusicAlbum', 'MusicArtist'] as const;

export function items(
  library: JellyfinLibrary,
  playlists: () => PlaylistRows,
  config: JellyfinConfig,
  switches: Switches,
  { viewId, nowMs }: { readonly viewId: string; readonly nowMs: () => number },
): Items {
  const sorted = new Map<string, readonly Item[]>();
  let sortedVersion = -1;

  /** Kept until a row changes: pages of the same list are one sort. */
  function rowsOf(kind: Item['type'], byDate: boolean): readonly Item[] {
    if (sortedVersion !== library.version()) sorted.clear();
    sortedVersion = library.version();
    const name = `${kind} ${byDate}`;
    const kept = sorted.get(name);
    if (kept) return kept;
    const keyed = library.all(kind).map((item) => ({ item, name: sortName(item) }));
    keyed.sort(
      (a, b) => (byDate ? a.item.createdAtMs - b.item.createdAtMs : 0) || compare(a.name, b.name) || compare(a.item.id, b.item.id),
    );
    const rows = keyed.map(({ item }) => item);
    sorted.set(name, rows);
    return rows;
  }

  function view(call: Call): View {
    return {
      serverId: config.serverId,
      viewId,
      nowMs: nowMs(),
      fields: new Set((query(call, 'fields') ?? '').split(',')),
      images: query(call, 'enableImages') !== 'false',
      pictureless: switches.pictureless,
      id: written,
    };
  }

  const written = (id: string) => (switches.hyphens ? id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : id);

  function page<Row>(call: Call, rows: readonly Row[], wired: (row: Row) => object, off = 0): Answer {
    const start = Number(query(call, 'startIndex') ?? 0);
    const limit = Math.min(Number(query(call, 'limit') ?? Infinity), switches.pageCap ?? Infinity);
    if (!(start >= 0) || !(limit >= 0)) return badRequest;
    const counted = query(call, 'enableTotalRecordCount') !== 'false';
    return json({
      Items: rows.slice(start, start + limit).map(wired),
      TotalRecordCount: counted ? rows.length + off : 0,
      StartIndex: start,
    });
  }

  function list(call: Call, caller: Caller): Answer {
    const types = (query(call, 'includeItemTypes') ?? kinds.join(',')).split(',');
    const ids = idsIn(query(call, 'ids'));
    if (types.includes('Playlist') || ids.some((id) => playlists().has(id))) return playlists().list(call, caller, new Set(ids));
    const rows = query(call, 'ids') === null ? filtered(call, types) : ids.flatMap((id) => library.find(id) ?? []);
    const asked = view(call);
    return page(call, rows, (item) => wire(item, asked), types.includes('Audio') ? switches.totalOffBy : 0);
  }

  function filtered(call: Call, types: readonly string[]): readonly Item[] {
    const byDate = (query(call, 'sortBy') ?? '').startsWith('DateCreated');
    const wanted = kinds.filter((kind) => types.includes(kind));
    const [only] = wanted;
    const all = wanted.length === 1 && only ? rowsOf(only, byDate) : wanted.flatMap((kind) => rowsOf(kind, byDate));
    const tests = [...parentTest(call), ...changeTest(call), ...albumTest(call), ...searchTest(call)];
    return tests.length === 0 ? all : all.filter((item) => tests.every((test) => test(item)));
  }

  function parentTest(call: Call): readonly Test[] {
    const parent = query(call, 'parentId');
    if (parent === null) return [];
    const id = plainId(parent);
    const isRecursive = query(call, 'recursive') === 'true';
    if (id === viewId) return isRecursive ? [] : [({ type }) => type === 'MusicArtist'];
    return [
      (item) =>
        item.type === 'Audio' ? item.album.id === id || item.album.artist.id === id : item.type === 'MusicAlbum' && item.artist.id === id,
    ];
  }

  function changeTest(call: Call): readonly Test[] {
    const since = Date.parse(query(call, 'minDateLastSaved') ?? '');
    return Number.isNaN(since) || switches.changesIgnored ? [] : [({ savedAtMs }) => savedAtMs >= since];
  }

  /** A real one compares the names of these albums with what the tracks' own tags say. */
  function albumTest(call: Call): readonly Test[] {
    const ids = idsIn(query(call, 'albumIds'));
    if (query(call, 'albumIds') === null) return [];
    const names = new Set(ids.flatMap((id) => library.find(id)?.name ?? []));
    return [(item) => item.type === 'Audio' && names.has(item.albumName)];
  }

  function searchTest(call: Call): readonly Test[] {
    const term = query(call, 'searchTerm');
    return term === null ? [] : [({ name }) => folded(name).includes(folded(term))];
  }

  return {
    list,
    counts: () =>
      json({
        MovieCount: 0,
        SeriesCount: 0,
        EpisodeCount: 0,
        ArtistCount: library.all('MusicArtist').length,
        SongCount: library.tracks().length,
        AlbumCount: library.albums().length,
        ItemCount: 0,
      }),
    view,
    page,
  };
}

type Test = (item: Item) => boolean;

const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
