import { ALBUM, ARTIST, TRACK } from './library.js';
import type { Album, Artist, PlexLibrary, Track } from './library.js';

interface AwkwardTrack {
  readonly title: string;
  readonly artist?: string;
  readonly index?: number | null;
  readonly disc?: number;
  readonly guid?: string;
  readonly file?: string;
  /** A second file of the same track; the first one is dead. */
  readonly twice?: boolean;
}

interface AwkwardAlbum {
  readonly artist: string;
  readonly title: string;
  readonly year: number;
  readonly tracks: readonly AwkwardTrack[];
}

/** Albums that trip readers up (apis/plex.md 17.4, 16); all of them are made up. */
const albums: readonly AwkwardAlbum[] = [
  {
    artist: 'Various Artists',
    title: 'Harbour Lights: A Compilation',
    year: 2004,
    tracks: [
      { title: 'Signal Fires', artist: 'Old Ferry', index: 1 },
      { title: 'Copper Rain', artist: 'Ida Voss feat. Old Ferry', index: 2 },
    ],
  },
  {
    artist: 'The Tin Orchard',
    title: 'Small Harbours',
    year: 2019,
    tracks: [
      { title: 'Lantern Weather', index: 1, disc: 1 },
      { title: 'Gravel Road', index: 1, disc: 2 },
      { title: 'Nobody’s Tide', index: null, disc: 2 },
    ],
  },
  { artist: 'The Tin Orchard', title: 'Lantern Weather', year: 2018, tracks: [{ title: 'Lantern Weather', index: 1 }] },
  {
    artist: 'The Tin Orchard',
    title: 'At the Pier (Live)',
    year: 2020,
    tracks: [{ title: 'Lantern Weather', index: 3, guid: 'mbid://0d2f7a10-3333-4222-8333-444455556666' }],
  },
  { artist: 'Ida Voss', title: 'Kitchen Songs', year: 2011, tracks: [{ title: 'Paper Boats', index: 1, twice: true, guid: 'local://77' }] },
  { artist: '夜の灯台', title: '静かな港', year: 2015, tracks: [{ title: '雨の手紙', index: 1 }] },
  {
    artist: 'Ása Björk',
    title: 'Þögn',
    year: 2008,
    tracks: [{ title: 'Á heiði', index: 1, file: 'Ása Björk/Þögn (2008)/01 Á heiði.flac'.normalize('NFD') }],
  },
];

const FIRST_KEY = 5_000_001;
const ADDED_S = 1_690_000_000;
const LENGTH_MS = 201_000;

export function addAwkward(library: PlexLibrary, serverRoot: string): void {
  let nextKey = FIRST_KEY;
  const named = (title: string) => {
    const ratingKey = nextKey++;
    return { ratingKey, guid: `local://${ratingKey}`, mbid: null, title, addedAtS: ADDED_S, updatedAtS: ADDED_S };
  };
  const artists = new Map<string, Artist>();
  for (const { artist: name, title, year, tracks } of albums) {
    const artist: Artist = artists.get(name) ?? { ...named(name), type: ARTIST, albums: [] };
    if (!artists.has(name)) library.add(artist);
    artists.set(name, artist);
    const album: Album = { ...named(title), type: ALBUM, artist, year, tracks: [] };
    library.add(album);
    for (const track of tracks) library.add(awkwardTrack(track, album, named(track.title), serverRoot));
  }
  library.touched();
}

function awkwardTrack(
  { artist, index = null, disc, guid, file, twice = false }: AwkwardTrack,
  album: Album,
  named: Pick<Track, 'ratingKey' | 'guid' | 'mbid' | 'title' | 'addedAtS' | 'updatedAtS'>,
  serverRoot: string,
): Track {
  const path = file ?? `${album.artist.title}/${album.title} (${album.year ?? 0})/${index ?? 0} ${named.title}.flac`;
  const version = (id: number, container: string, bitrateKbps: number, lost: boolean) => ({
    id,
    file: `${serverRoot}/${path.replace(/\.flac$/, `.${container}`)}`,
    sizeBytes: Math.round((LENGTH_MS * bitrateKbps) / 8),
    mtimeMs: ADDED_S * 1000,
    container,
    codec: container,
    bitrateKbps,
    durationMs: LENGTH_MS,
    lost,
  });
  return {
    ...named,
    guid: guid ?? named.guid,
    type: TRACK,
    album,
    artist: artist ?? album.artist.title,
    index,
    disc: disc ?? null,
    deletedAtS: null,
    settlesAtMs: 0,
    generated: true,
    versions: twice
      ? [version(named.ratingKey, 'mp3', 256, true), version(named.ratingKey + 1_000, 'flac', 912, false)]
      : [version(named.ratingKey, 'flac', 912, false)],
  };
}
