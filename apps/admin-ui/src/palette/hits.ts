import type { SvgIconComponent } from '@mui/icons-material';
import type {
  LibraryAlbumRow,
  LibraryArtistRow,
  LibraryTrackRow,
  MatchRow,
  PlaylistEntryRow,
  PlaylistRow,
  RecordingRow,
} from '@soulsync/contracts';
import type { ComponentType } from 'react';

/** In this order. */
export const groups = ['Songs', 'Albums', 'Artists', 'Playlists', 'Pages', 'Do'] as const;
export type Group = (typeof groups)[number];

export interface Hit {
  /** One thing has one, wherever it was found. */
  readonly id: string;
  readonly group: Group;
  readonly title: string;
  readonly detail?: string;
  /** `artwork` is a path of the API; null: its picture is drawn. */
  readonly cover?: { readonly artwork: string | null; readonly seed: string; readonly isRound?: boolean };
  readonly Icon?: SvgIconComponent | ComponentType<{ fontSize?: 'small' | 'inherit' }>;
  /** Where Enter leads, or what it does. */
  readonly to?: string;
  readonly run?: () => void;
}

const PER_GROUP = 5;
const part = encodeURIComponent;
const song = (
  to: string,
  { title, artist, album }: { title: string; artist: string; album: string | null },
  artwork: string | null,
): Hit => ({
  id: `song ${title} ${artist}`.toLowerCase(), // wanted and owned is one song
  group: 'Songs',
  title,
  detail: artist,
  cover: { artwork, seed: `${artist} ${album ?? title}` },
  to,
});
const wanted = (id: string, row: Pick<RecordingRow, 'title' | 'artists' | 'album'>) =>
  song(`/recordings/${part(id)}`, { ...row, artist: row.artists.join(', ') }, null);
const albumArt = (id: string) => `artwork/albums/${part(id)}?size=64`;

/** Resources in which things are found, and what is found: the rows of lists that were read before are searched first. */
export const sources = {
  recordings: (row: RecordingRow) => wanted(row.id, row),
  'playlist-entries': (row: PlaylistEntryRow) => (row.wantedRecordingId === null ? null : wanted(row.wantedRecordingId, row)),
  matches: (row: MatchRow) => wanted(row.id, row),
  'library-tracks': (row: LibraryTrackRow) => song(`/library-albums/${part(row.libraryAlbumId)}/show`, row, albumArt(row.libraryAlbumId)),
  'library-albums': (row: LibraryAlbumRow): Hit => ({
    id: `album ${row.id}`,
    group: 'Albums',
    title: row.title,
    detail: row.artist,
    cover: { artwork: row.hasArt === false ? null : albumArt(row.id), seed: `${row.artist} ${row.title}` },
    to: `/library-albums/${part(row.id)}/show`,
  }),
  'library-artists': (row: LibraryArtistRow): Hit => ({
    id: `artist ${row.id}`,
    group: 'Artists',
    title: row.name,
    cover: { artwork: `artwork/artists/${part(row.id)}?size=64`, seed: row.name, isRound: true },
    to: `/library-artists/${part(row.id)}/show`,
  }),
  playlists: (row: PlaylistRow): Hit => ({
    id: `playlist ${row.id}`,
    group: 'Playlists',
    title: row.name,
    cover: { artwork: null, seed: row.name },
    to: `/playlists/${part(row.id)}/show`,
  }),
};
export type Source = keyof typeof sources;

const hitOf = (source: Source, row: unknown): Hit | null => (sources[source] as (row: unknown) => Hit | null)(row); // a row of that resource
export const hitsIn = (source: Source, rows: readonly unknown[]): readonly Hit[] =>
  rows.flatMap((row) => {
    const hit = hitOf(source, row);
    return hit === null ? [] : [hit];
  });

const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** How well the words name it: the whole title's beginning before a word's before anything inside; null: not at all. */
export function rank({ title, detail = '' }: Pick<Hit, 'title' | 'detail'>, words: string): number | null {
  const [name, asked, all] = [folded(title), folded(words.trim()), folded(`${title} ${detail}`)];
  if (asked === '') return 0;
  if (name.startsWith(asked)) return 0;
  if (name.includes(` ${asked}`)) return 1;
  return asked.split(/\s+/).every((word) => all.includes(word)) ? 2 : null;
}

/** Those that the words name, best first. */
export const named = (hits: readonly Hit[], words: string): readonly Hit[] =>
  hits
    .flatMap((hit) => {
      const place = rank(hit, words);
      return place === null ? [] : [{ hit, place }];
    })
    .sort((a, b) => a.place - b.place)
    .map(({ hit }) => hit);

/** By group, each thing once, a few of each; what stands first stays first when more is found. */
export function arranged(...found: readonly (readonly Hit[])[]): readonly Hit[] {
  const byId = new Map<string, Hit>();
  for (const hit of found.flat()) if (!byId.has(hit.id)) byId.set(hit.id, hit);
  return groups.flatMap((group) => {
    const those = [...byId.values()].filter((hit) => hit.group === group);
    return group === 'Pages' || group === 'Do' ? those : those.slice(0, PER_GROUP);
  });
}
