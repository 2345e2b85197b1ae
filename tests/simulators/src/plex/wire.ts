import { titleSort } from './filters.js';
import { ALBUM, TRACK } from './library.js';
import type { Album, Artist, Item, Track, Version } from './library.js';

/** What Plex keeps of a row beside its tags: given by people, not by files. */
export interface Extras {
  readonly summary?: string;
  readonly genres?: readonly string[];
  readonly styles?: readonly string[];
  readonly moods?: readonly string[];
  readonly titleSort?: string;
  readonly studio?: string;
  readonly year?: number;
  /** Fields that Plex itself must not write over. */
  readonly locked?: readonly string[];
  /** Numbers at the end of its pictures' addresses; a thumb it has by itself, unless `noPicture`. */
  readonly thumb?: number | null;
  readonly art?: number | null;
  readonly noPicture?: boolean;
}

/** Who looks, and how closely. */
export interface View {
  readonly sectionKey: string;
  readonly sectionTitle: string;
  /** On the virtual clock. */
  readonly nowMs: number;
  /** Where files lie. */
  readonly files: boolean;
  readonly guids: boolean;
  /** Streams, places, tags: only where a row is asked for by its key. */
  readonly full: boolean;
  /** Is the file there? null: was not asked. */
  readonly exists: ((track: Track, version: Version) => boolean) | null;
  extras(item: Item): Extras;
}

const metadata = (item: Item) => `/library/metadata/${item.ratingKey}`;
const tags = (names: readonly string[] | undefined) => names?.map((tag) => ({ tag }));
const times = ({ addedAtS, updatedAtS }: Item) =>
  updatedAtS === null ? { addedAt: addedAtS } : { addedAt: addedAtS, updatedAt: updatedAtS };

/** A row as apis/plex.md 9 has it. What a row does not have is left out. */
export function wire(item: Item, view: View): Record<string, unknown> {
  if (item.type === TRACK) return track(item, view);
  return item.type === ALBUM ? album(item, view) : artist(item, view);
}

/** The picture's address changes with the picture. */
export function thumbOf(item: Artist | Album, { thumb, noPicture }: Extras): string | undefined {
  const stamp = thumb ?? (noPicture ? null : item.addedAtS);
  return stamp === null ? undefined : `${metadata(item)}/thumb/${stamp}`;
}

const guidsOf = ({ mbid }: Item, view: View) => ((view.guids || view.full) && mbid !== null ? { Guid: [{ id: `mbid://${mbid}` }] } : {});

function given(item: Item, extras: Extras, view: View): object {
  return {
    ...(extras.genres?.length ? { Genre: tags(extras.genres) } : {}),
    ...(item.userRating === undefined ? {} : { userRating: item.userRating }),
    ...(view.full && extras.styles?.length ? { Style: tags(extras.styles) } : {}),
    ...(view.full && extras.moods?.length ? { Mood: tags(extras.moods) } : {}),
    ...(view.full && extras.locked?.length ? { Field: extras.locked.map((name) => ({ locked: true, name })) } : {}),
  };
}

function artist(item: Artist, view: View): Record<string, unknown> {
  const extras = view.extras(item);
  const thumb = thumbOf(item, extras);
  return {
    ratingKey: String(item.ratingKey),
    key: `${metadata(item)}/children`,
    guid: item.guid,
    type: 'artist',
    title: item.title,
    titleSort: extras.titleSort ?? titleSort(item.title),
    index: 1,
    summary: extras.summary ?? '',
    ...(thumb === undefined ? {} : { thumb }),
    ...(extras.art == null ? {} : { art: `${metadata(item)}/art/${extras.art}` }),
    ...times(item),
    librarySectionID: Number(view.sectionKey),
    librarySectionTitle: view.sectionTitle,
    ...given(item, extras, view),
    ...(view.full && view.files ? { Location: foldersOf(item).map((path) => ({ path })) } : {}),
    ...guidsOf(item, view),
  };
}

function foldersOf(item: Artist): readonly string[] {
  const folders = item.albums.flatMap(({ tracks }) =>
    tracks.map(({ versions }) => versions[0]?.file.split('/').slice(0, -2).join('/') ?? ''),
  );
  return [...new Set(folders)];
}

function album(item: Album, view: View): Record<string, unknown> {
  const extras = view.extras(item);
  const thumb = thumbOf(item, extras);
  const year = extras.year ?? item.year;
  return {
    ratingKey: String(item.ratingKey),
    key: `${metadata(item)}/children`,
    guid: item.guid,
    parentRatingKey: String(item.artist.ratingKey),
    parentGuid: item.artist.guid,
    parentKey: metadata(item.artist),
    parentTitle: item.artist.title,
    type: 'album',
    title: item.title,
    titleSort: extras.titleSort ?? titleSort(item.title),
    ...(extras.summary ? { summary: extras.summary } : {}),
    ...(extras.studio ? { studio: extras.studio } : {}),
    ...(year === null ? {} : { year, originallyAvailableAt: `${year}-01-01` }),
    index: 1,
    leafCount: item.tracks.length,
    ...(thumb === undefined ? {} : { thumb }),
    ...times(item),
    librarySectionID: Number(view.sectionKey),
    librarySectionTitle: view.sectionTitle,
    ...given(item, extras, view),
    ...guidsOf(item, view),
  };
}

export const isSettled = (item: Track, nowMs: number) => item.settlesAtMs <= nowMs;

function track(item: Track, view: View): Record<string, unknown> {
  const settled = isSettled(item, view.nowMs);
  const extras = view.extras(item);
  const { album: parent } = item;
  const title = settled ? item.title : nameOf(item.versions[0]?.file ?? '');
  const thumb = thumbOf(parent, view.extras(parent));
  const durationMs = settled ? item.versions[0]?.durationMs : null;
  return {
    ratingKey: String(item.ratingKey),
    key: metadata(item),
    guid: item.guid,
    parentRatingKey: String(parent.ratingKey),
    grandparentRatingKey: String(parent.artist.ratingKey),
    parentGuid: parent.guid,
    grandparentGuid: parent.artist.guid,
    parentKey: metadata(parent),
    grandparentKey: metadata(parent.artist),
    type: 'track',
    title,
    ...(extras.titleSort || titleSort(title) !== title ? { titleSort: extras.titleSort ?? titleSort(title) } : {}),
    grandparentTitle: parent.artist.title,
    parentTitle: parent.title,
    ...(item.artist === parent.artist.title ? {} : { originalTitle: item.artist }),
    ...(item.index === null ? {} : { index: item.index }),
    ...(item.disc === null ? {} : { parentIndex: item.disc }),
    ...(extras.summary ? { summary: extras.summary } : {}),
    ...(durationMs == null ? {} : { duration: durationMs }),
    ...(parent.year === null ? {} : { parentYear: parent.year }),
    ...(thumb === undefined ? {} : { thumb, parentThumb: thumb }),
    ...times(item),
    ...(item.deletedAtS === null ? {} : { deletedAt: item.deletedAtS }),
    librarySectionID: Number(view.sectionKey),
    librarySectionTitle: view.sectionTitle,
    ...given(item, extras, view),
    Media: item.versions.map((version) => media(item, version, settled, view)),
    ...guidsOf(item, view),
  };
}

/** Media and parts have numbers of their own. */
const [MEDIA_IDS, PART_IDS] = [50_000_000, 60_000_000];
export const partIdOf = (version: Version) => version.id + PART_IDS;

function media(item: Track, version: Version, settled: boolean, view: View): object {
  const { id, file, container, codec } = version;
  const length = settled && version.durationMs !== null ? { duration: version.durationMs } : {};
  const exists = view.exists?.(item, version);
  return {
    id: id + MEDIA_IDS,
    ...length,
    ...(settled && version.bitrateKbps !== null ? { bitrate: version.bitrateKbps } : {}),
    audioChannels: 2,
    audioCodec: codec,
    container,
    Part: [
      {
        id: partIdOf(version),
        key: `/library/parts/${partIdOf(version)}/${item.addedAtS}/file.${container}`,
        ...length,
        ...(view.files ? { file } : {}),
        size: version.sizeBytes,
        container,
        ...(exists === undefined ? {} : { exists, accessible: exists }),
        ...(view.full && settled
          ? {
              Stream: [
                {
                  id: id + MEDIA_IDS,
                  streamType: 2,
                  codec,
                  channels: 2,
                  samplingRate: 44_100,
                  ...(codec === 'flac' ? { bitDepth: 16 } : {}),
                },
              ],
            }
          : {}),
      },
    ],
  };
}

export const nameOf = (file: string) => (file.split('/').at(-1) ?? '').replace(/\.[^.]+$/, '');

/** Element names of list members in XML, by their `type`. */
const elements: Readonly<Record<string, string>> = { artist: 'Directory', album: 'Directory', track: 'Track', playlist: 'Playlist' };

/** The same container in Plex's other language. */
export function xml(container: object): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('MediaContainer', container)}\n`;
}

function element(name: string, fields: object): string {
  const attributes: string[] = [];
  const children: string[] = [];
  for (const [key, value] of Object.entries(fields) as [string, unknown][])
    if (Array.isArray(value))
      for (const child of value as { type?: string }[])
        children.push(element(key === 'Metadata' ? (elements[child.type ?? ''] ?? 'Directory') : key, child));
    else if (typeof value === 'object' && value !== null) children.push(element(key, value));
    else if (typeof value === 'boolean') attributes.push(` ${key}="${Number(value)}"`);
    else if (typeof value === 'string' || typeof value === 'number') attributes.push(` ${key}="${escaped(String(value))}"`);
  const head = `<${name}${attributes.join('')}`;
  return children.length === 0 ? `${head}/>` : `${head}>${children.join('')}</${name}>`;
}

const escaped = (text: string) =>
  text.replace(/[&<>"\n]/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;' })[letter] ?? letter);
