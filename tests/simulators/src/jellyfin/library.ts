import { createHash } from 'node:crypto';

interface Named {
  readonly id: string;
  name: string;
  createdAtMs: number;
  /** `DateLastSaved`: what deltas ask for; no answer shows it. */
  savedAtMs: number;
}

export interface Artist extends Named {
  readonly type: 'MusicArtist';
  readonly albums: Album[];
}

/** A folder with tracks in it. */
export interface Album extends Named {
  readonly type: 'MusicAlbum';
  readonly artist: Artist;
  readonly year: number | null;
  readonly tracks: Track[];
}

export interface Track extends Named {
  readonly type: 'Audio';
  readonly album: Album;
  /** Of the file's own tags; an album that is renamed does not touch it. */
  albumName: string;
  readonly artists: readonly string[];
  readonly index: number | null;
  readonly disc: number | null;
  readonly year: number | null;
  /** Until then it has no length, on the virtual clock. */
  readonly settlesAtMs: number;
  /** As the server names it. */
  readonly file: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly container: string;
  readonly codec: string;
  readonly bitrateKbps: number | null;
  readonly durationMs: number | null;
  readonly mbids: Readonly<Record<string, string>>;
  /** Made up: it lies on no disk, and is not kept over a restart. */
  readonly generated: boolean;
}

export type Item = Artist | Album | Track;

export interface JellyfinLibrary {
  /** Another number than before: some row changed. */
  version(): number;
  all(type: Item['type']): readonly Item[];
  tracks(): readonly Track[];
  albums(): readonly Album[];
  find(id: string): Item | undefined;
  add(item: Item): void;
  /** With whatever it leaves empty above it. */
  remove(tracks: ReadonlySet<Track>): void;
  /** To be called behind every change of rows. */
  touched(): void;
}

/** An id as Jellyfin makes it: the same kind at the same place has the same one, and a moved file another. */
export const idOf = (type: string, place: string) => createHash('md5').update(`${type} ${place}`).digest('hex');

export function jellyfinLibrary(): JellyfinLibrary {
  const rows: { MusicArtist: Artist[]; MusicAlbum: Album[]; Audio: Track[] } = { MusicArtist: [], MusicAlbum: [], Audio: [] };
  const byId = new Map<string, Item>();
  let version = 0;
  return {
    version: () => version,
    all: (type) => rows[type],
    tracks: () => rows.Audio,
    albums: () => rows.MusicAlbum,
    find: (id) => byId.get(id),
    add(item) {
      byId.set(item.id, item);
      if (item.type === 'MusicArtist') rows.MusicArtist.push(item);
      else if (item.type === 'MusicAlbum') {
        rows.MusicAlbum.push(item);
        item.artist.albums.push(item);
      } else {
        rows.Audio.push(item);
        item.album.tracks.push(item);
      }
    },
    remove(tracks) {
      rows.Audio = rows.Audio.filter((track) => !tracks.has(track));
      for (const track of tracks) {
        if (byId.get(track.id) === track) byId.delete(track.id);
        take(track.album.tracks, track);
        if (track.album.tracks.length > 0) continue;
        take(rows.MusicAlbum, track.album);
        byId.delete(track.album.id);
        take(track.album.artist.albums, track.album);
        if (track.album.artist.albums.length > 0) continue;
        take(rows.MusicArtist, track.album.artist);
        byId.delete(track.album.artist.id);
      }
    },
    touched() {
      version += 1;
    },
  };
}

function take<T>(list: T[], item: T): void {
  const at = list.indexOf(item);
  if (at >= 0) list.splice(at, 1);
}
