import type { Answer, Call } from '../http/simulator-server.js';
import { ALBUM, ARTIST, TRACK } from './library.js';
import type { Album, Artist, Item, ItemType, PlexLibrary, Track } from './library.js';
import { done, html } from './replies.js';
import type { Switches } from './switches.js';
import type { Extras } from './wire.js';

export type KeptExtras = Readonly<Record<string, Extras>>;

/** What people give to rows: fields, tags, locks, ratings. */
export interface Edits {
  extras(item: Pick<Item, 'ratingKey'>): Extras;
  give(ratingKey: number, extras: Extras): void;
  /** `PUT /library/metadata/{k}` */
  edit(key: string, query: URLSearchParams): Answer;
  /** `PUT /library/sections/{s}/all`: without an `id` every row of the type is edited. */
  editMany(call: Call): Answer;
  /** The locks in a query, of any row. */
  lock(ratingKey: number, query: URLSearchParams): void;
  rate(query: URLSearchParams): Answer;
  /** Plex fetches its own data again: what is not locked is written over. */
  refresh(key: string): Answer;
  kept(): KeptExtras;
}

interface EditParts {
  readonly library: PlexLibrary;
  readonly switches: Switches;
  readonly keep: () => void;
  readonly onChange: (item: Item) => void;
}

const tagFields: Readonly<Record<string, 'genres' | 'styles' | 'moods'>> = { genre: 'genres', style: 'styles', mood: 'moods' };
const none: Extras = {};

export function edits({ library, switches, keep, onChange }: EditParts, saved: KeptExtras | null): Edits {
  const given = new Map(Object.entries(saved ?? {}).map(([key, extras]) => [Number(key), extras]));
  const seconds = () => Math.floor(Date.now() / 1000);
  const extras = ({ ratingKey }: Pick<Item, 'ratingKey'>) => given.get(ratingKey) ?? none;
  const give = (ratingKey: number, more: Extras) => void given.set(ratingKey, { ...given.get(ratingKey), ...more });

  function edit(key: string, query: URLSearchParams): Answer {
    const items = key.split(',').map((one) => library.find(Number(one)));
    if (items.some((item) => item === undefined)) return html(404, 'Not Found');
    const problem = contradiction(query);
    if (problem) return html(400, problem);
    for (const item of items) if (item) editOne(item, query);
    library.touched();
    keep();
    return done;
  }

  function editOne(item: Item, query: URLSearchParams): void {
    let touched = false;
    lock(item.ratingKey, query);
    for (const [name, value] of query) {
      const [, field = '', what] = /^(\w+)\.(value|locked)$/.exec(name) ?? [];
      if (what === 'value') setField(item, field, value);
      touched ||= what !== undefined;
    }
    touched = setTags(item, query) || touched;
    if (!touched) return; // a name without `.value`: 200, and nothing changed
    moveTrack(item, query);
    item.updatedAtS = seconds();
    if (switches.parentTouchesTracks) for (const track of below(item)) track.updatedAtS = seconds();
    onChange(item);
    if (query.has('title.value')) mergeInto(item);
  }

  function lock(ratingKey: number, query: URLSearchParams): void {
    for (const [name, value] of query) {
      const [, field] = /^(\w+)\.locked$/.exec(name) ?? [];
      if (field !== undefined) give(ratingKey, { locked: lockedWith(extras({ ratingKey }).locked ?? [], field, value !== '0') });
    }
  }

  function setField(item: Item, field: string, value: string): void {
    const number = Number(value);
    if (field === 'title') item.title = value;
    else if (field === 'userRating') item.userRating = number;
    else if (field === 'originalTitle' && item.type === TRACK) item.artist = value;
    else if (field === 'index' && item.type === TRACK) item.index = number;
    else if (field === 'parentIndex' && item.type === TRACK) item.disc = number;
    else if ((field === 'year' || field === 'originallyAvailableAt') && item.type === ALBUM) item.year = Number(value.slice(0, 4));
    else if (field === 'summary' || field === 'titleSort' || field === 'studio') give(item.ratingKey, { [field]: value });
  }

  /** `genre[0].tag.tag`: on; `genre[].tag.tag-`: these off, by commas and encoded once more; `genre[].tag`: all off. */
  function setTags(item: Item, query: URLSearchParams): boolean {
    let touched = false;
    for (const [name, kind] of Object.entries(tagFields)) {
      const numbered = [...query].filter(([key]) => new RegExp(`^${name}\\[\\d+\\]\\.tag\\.tag$`).test(key)).map(([, tag]) => tag);
      const off = (query.get(`${name}[].tag.tag-`) ?? '').split(',').filter(Boolean).map(decodeURIComponent);
      const allOff = query.has(`${name}[].tag`);
      if (numbered.length === 0 && off.length === 0 && !allOff) continue;
      touched = true;
      const before = allOff || (numbered.length > 0 && switches.tagEdits === 'replace') ? [] : (extras(item)[kind] ?? []);
      give(item.ratingKey, { [kind]: [...new Set([...before.filter((tag) => !off.includes(tag)), ...numbered])] });
    }
    return touched;
  }

  /** Both names of a track's parents: it goes there. */
  function moveTrack(item: Item, query: URLSearchParams): void {
    const [artistTitle, albumTitle] = [query.get('artist.title.value'), query.get('album.title.value')];
    if (item.type !== TRACK || artistTitle === null || albumTitle === null) return;
    const artist = (library.all(ARTIST) as readonly Artist[]).find(({ title }) => title === artistTitle) ?? newArtist(artistTitle);
    place([item], artist.albums.find(({ title }) => title === albumTitle) ?? newAlbum(albumTitle, artist));
  }

  const fresh = (title: string) => {
    const ratingKey = library.newKey();
    return { ratingKey, guid: `local://${ratingKey}`, mbid: null, title, addedAtS: seconds(), updatedAtS: seconds() };
  };
  const newArtist = (title: string) => added<Artist>({ ...fresh(title), type: ARTIST, albums: [] });
  const newAlbum = (title: string, artist: Artist) => added<Album>({ ...fresh(title), type: ALBUM, artist, year: null, tracks: [] });
  function added<Row extends Item>(row: Row): Row {
    library.add(row);
    return row;
  }

  /** A name that another row of the kind has makes one row of both, and that is not undone. */
  function mergeInto(item: Item): void {
    if (item.type === ARTIST) {
      const twin = (library.all(ARTIST) as readonly Artist[]).find((other) => other !== item && other.title === item.title);
      if (!twin) return;
      for (const album of [...item.albums])
        place(album.tracks, twin.albums.find(({ title }) => title === album.title) ?? newAlbum(album.title, twin));
    } else if (item.type === ALBUM) {
      const twin = item.artist.albums.find((other) => other !== item && other.title === item.title);
      if (twin) place(item.tracks, twin);
    }
  }

  /** On another album; what they leave empty goes. */
  function place(tracks: readonly Track[], album: Album): void {
    const moving = [...tracks];
    for (const track of moving) library.add({ ...track, album });
    library.remove(new Set(moving));
    for (const track of album.tracks) library.rekey(track, track.ratingKey); // the row that went had the same key
  }

  return {
    extras,
    give,
    edit,
    lock,
    editMany(call) {
      const ids = call.query.get('id');
      const type = Number(call.query.get('type'));
      if (type !== ARTIST && type !== ALBUM && type !== TRACK) return html(400, 'Bad Request');
      return edit(ids ?? keysOf(library, type), call.query);
    },
    rate(query) {
      const item = library.find(Number(query.get('key')));
      const rating = Number(query.get('rating'));
      if (!item) return html(404, 'Not Found');
      if (!Number.isFinite(rating) || query.get('identifier') !== 'com.plexapp.plugins.library') return html(400, 'Bad Request');
      if (rating < 0) delete item.userRating;
      else item.userRating = rating;
      library.touched();
      return done;
    },
    refresh(key) {
      const item = library.find(Number(key));
      if (!item) return html(404, 'Not Found');
      const { locked = [], ...values } = extras(item);
      const kept = Object.entries(values).filter(([name]) => name === 'noPicture' || locked.includes(lockNames[name] ?? name));
      given.set(item.ratingKey, { ...Object.fromEntries(kept), locked });
      item.updatedAtS = seconds();
      library.touched();
      onChange(item);
      return done;
    },
    kept: () => Object.fromEntries(given),
  };
}

/** Locks name a field in the singular. */
const lockNames: Readonly<Record<string, string>> = { genres: 'genre', styles: 'style', moods: 'mood' };

const keysOf = (library: PlexLibrary, type: ItemType) =>
  library
    .all(type)
    .map(({ ratingKey }) => ratingKey)
    .join(',');

const below = (item: Item): readonly Track[] =>
  item.type === TRACK ? [] : item.type === ALBUM ? item.tracks : item.albums.flatMap(({ tracks }) => tracks);

const lockedWith = (locked: readonly string[], field: string, on: boolean) =>
  on ? [...new Set([...locked, field])] : locked.filter((name) => name !== field);

/** null: the parameters agree with each other. */
function contradiction(query: URLSearchParams): string | null {
  for (const name of new Set(query.keys())) if (name.endsWith('.value') && query.getAll(name).length > 1) return `${name} is given twice`;
  return null;
}
