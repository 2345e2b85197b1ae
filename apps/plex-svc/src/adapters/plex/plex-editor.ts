import { createHash } from 'node:crypto';
import { ExternalError, pictureShape, Unavailable } from '@soulsync/service-kit';
import { isOfServer } from './plex-pictures.js';
import { EditNotKept, LEAST_PIXELS } from '../../metadata-edits/ports/metadata-editor.js';
import type { EditableItem, EditedField, EditedKind, MetadataEditor } from '../../metadata-edits/ports/metadata-editor.js';
import type { PlexClient } from './plex-client.js';
import type { WireEditable } from './plex-wire.js';

/** Keys of one question (apis/plex.md 7.3). */
const KEYS_AT_ONCE = 40;
/** An address stays well under the 8 KiB that servers take. */
const QUERY_LENGTH = 4_000;
const fieldNames: Readonly<Record<EditedField, string>> = { picture: 'thumb', genres: 'genre' };

/** Pictures and genres of a Plex, always by one item's own address: the form of a section without an id edits every item (apis/plex.md 15). */
export function plexEditor(client: PlexClient): MetadataEditor {
  async function read(kind: EditedKind, keys: readonly string[]): Promise<readonly EditableItem[]> {
    const found: EditableItem[] = [];
    for (let from = 0; from < keys.length; from += KEYS_AT_ONCE)
      for (const item of await readSome(keys.slice(from, from + KEYS_AT_ONCE))) found.push(editable(kind, item));
    return found;
  }

  async function readSome(keys: readonly string[]): Promise<readonly WireEditable[]> {
    try {
      const { Metadata = [], parentTitle } = await client.container(`/library/metadata/${keys.map(one).join(',')}`, { includeGuids: '1' });
      // What all of them share may stand on the container alone.
      return Metadata.map((item) => (parentTitle === undefined ? item : { parentTitle, ...item }));
    } catch (error) {
      if (isKind(error, 'not-found')) return []; // all of them are gone
      throw error;
    }
  }

  async function readOne(kind: EditedKind, key: string): Promise<EditableItem> {
    const [item] = await read(kind, [key]);
    if (!item) throw new EditNotKept('it is gone from Plex');
    return item;
  }

  /** Of one item, never without its key. */
  async function put(key: string, query: Readonly<Record<string, string>>): Promise<void> {
    await written(() => client.send('put', `/library/metadata/${one(key)}`, query, { retry: true }));
  }

  async function pictureOf(key: string): Promise<Buffer | null> {
    const [item] = await readSome([key]);
    return isOfServer(item?.thumb) ? client.picture(item.thumb) : null;
  }

  return {
    read,
    picture: (_kind, key) => pictureOf(key),
    async setGenres(kind, key, genres, lock) {
      const before = (await readOne(kind, key)).genres;
      const wanted = new Set(genres.map(plain));
      const surplus = before.filter((genre) => !wanted.has(plain(genre)));
      const numbered = Object.fromEntries(genres.map((genre, at) => [`genre[${at}].tag.tag`, genre]));
      // A numbered list adds on some servers and replaces on others: the surplus is taken off in any case.
      for (const names of inQueries(surplus)) await put(key, { ...numbered, 'genre[].tag.tag-': names, 'genre.locked': lockOf(lock) });
      if (surplus.length === 0) await put(key, { ...numbered, 'genre.locked': lockOf(lock) });
      const after = (await readOne(kind, key)).genres;
      if (after.length !== wanted.size || !after.every((genre) => wanted.has(plain(genre))))
        throw new EditNotKept(`Plex shows other genres than it was given: ${after.join(', ') || 'none'}`);
    },
    async setPicture(_kind, key, image, lock) {
      const shape = pictureShape(image);
      if (!shape) throw new EditNotKept('it is neither JPEG nor PNG');
      if (lock && Math.min(shape.width ?? 0, shape.height ?? 0) < LEAST_PIXELS)
        throw new EditNotKept(`it has less than ${LEAST_PIXELS} pixels on a side`);
      const before = await pictureOf(key);
      if (!before || hash(before) !== hash(image)) {
        await written(() => client.upload(`/library/metadata/${one(key)}/posters`, image, shape.type));
        const after = await pictureOf(key);
        if (!after || (before && hash(after) === hash(before))) throw new EditNotKept('Plex took the picture and does not show it');
      }
      await put(key, { 'thumb.locked': lockOf(lock) });
    },
    unlock: (_kind, key, field) => put(key, { [`${fieldNames[field]}.locked`]: '0' }),
  };
}

const lockOf = (lock: boolean) => (lock ? '1' : '0');
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const plain = (genre: string) => genre.normalize('NFC').toLowerCase();

/** A list where one key belongs would edit them all. */
function one(key: string): string {
  if (!/^\d+$/.test(key)) throw new EditNotKept('this is no key of Plex');
  return key;
}

/** Names that a comma separates, each encoded once more, in queries that are not too long. */
function inQueries(names: readonly string[]): readonly string[] {
  const queries: string[] = [];
  for (const name of names.map(encodeURIComponent)) {
    const last = queries.at(-1);
    if (last === undefined || last.length + name.length > QUERY_LENGTH) queries.push(name);
    else queries[queries.length - 1] = `${last},${name}`;
  }
  return queries;
}

/** What Plex refuses about one item says nothing about the others. */
async function written(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (isKind(error, 'refused') && !/still starting up/i.test(bodyOf(error))) throw new EditNotKept('Plex refuses it', { cause: error });
    if (isKind(error, 'not-found')) throw new EditNotKept('it is gone from Plex', { cause: error });
    throw error;
  }
}

const isKind = (error: unknown, kind: ExternalError['kind']) =>
  error instanceof Unavailable && error.cause instanceof ExternalError && error.cause.kind === kind;
const bodyOf = (error: unknown) => (error instanceof Unavailable && error.cause instanceof ExternalError ? (error.cause.body ?? '') : '');

function editable(kind: EditedKind, wire: WireEditable): EditableItem {
  const locks = new Set((wire.Field ?? []).filter(({ locked }) => locked === true || Number(locked) === 1).map(({ name }) => name));
  const mbid = (wire.Guid ?? []).map(({ id = '' }) => /^mbid:\/\/(.+)$/.exec(id)?.[1]).find((id) => id !== undefined);
  return {
    key: String(wire.ratingKey),
    kind,
    title: wire.title ?? '',
    artist: kind === 'album' ? (wire.parentTitle ?? null) : null,
    genres: (wire.Genre ?? []).flatMap(({ tag }) => tag ?? []),
    hasPicture: wire.thumb !== undefined && wire.thumb !== '',
    mbid: kind === 'artist' ? (mbid ?? null) : null, // of an album it is a release, not its group
    locked: (['picture', 'genres'] as const).filter((field) => locks.has(fieldNames[field])),
  };
}
