import type { Answer } from '../http/simulator-server.js';
import { generatedTrack } from './generated.js';
import { ALBUM, ARTIST, TRACK } from './library.js';
import type { Album, Item, ItemType, PlexLibrary, Track } from './library.js';
import type { Switches } from './switches.js';

/** Which rows, in the order in which they came: `count` of them from `from` on. */
interface Chosen {
  readonly count?: number;
  readonly from?: number;
}

interface ChangeOrder extends Chosen {
  /** `remove`: into the trash, instead of away. */
  readonly trash?: boolean;
  /** `move-files`: below the first location. */
  readonly to?: string;
  /** `rekey`: when the new rows were added; default now. */
  readonly addedAt?: 'kept' | 'now';
  /** `rekey`: albums and artists too. */
  readonly parents?: boolean;
  /** `insert`: before all other rows in the order of their adding, or behind them. */
  readonly where?: 'front' | 'end';
  /** `insert`: only once so many pages of lists were given. */
  readonly afterPages?: number;
  /** `jitter`: does the section's counter move as well? */
  readonly counted?: boolean;
  /** No event tells of it. */
  readonly quiet?: boolean;
}

export interface LibraryChanges {
  /** null: no verb of ours. Answers the keys of the rows that changed. */
  control(verb: string, order: ChangeOrder): Answer | null;
  /** A page of a list was given: what waited for it happens now. */
  pageGiven(): void;
}

/** What happens to a library from outside, on order: `POST /__sim/change-tracks {count, from}` and the like. */
export function libraryChanges(
  library: PlexLibrary,
  switches: Switches,
  serverRoot: string,
  onChange: (item: Item, gone: boolean) => void,
): LibraryChanges {
  const seconds = () => Math.floor(Date.now() / 1000);
  let waiting: { order: ChangeOrder; pages: number } | null = null;
  let inserted = 0;

  const chosen = (type: ItemType, { count = 1, from = 0 }: Chosen) => library.all(type).slice(from, from + count);
  const chosenTracks = (which: Chosen) => library.tracks().slice(which.from ?? 0, (which.from ?? 0) + (which.count ?? 1));

  function renamed(type: ItemType, which: Chosen): readonly Item[] {
    const items = chosen(type, which);
    for (const item of items) {
      item.title = `${item.title.replace(/ \(changed \d+\)$/, '')} (changed ${library.version()})`;
      item.updatedAtS = seconds();
      if (switches.parentTouchesTracks) for (const track of tracksOf(item)) track.updatedAtS = seconds();
    }
    return items;
  }

  function removed(which: ChangeOrder): readonly Item[] {
    const tracks = chosenTracks(which);
    if (which.trash) for (const track of tracks) track.deletedAtS ??= seconds();
    else library.remove(new Set(tracks));
    return tracks;
  }

  function rekeyed(which: ChangeOrder): readonly Item[] {
    const tracks = chosenTracks(which);
    const parents = which.parents ? tracks.flatMap(({ album }) => [album, album.artist]) : [];
    const items: readonly Item[] = [...new Set<Item>([...tracks, ...parents])];
    for (const item of items) {
      library.rekey(item, library.newKey());
      if (which.addedAt === 'kept') continue;
      item.addedAtS = seconds();
      item.updatedAtS = seconds();
    }
    return items;
  }

  function moved(which: ChangeOrder): readonly Item[] {
    const tracks = chosenTracks(which);
    for (const track of tracks) {
      for (const version of track.versions)
        version.file = `${serverRoot}/${which.to ?? 'Moved'}/${version.file.split('/').slice(-2).join('/')}`;
      track.updatedAtS = seconds();
    }
    return tracks;
  }

  function insert(which: ChangeOrder): readonly Item[] {
    const added: Track[] = [];
    for (let n = 0; n < (which.count ?? 1); n += 1) {
      const like = library.all(ALBUM).at(which.where === 'front' ? 0 : -1) as Album | undefined; // the list holds albums
      if (!like) break;
      inserted += 1;
      const track = generatedTrack(INSERTED_FROM + inserted, like.tracks.length + 1, like, serverRoot);
      track.addedAtS = which.where === 'front' ? 1 : seconds();
      track.updatedAtS = seconds();
      library.add(track);
      added.push(track);
    }
    return added;
  }

  function jittered(which: ChangeOrder): readonly Item[] {
    const items = chosenTracks(which);
    for (const item of items) item.updatedAtS = seconds();
    return items;
  }

  function undated(which: ChangeOrder): readonly Item[] {
    const items = chosenTracks(which);
    for (const item of items) item.updatedAtS = null;
    return items;
  }

  function lost(which: ChangeOrder): readonly Item[] {
    const items = chosenTracks(which);
    for (const { versions } of items) for (const version of versions) version.lost = true;
    return items;
  }

  const verbs: Readonly<Record<string, (order: ChangeOrder) => readonly Item[]>> = {
    'change-tracks': (order) => renamed(TRACK, order),
    'change-albums': (order) => renamed(ALBUM, order),
    'change-artists': (order) => renamed(ARTIST, order),
    remove: removed,
    rekey: rekeyed,
    'move-files': moved,
    insert,
    jitter: jittered,
    'drop-updated-at': undated,
    'lose-files': lost,
  };

  function carriedOut(verb: string, order: ChangeOrder): readonly Item[] {
    const items = verbs[verb]?.(order) ?? [];
    library.touched(order.counted ?? true);
    library.counters.updatedAtS = seconds();
    if (!order.quiet) for (const item of items) onChange(item, verb === 'remove');
    return items;
  }

  return {
    control(verb, order) {
      if (!(verb in verbs)) return null;
      if (order.afterPages !== undefined) {
        waiting = { order, pages: order.afterPages };
        return { status: 202 };
      }
      return { status: 200, body: carriedOut(verb, order).map(({ ratingKey }) => String(ratingKey)) };
    },
    pageGiven() {
      if (!waiting || --waiting.pages > 0) return;
      const { order } = waiting;
      waiting = null;
      carriedOut('insert', order);
    },
  };
}

/** Beyond the keys of any generated library. */
const INSERTED_FROM = 4_000_000;

const tracksOf = (item: Item): readonly Track[] =>
  item.type === TRACK ? [] : item.type === ALBUM ? item.tracks : item.albums.flatMap(({ tracks }) => tracks);
