import type { Answer } from '../http/simulator-server.js';
import { generatedTrack } from './generated.js';
import { idOf } from './library.js';
import type { Item, JellyfinLibrary, Track } from './library.js';

/** Which rows, in the order in which they came: `count` of them from `from` on. */
interface ChangeOrder {
  readonly count?: number;
  readonly from?: number;
  /** `insert`: only once so many pages of lists were given. */
  readonly afterPages?: number;
}

export interface LibraryChanges {
  /** null: no verb of ours. Answers the ids of the rows that changed. */
  control(verb: string, order: ChangeOrder): Answer | null;
  /** A page of a list was given: what waited for it happens now. */
  pageGiven(): void;
}

/** What happens to a library from outside, on order: `POST /__sim/change-tracks {count, from}` and the like. */
export function libraryChanges(library: JellyfinLibrary, serverRoot: string): LibraryChanges {
  let waiting: { readonly order: ChangeOrder; pages: number } | null = null;
  let inserted = 0;
  const chosen = <T>(rows: readonly T[], { count = 1, from = 0 }: ChangeOrder): readonly T[] => rows.slice(from, from + count);
  const another = (name: string) => `${name.replace(/ \(changed \d+\)$/, '')} (changed ${library.version()})`;

  function changedTracks(order: ChangeOrder): readonly Item[] {
    const tracks = chosen(library.tracks(), order);
    for (const track of tracks) {
      track.name = another(track.name);
      track.savedAtMs = Date.now();
    }
    return tracks;
  }

  /** The tracks show the new name, and their rows were not touched. */
  function changedAlbums(order: ChangeOrder): readonly Item[] {
    const albums = chosen(library.albums(), order);
    for (const album of albums) {
      album.name = another(album.name);
      album.savedAtMs = Date.now();
      for (const track of album.tracks) track.albumName = album.name;
    }
    return albums;
  }

  /** Somebody edits the album on the server: its tracks go on to say what their own tags say. */
  function editedAlbums(order: ChangeOrder): readonly Item[] {
    const albums = chosen(library.albums(), order);
    for (const album of albums) {
      album.name = another(album.name);
      album.savedAtMs = Date.now();
    }
    return albums;
  }

  function removed(order: ChangeOrder): readonly Item[] {
    const tracks = chosen(library.tracks(), order);
    library.remove(new Set(tracks));
    return tracks;
  }

  /** A file at another place is another item. */
  function moved(order: ChangeOrder): readonly Item[] {
    const tracks = chosen(library.tracks(), order);
    const there = tracks.map((track): Track => {
      const file = track.file.replace(serverRoot, `${serverRoot}/Moved`);
      return { ...track, file, id: idOf('Audio', file), createdAtMs: Date.now(), savedAtMs: Date.now() };
    });
    for (const track of there) library.add(track);
    library.remove(new Set(tracks));
    return there;
  }

  function insert(order: ChangeOrder): readonly Item[] {
    const added: Track[] = [];
    for (let n = 0; n < (order.count ?? 1); n += 1) {
      const album = library.albums().at(-1);
      if (!album) break;
      inserted += 1;
      const like = generatedTrack(INSERTED_FROM + inserted, album.tracks.length + 1, album, serverRoot);
      const track = { ...like, createdAtMs: Date.now(), savedAtMs: Date.now() };
      library.add(track);
      added.push(track);
    }
    return added;
  }

  const verbs: Readonly<Record<string, (order: ChangeOrder) => readonly Item[]>> = {
    'change-tracks': changedTracks,
    'change-albums': changedAlbums,
    'edit-albums': editedAlbums,
    remove: removed,
    move: moved,
    insert,
  };

  function carriedOut(verb: string, order: ChangeOrder): readonly string[] {
    const items = verbs[verb]?.(order) ?? [];
    library.touched();
    return items.map(({ id }) => id);
  }

  return {
    control(verb, order) {
      if (!(verb in verbs)) return null;
      if (order.afterPages !== undefined) {
        waiting = { order, pages: order.afterPages };
        return { status: 202 };
      }
      return { status: 200, body: carriedOut(verb, order) };
    },
    pageGiven() {
      if (!waiting || --waiting.pages > 0) return;
      const { order } = waiting;
      waiting = null;
      carriedOut('insert', order);
    },
  };
}

/** Beyond any generated library. */
const INSERTED_FROM = 4_000_000;
