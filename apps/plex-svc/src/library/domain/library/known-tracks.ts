import type { IndexedFile, IndexedTrack, LibraryAlbumId, LibraryTrackId } from '@soulsync/contracts';

/** A stored track, as the library is known. */
export interface StoredTrack {
  readonly track: IndexedTrack;
  readonly libraryAlbumId: LibraryAlbumId;
  /** The complete full sync that missed it; null: it was there when last looked. */
  readonly missedIn: string | null;
}

/** How a track was known again: the tiers from the surest to the last. */
export type Tier = 'key' | 'path' | 'guid' | 'place' | 'new';

export interface Identified {
  readonly libraryTrackId: LibraryTrackId;
  readonly libraryAlbumId: LibraryAlbumId;
  readonly tier: Tier;
  /** Something of it is to be stored. */
  readonly changed: boolean;
  /** The album it was on, where that is another one. */
  readonly movedFrom: LibraryAlbumId | null;
  /** Worked out once; for `accept`. */
  readonly trackPrint: TrackPrint;
}

/** A track as it is seen: everything of a stored one but our ids. */
export type SeenTrack = Omit<IndexedTrack, 'libraryTrackId'> & { readonly albumKey: string };

/** What a track is known by. Names of several fields are 53-bit hashes, since there may be a million. */
interface TrackPrint {
  readonly serverKey: string;
  readonly path: string | null;
  readonly guid: string | null;
  /** Album, disc, number and length. */
  readonly placeHash: number | null;
  readonly albumHash: number;
  /** Of all that is stored. */
  readonly print: number;
}

/** What is needed to know a track again. */
interface Entry {
  readonly trackPrint: TrackPrint;
  readonly libraryTrackId: LibraryTrackId;
  readonly libraryAlbumId: LibraryAlbumId;
  /** First folder of its path; '' for none. */
  readonly folder: string;
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
  /** In a full sync each track shown is marked; outside of one (an incremental sync) the two weakest tiers are left out. */
  identify(seen: SeenTrack, inFullSync: boolean): Identified;
  /** Is anything of this album stored? */
  hasAlbum(id: LibraryAlbumId): boolean;
  /** After it was stored. */
  accept(seen: SeenTrack, identified: Identified): void;
  beginFullSync(): void;
  /** A track given by an interrupted full sync that goes on. */
  markShown(serverKey: string): void;
  /** What the full sync has not shown so far. */
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
  const byKey = new Map<string, Entry>();
  /** Made when they are first needed: in a library that is read for the first time, and in a quiet one, they never are. */
  let others: OtherNames | null = null;
  /** Entries that the running pass, or the last one, has not shown. */
  let unshown = 0;
  /** Entries that the last complete full sync missed. */
  let missing = 0;
  const albumByKey = new Map<string, LibraryAlbumId>();
  const keyOfAlbum = new Map<LibraryAlbumId, string>();
  /** One string for all tracks below it. */
  const folders = new Map<string, string>();
  let lastAlbum: { readonly key: string; readonly id: LibraryAlbumId } | null = null;
  let pass = 0;

  function interned(folder: string): string {
    const known = folders.get(folder);
    if (known === undefined) folders.set(folder, folder);
    return known ?? folder;
  }

  function put(
    id: LibraryTrackId,
    libraryAlbumId: LibraryAlbumId,
    seen: SeenTrack,
    trackPrint: TrackPrint | null,
    missedIn: string | null,
  ): void {
    const folder = interned(firstFolder(seen.path));
    const shown = missedIn === null && trackPrint !== null ? pass : 0;
    link({ trackPrint: trackPrint ?? trackPrintOf(seen), libraryTrackId: id, libraryAlbumId, folder, missedIn, pass: shown });
  }

  function link(entry: Entry): void {
    byId.set(entry.libraryTrackId, entry);
    byKey.set(entry.trackPrint.serverKey, entry);
    if (others) linkOthers(others, entry);
    if (entry.pass !== pass) unshown += 1;
    if (entry.missedIn !== null) missing += 1;
  }

  function unlink(entry: Entry): void {
    const { serverKey, path, guid, placeHash } = entry.trackPrint;
    byId.delete(entry.libraryTrackId);
    if (byKey.get(serverKey) === entry) byKey.delete(serverKey);
    if (others) {
      if (path !== null && others.byPath.get(path) === entry) others.byPath.delete(path);
      if (guid !== null && others.byGuid.get(guid) === entry) others.byGuid.delete(guid);
      if (placeHash !== null && others.byPlace.get(placeHash) === entry) others.byPlace.delete(placeHash);
    }
    if (entry.pass !== pass) unshown -= 1;
    if (entry.missedIn !== null) missing -= 1;
  }

  function show(entry: Entry): void {
    if (entry.pass === pass) return;
    entry.pass = pass;
    unshown -= 1;
  }

  function otherNames(): OtherNames {
    if (others) return others;
    others = { byPath: new Map(), byGuid: new Map(), byPlace: new Map() };
    for (const entry of byId.values()) linkOthers(others, entry);
    return others;
  }

  function nameAlbum(id: LibraryAlbumId, key: string): void {
    const before = keyOfAlbum.get(id);
    if (before === key) return;
    if (before !== undefined && albumByKey.get(before) === id) albumByKey.delete(before);
    albumByKey.set(key, id);
    keyOfAlbum.set(id, key);
  }

  function find({ serverKey, path, guid, placeHash }: TrackPrint, inFullSync: boolean): readonly [Entry, Tier] | null {
    const ofKey = byKey.get(serverKey);
    if (ofKey) {
      const otherName = guid !== null && ofKey.trackPrint.guid !== null && guid !== ofKey.trackPrint.guid;
      const otherFile = path !== null && ofKey.trackPrint.path !== null && path !== ofKey.trackPrint.path;
      // A key that the server gave again to something else: neither name nor file are what they were.
      if (!(otherName && otherFile)) return [ofKey, 'key'];
    }
    if (inFullSync && unshown === 0) return null;
    // Not shown by this full sync under a key of its own.
    const free = (entry: Entry) => !inFullSync || entry.pass !== pass;
    const { byPath, byGuid, byPlace } = otherNames();
    const ofPath = path === null ? undefined : byPath.get(path);
    if (ofPath && free(ofPath)) return [ofPath, 'path'];
    if (!inFullSync && missing === 0) return null;
    const ofGuid = guid === null ? null : byGuid.get(guid);
    const ofPlace = placeHash === null ? null : byPlace.get(placeHash);
    const allowed = (entry: Entry) => free(entry) && (inFullSync || entry.missedIn !== null);
    if (ofGuid && allowed(ofGuid)) return [ofGuid, 'guid'];
    return ofPlace && allowed(ofPlace) ? [ofPlace, 'place'] : null;
  }

  function albumOf(seen: SeenTrack, trackPrint: TrackPrint, entry: Entry | null): LibraryAlbumId {
    const known = albumByKey.get(seen.albumKey);
    if (known !== undefined) return known;
    // The server's key of the album is new: it is the track's own album again where it bears the same name.
    if (entry !== null && entry.trackPrint.albumHash === trackPrint.albumHash) return entry.libraryAlbumId;
    // The tracks of an album come one after the other.
    if (lastAlbum?.key !== seen.albumKey) lastAlbum = { key: seen.albumKey, id: newIds.album(seen.albumKey) };
    return keyOfAlbum.has(lastAlbum.id) ? newIds.album(`${seen.albumKey} again`) : lastAlbum.id;
  }

  return {
    get size() {
      return byId.size;
    },
    take({ track, libraryAlbumId, missedIn }) {
      put(track.libraryTrackId, libraryAlbumId, { ...track, albumKey: track.albumKey ?? '' }, null, missedIn);
      if (track.albumKey !== undefined) nameAlbum(libraryAlbumId, track.albumKey);
    },
    identify(seen, inFullSync) {
      const trackPrint = trackPrintOf(seen);
      const found = find(trackPrint, inFullSync);
      const libraryAlbumId = albumOf(seen, trackPrint, found?.[0] ?? null);
      if (!found) {
        const fresh = newIds.track(seen.serverKey);
        // Its key was another track's before.
        const libraryTrackId = byId.has(fresh) ? newIds.track(`${seen.serverKey} again`) : fresh;
        return { libraryTrackId, libraryAlbumId, tier: 'new', changed: true, movedFrom: null, trackPrint };
      }
      const [entry, tier] = found;
      const moved = entry.libraryAlbumId !== libraryAlbumId;
      const changed = moved || entry.missedIn !== null || entry.trackPrint.print !== trackPrint.print;
      if (inFullSync) show(entry);
      const movedFrom = moved ? entry.libraryAlbumId : null;
      return { libraryTrackId: entry.libraryTrackId, libraryAlbumId, tier, changed, movedFrom, trackPrint };
    },
    hasAlbum: (id) => keyOfAlbum.has(id),
    accept(seen, { libraryTrackId, libraryAlbumId, trackPrint }) {
      const before = byId.get(libraryTrackId);
      if (before) unlink(before);
      put(libraryTrackId, libraryAlbumId, seen, trackPrint, null);
      nameAlbum(libraryAlbumId, seen.albumKey);
    },
    beginFullSync() {
      pass += 1;
      unshown = byId.size;
    },
    markShown(serverKey) {
      const entry = byKey.get(serverKey);
      if (entry) show(entry);
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
      if (!entry) return;
      if (entry.missedIn === null) missing += 1;
      entry.missedIn = sweepId;
    },
    removed(id) {
      const entry = byId.get(id);
      if (entry) unlink(entry);
    },
  };
}

/** What a track is known by beside the server's key. null: several have it. */
interface OtherNames {
  readonly byPath: Map<string, Entry>;
  readonly byGuid: Map<string, Entry | null>;
  readonly byPlace: Map<number, Entry | null>;
}

function linkOthers({ byPath, byGuid, byPlace }: OtherNames, entry: Entry): void {
  const { path, guid, placeHash } = entry.trackPrint;
  if (path !== null) byPath.set(path, entry);
  if (guid !== null) linkOne(byGuid, guid, entry);
  if (placeHash !== null) linkOne(byPlace, placeHash, entry);
}

function linkOne<Name>(index: Map<Name, Entry | null>, name: Name, entry: Entry): void {
  const there = index.get(name);
  index.set(name, there === undefined || there === entry ? entry : null);
}

function trackPrintOf(seen: SeenTrack): TrackPrint {
  const { album, albumArtist, artist, discNumber, trackNumber, durationMs, path, guid } = seen;
  const albumHash = hash53(albumArtist ?? artist, hash53(album ?? ''));
  // Too little to know a track by, where one of these is missing.
  const placed = album !== null && trackNumber !== null && durationMs !== null;
  const place = placed ? mixed(mixed(mixed(albumHash, discNumber ?? 1), trackNumber), Math.round(durationMs / 1000)) : null;
  return {
    serverKey: seen.serverKey,
    path,
    guid: guid ? guid : null,
    placeHash: place,
    albumHash,
    print: fingerprint(seen),
  };
}

const firstFolder = (path: string | null) => (path?.includes('/') ? path.slice(0, path.indexOf('/')) : '');

/** Everything of a track that is stored; absent is unknown. */
function fingerprint(seen: SeenTrack): number {
  const { serverKey, albumKey, artistKey, title, artist, albumArtist, album, year, discNumber, trackNumber, durationMs } = seen;
  const { isrc, mbid, guid, hasArt, otherFiles } = seen;
  let print = withFile(0, seen);
  for (const text of [serverKey, albumKey, artistKey, title, artist, albumArtist, album, isrc, mbid, guid])
    print = text === null || text === undefined ? mixed(print, 1) : hash53(text, print);
  for (const number of [year, discNumber, trackNumber, durationMs]) print = mixed(print, number ?? -1);
  print = mixed(print, hasArt === true ? 2 : hasArt === false ? 3 : 1);
  for (const file of otherFiles ?? []) print = withFile(mixed(print, 4), file);
  return print;
}

function withFile(print: number, { path, sizeBytes, format, bitrateKbps, sampleRateHz, bitDepth }: IndexedFile): number {
  let next = path === null ? mixed(print, 1) : hash53(path, print);
  next = format === null ? mixed(next, 1) : hash53(format, next);
  for (const number of [sizeBytes, bitrateKbps, sampleRateHz, bitDepth]) next = mixed(next, number ?? -1);
  return next;
}

const HIGH = 0x1_0000_0000;

/** 53 bits of a text behind what was hashed before: two FNV-1a walks with different beginnings. Among a million names two of the same are not to be expected. */
function hash53(text: string, before = 0): number {
  let low = 0x811c_9dc5 ^ (before >>> 0);
  let high = 0x9e37_79b1 ^ Math.floor(before / HIGH);
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    low = Math.imul(low ^ unit, 0x0100_0193);
    high = Math.imul(high ^ unit, 0x85eb_ca6b);
  }
  return folded(low, high);
}

/** The same of a whole number. */
function mixed(before: number, value: number): number {
  const low = Math.imul(0x811c_9dc5 ^ (before >>> 0) ^ value, 0x0100_0193);
  const high = Math.imul(0x9e37_79b1 ^ Math.floor(before / HIGH) ^ Math.floor(value / HIGH), 0x85eb_ca6b) ^ Math.imul(value, 0xc2b2_ae35);
  return folded(low, high);
}

function folded(low: number, high: number): number {
  const last = high ^ (high >>> 13);
  return (last & 0x001f_ffff) * HIGH + ((low ^ (low >>> 15)) >>> 0);
}
