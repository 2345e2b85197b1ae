import type { IndexedFile, IndexedTrack, LibraryAlbumId, LibraryTrackId } from '@soulsync/contracts';

/** A stored track, as the library is known. */
export interface StoredTrack {
  readonly track: IndexedTrack;
  readonly libraryAlbumId: LibraryAlbumId;
  /** The complete sweep that missed it; null: it was there when last looked. */
  readonly missedIn: string | null;
}

/** How a track was known again: the rungs from the surest to the last. */
export type Rung = 'key' | 'path' | 'guid' | 'place' | 'new';

export interface Identified {
  readonly libraryTrackId: LibraryTrackId;
  readonly libraryAlbumId: LibraryAlbumId;
  readonly rung: Rung;
  /** Something of it is to be stored. */
  readonly changed: boolean;
  /** The album it was on, where that is another one. */
  readonly movedFrom: LibraryAlbumId | null;
}

/** A track as it is seen: everything of a stored one but our ids. */
export type SeenTrack = Omit<IndexedTrack, 'libraryTrackId'> & { readonly albumKey: string };

/** What is needed to know a track again; texts are kept as 53-bit hashes, since there may be a million tracks. */
interface Entry {
  readonly libraryTrackId: LibraryTrackId;
  libraryAlbumId: LibraryAlbumId;
  keyHash: number;
  pathHash: number | null;
  guidHash: number | null;
  placeHash: number | null;
  albumHash: number;
  print: number;
  /** First folder of its path; '' for none. */
  folder: string;
  missedIn: string | null;
  /** Number of the last pass that showed it. */
  pass: number;
}

export interface NewIds {
  track(serverKey: string): LibraryTrackId;
  album(albumKey: string): LibraryAlbumId;
}

/**
 * The tracks of one library, known again when the server's keys change: by key (with a lasting name that does not contradict), else by the
 * file's path, else by the server's lasting name, else by album, disc, number and length. The last two only hold for a track that a pass
 * has not shown under its own key, since a copy of an album has the same ones.
 */
export interface KnownTracks {
  readonly size: number;
  /** One that is stored. */
  take(stored: StoredTrack): void;
  /** In a sweep each track shown is marked; outside of one (a delta) the two weakest rungs are left out. */
  identify(seen: SeenTrack, inSweep: boolean): Identified;
  /** After it was stored. */
  accept(seen: SeenTrack, identified: Identified): void;
  beginSweep(): void;
  /** A track given by an interrupted sweep that goes on. */
  markShown(serverKey: string): void;
  /** What the sweep has not shown so far. */
  notShown(): IterableIterator<NotShown>;
  /** How many there are, by the first folder of their path. */
  byFolder(): ReadonlyMap<string, number>;
  missed(id: LibraryTrackId, sweepId: string): void;
  removed(id: LibraryTrackId): void;
}

export interface NotShown {
  readonly libraryTrackId: LibraryTrackId;
  readonly libraryAlbumId: LibraryAlbumId;
  readonly folder: string;
  readonly missedIn: string | null;
}

export function knownTracks(newIds: NewIds): KnownTracks {
  const byId = new Map<LibraryTrackId, Entry>();
  const byKey = new Map<number, Entry>();
  const byPath = new Map<number, Entry>();
  /** null: several have it. */
  const byGuid = new Map<number, Entry | null>();
  const byPlace = new Map<number, Entry | null>();
  const albumByKey = new Map<string, LibraryAlbumId>();
  const keyOfAlbum = new Map<LibraryAlbumId, string>();
  /** One string for all tracks below it. */
  const folders = new Map<string, string>();
  let pass = 0;

  function interned(folder: string): string {
    const known = folders.get(folder);
    if (known === undefined) folders.set(folder, folder);
    return known ?? folder;
  }

  function entryOf(libraryTrackId: LibraryTrackId, libraryAlbumId: LibraryAlbumId, seen: SeenTrack, missedIn: string | null): Entry {
    return {
      libraryTrackId,
      libraryAlbumId,
      keyHash: hash53(seen.serverKey),
      pathHash: seen.path === null ? null : hash53(seen.path),
      guidHash: seen.guid ? hash53(seen.guid) : null,
      placeHash: placeOf(seen),
      albumHash: albumName(seen),
      print: fingerprint(seen),
      folder: interned(firstFolder(seen.path)),
      missedIn,
      pass: 0,
    };
  }

  function link(entry: Entry): void {
    byKey.set(entry.keyHash, entry);
    if (entry.pathHash !== null) byPath.set(entry.pathHash, entry);
    for (const [index, hash] of weak(entry)) index.set(hash, index.has(hash) && index.get(hash) !== entry ? null : entry);
  }

  function unlink(entry: Entry): void {
    if (byKey.get(entry.keyHash) === entry) byKey.delete(entry.keyHash);
    if (entry.pathHash !== null && byPath.get(entry.pathHash) === entry) byPath.delete(entry.pathHash);
    for (const [index, hash] of weak(entry)) if (index.get(hash) === entry) index.delete(hash);
  }

  function weak({ guidHash, placeHash }: Entry): readonly (readonly [Map<number, Entry | null>, number])[] {
    return [...(guidHash === null ? [] : [[byGuid, guidHash] as const]), ...(placeHash === null ? [] : [[byPlace, placeHash] as const])];
  }

  function nameAlbum(id: LibraryAlbumId, key: string): void {
    const before = keyOfAlbum.get(id);
    if (before === key) return;
    if (before !== undefined && albumByKey.get(before) === id) albumByKey.delete(before);
    albumByKey.set(key, id);
    keyOfAlbum.set(id, key);
  }

  function find(seen: SeenTrack, inSweep: boolean): readonly [Entry, Rung] | null {
    const guidHash = seen.guid ? hash53(seen.guid) : null;
    const pathHash = seen.path === null ? null : hash53(seen.path);
    const ofKey = byKey.get(hash53(seen.serverKey));
    if (ofKey) {
      const otherName = guidHash !== null && ofKey.guidHash !== null && guidHash !== ofKey.guidHash;
      const otherFile = pathHash !== null && ofKey.pathHash !== null && pathHash !== ofKey.pathHash;
      // A key that the server gave again to something else: neither name nor file are what they were.
      if (!(otherName && otherFile)) return [ofKey, 'key'];
    }
    const ofPath = pathHash === null ? undefined : byPath.get(pathHash);
    // Not shown by this sweep under a key of its own.
    const free = (entry: Entry) => !inSweep || entry.pass !== pass;
    if (ofPath && free(ofPath)) return [ofPath, 'path'];
    const weakest = [
      ['guid', guidHash === null ? null : byGuid.get(guidHash)],
      ['place', byPlace.get(placeOf(seen) ?? -1)],
    ] as const;
    for (const [rung, entry] of weakest) if (entry && free(entry) && (inSweep || entry.missedIn !== null)) return [entry, rung];
    return null;
  }

  function albumOf(seen: SeenTrack, entry: Entry | null): LibraryAlbumId {
    const known = albumByKey.get(seen.albumKey);
    if (known !== undefined) return known;
    // The server's key of the album is new: it is the track's own album again where it bears the same name.
    if (entry !== null && entry.albumHash === albumName(seen)) return entry.libraryAlbumId;
    const fresh = newIds.album(seen.albumKey);
    return keyOfAlbum.has(fresh) ? newIds.album(`${seen.albumKey} again`) : fresh;
  }

  return {
    get size() {
      return byId.size;
    },
    take({ track, libraryAlbumId, missedIn }) {
      const entry = entryOf(track.libraryTrackId, libraryAlbumId, { ...track, albumKey: track.albumKey ?? '' }, missedIn);
      byId.set(track.libraryTrackId, entry);
      link(entry);
      if (track.albumKey !== undefined) nameAlbum(libraryAlbumId, track.albumKey);
    },
    identify(seen, inSweep) {
      const found = find(seen, inSweep);
      const libraryAlbumId = albumOf(seen, found?.[0] ?? null);
      if (!found) {
        const fresh = newIds.track(seen.serverKey);
        // Its key was another track's before.
        const libraryTrackId = byId.has(fresh) ? newIds.track(`${seen.serverKey} again`) : fresh;
        return { libraryTrackId, libraryAlbumId, rung: 'new', changed: true, movedFrom: null };
      }
      const [entry, rung] = found;
      const moved = entry.libraryAlbumId !== libraryAlbumId;
      const changed = moved || entry.missedIn !== null || entry.print !== fingerprint(seen);
      if (inSweep) entry.pass = pass;
      return { libraryTrackId: entry.libraryTrackId, libraryAlbumId, rung, changed, movedFrom: moved ? entry.libraryAlbumId : null };
    },
    accept(seen, { libraryTrackId, libraryAlbumId }) {
      const before = byId.get(libraryTrackId);
      if (before) unlink(before);
      const entry = { ...entryOf(libraryTrackId, libraryAlbumId, seen, null), pass };
      byId.set(libraryTrackId, entry);
      link(entry);
      nameAlbum(libraryAlbumId, seen.albumKey);
    },
    beginSweep() {
      pass += 1;
    },
    markShown(serverKey) {
      const entry = byKey.get(hash53(serverKey));
      if (entry) entry.pass = pass;
    },
    *notShown() {
      for (const { libraryTrackId, libraryAlbumId, folder, missedIn, pass: shown } of byId.values())
        if (shown !== pass) yield { libraryTrackId, libraryAlbumId, folder, missedIn };
    },
    byFolder() {
      const counts = new Map<string, number>();
      for (const { folder } of byId.values()) counts.set(folder, (counts.get(folder) ?? 0) + 1);
      return counts;
    },
    missed(id, sweepId) {
      const entry = byId.get(id);
      if (entry) entry.missedIn = sweepId;
    },
    removed(id) {
      const entry = byId.get(id);
      if (!entry) return;
      unlink(entry);
      byId.delete(id);
    },
  };
}

const albumName = ({ album, albumArtist, artist }: SeenTrack) => hash53([album, albumArtist ?? artist].join('\u001f'));

/** Album, disc, number and length in seconds; null: too little to know a track by. */
function placeOf({ album, albumArtist, artist, discNumber, trackNumber, durationMs }: SeenTrack): number | null {
  if (album === null || trackNumber === null || durationMs === null) return null;
  return hash53([album, albumArtist ?? artist, discNumber ?? 1, trackNumber, Math.round(durationMs / 1000)].join('\u001f'));
}

const firstFolder = (path: string | null) => (path?.includes('/') ? path.slice(0, path.indexOf('/')) : '');

const fieldsOfFile = (file: IndexedFile) => [
  file.path,
  file.sizeBytes,
  file.format,
  file.bitrateKbps,
  file.sampleRateHz ?? null,
  file.bitDepth ?? null,
];

/** Everything of a track that is stored, in 53 bits; absent is unknown. */
function fingerprint(seen: SeenTrack): number {
  const { serverKey, albumKey, artistKey, title, artist, albumArtist, album, year, discNumber, trackNumber, durationMs } = seen;
  const { isrc, mbid, guid, hasArt, otherFiles } = seen;
  return hash53(
    [
      serverKey,
      albumKey,
      artistKey ?? null,
      title,
      artist,
      albumArtist,
      album,
      year ?? null,
      discNumber,
      trackNumber,
      durationMs,
      isrc,
      mbid ?? null,
      guid ?? null,
      hasArt ?? null,
      ...fieldsOfFile(seen),
      ...(otherFiles ?? []).flatMap(fieldsOfFile),
    ].join('\u001f'),
  );
}

/** 53 bits of a text: two FNV-1a walks with different beginnings. Among a million names two of the same hash are not to be expected. */
function hash53(text: string): number {
  let low = 0x811c_9dc5;
  let high = 0x9e37_79b1;
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    low = Math.imul(low ^ unit, 0x0100_0193);
    high = Math.imul(high ^ unit, 0x85eb_ca6b);
  }
  low ^= low >>> 15;
  high ^= high >>> 13;
  return (high & 0x001f_ffff) * 0x1_0000_0000 + (low >>> 0);
}
