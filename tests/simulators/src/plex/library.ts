/** What Plex calls the kinds of its rows. */
export const [ARTIST, ALBUM, TRACK] = [8, 9, 10] as const;
export type ItemType = typeof ARTIST | typeof ALBUM | typeof TRACK;

interface Named {
  ratingKey: number;
  guid: string;
  /** Of the artist, the release or the release track, by kind. */
  mbid: string | null;
  title: string;
  addedAtS: number;
  /** null: some rows have none. */
  updatedAtS: number | null;
  /** 0..10; none: nobody rated it. */
  userRating?: number;
}

export interface Artist extends Named {
  readonly type: typeof ARTIST;
  readonly albums: Album[];
}

export interface Album extends Named {
  readonly type: typeof ALBUM;
  artist: Artist;
  year: number | null;
  readonly tracks: Track[];
}

export interface Track extends Named {
  readonly type: typeof TRACK;
  album: Album;
  /** As the tags have it. */
  artist: string;
  index: number | null;
  disc: number | null;
  /** One or more files of the same track. */
  versions: Version[];
  /** In the trash since. */
  deletedAtS: number | null;
  /** Until then it has the file's name and no length, on the virtual clock. */
  settlesAtMs: number;
  /** Made up: it lies on no disk, and is not kept over a restart. */
  readonly generated: boolean;
}

export interface Version {
  readonly id: number;
  /** As Plex names it. */
  file: string;
  sizeBytes: number;
  mtimeMs: number;
  container: string;
  codec: string;
  bitrateKbps: number | null;
  durationMs: number | null;
  /** The row is there, the file is not. */
  lost: boolean;
}

export type Item = Artist | Album | Track;

/** The rows of the music section, and the section's own counters. */
export interface PlexLibrary {
  /** Epoch seconds, but `contentChangedAt`, which only counts. */
  readonly counters: { contentChangedAt: number; updatedAtS: number; scannedAtS: number };
  /** Another number than before: some row changed. */
  version(): number;
  all(type: ItemType): readonly Item[];
  tracks(): readonly Track[];
  find(ratingKey: number): Item | undefined;
  /** A number never given before. */
  newKey(): number;
  add(item: Item): void;
  /** With whatever it leaves empty above it. */
  remove(tracks: ReadonlySet<Track>): void;
  rekey(item: Item, ratingKey: number): void;
  /** To be called behind every change of rows; `counted`: the section's counter moves too. */
  touched(counted?: boolean): void;
}

export function plexLibrary(firstKey: number, nowS: number): PlexLibrary {
  const rows: { [ARTIST]: Artist[]; [ALBUM]: Album[]; [TRACK]: Track[] } = { [ARTIST]: [], [ALBUM]: [], [TRACK]: [] };
  const byKey = new Map<number, Item>();
  const counters = { contentChangedAt: 1, updatedAtS: nowS, scannedAtS: nowS };
  let version = 0;
  let nextKey = firstKey;

  const library: PlexLibrary = {
    counters,
    version: () => version,
    all: (type) => rows[type],
    tracks: () => rows[TRACK],
    find: (ratingKey) => byKey.get(ratingKey),
    newKey: () => nextKey++,
    add(item) {
      byKey.set(item.ratingKey, item);
      if (item.type === ARTIST) rows[ARTIST].push(item);
      else if (item.type === ALBUM) {
        rows[ALBUM].push(item);
        item.artist.albums.push(item);
      } else {
        rows[TRACK].push(item);
        item.album.tracks.push(item);
      }
    },
    remove(tracks) {
      rows[TRACK] = rows[TRACK].filter((track) => !tracks.has(track));
      for (const track of tracks) {
        byKey.delete(track.ratingKey);
        take(track.album.tracks, track);
        if (track.album.tracks.length > 0) continue;
        take(rows[ALBUM], track.album);
        byKey.delete(track.album.ratingKey);
        take(track.album.artist.albums, track.album);
        if (track.album.artist.albums.length > 0) continue;
        take(rows[ARTIST], track.album.artist);
        byKey.delete(track.album.artist.ratingKey);
      }
    },
    rekey(item, ratingKey) {
      byKey.delete(item.ratingKey);
      item.ratingKey = ratingKey;
      byKey.set(ratingKey, item);
    },
    touched(counted = true) {
      version += 1;
      if (counted) counters.contentChangedAt += 1;
    },
  };
  return library;
}

function take<T>(list: T[], item: T): void {
  const at = list.indexOf(item);
  if (at >= 0) list.splice(at, 1);
}
