import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeSong } from '../audio/song.js';
import type { Container } from '../audio/song.js';
import type { Tags } from '../audio/tags.js';
import type { JellyfinConfig } from '../jellyfin/config.js';
import type { SlskdConfig } from '../slskd/scenario.js';
import { fillerAlbums, fillerArtists, fillerWords } from './filler.js';
import { makePeers } from './peers.js';
import type { Shared } from './peers.js';
import { seeded } from './random.js';
import { script } from './script.js';

export interface WorldOptions {
  readonly dir: string;
  readonly seed: string;
  /** Size of the library; the playlist stays 40. */
  readonly tracks: number;
}

/** Files of each container family take turns; FLAC is rarer because it is large. */
const containers: readonly Container[] = ['mp3', 'm4a', 'flac', 'opus', 'm4a'];
const SHORTEST_S = 65;
const LONGEST_S = 130;
/** What the simulators' clocks run faster by. */
const CLOCK_RATE = 10;

/** Writes the whole world: music, shares, playlist, scripts of the simulators. The seed decides all of it. */
export function generateWorld({ dir, seed, tracks }: WorldOptions): void {
  const random = seeded(seed);
  for (const folder of ['music', 'shares', 'downloads', 'incomplete', 'run']) mkdirSync(join(dir, folder), { recursive: true });
  // Half seconds keep a playlist's milliseconds and a file's frames together.
  const durations = script.map(() => SHORTEST_S + Math.floor(random() * (LONGEST_S - 40 - SHORTEST_S) * 2) / 2);
  const entries = script.map((entry, place) => ({
    ...entry,
    n: place + 1,
    durationS: durations[place] ?? SHORTEST_S,
    isrcCode: `GBXYZ26${String(place + 1).padStart(5, '0')}`,
  }));

  let files = 0;
  const libraryFiles: string[] = [];
  const inLibrary = (tags: Tags, durationS: number, tune: number) => {
    const container = containers[files % containers.length] ?? 'mp3';
    files += 1;
    const name = [
      safe(tags.albumArtist),
      safe(tags.album),
      `${tags.disc > 1 ? `${tags.disc}-` : ''}${String(tags.track).padStart(2, '0')} ${safe(tags.title)}.${container}`,
    ].join('/');
    const path = join(dir, 'music', name);
    libraryFiles.push(name);
    mkdirSync(dirname(path), { recursive: true });
    writeSong(path, { container, durationS, tags, tune });
  };
  for (const entry of entries)
    for (const [place, held] of entry.library.entries())
      inLibrary(
        {
          title: held.title,
          artist: held.artist,
          albumArtist: held.albumArtist ?? held.artist.replace(/ feat\..*$/, ''),
          album: held.album,
          track: entry.n + place,
          trackTotal: 40,
          disc: 1,
          date: '2019-05-17',
          genre: 'Folk',
          isrc: entry.isrc ? entry.isrcCode : null,
        },
        entry.durationS + (held.offByS ?? 0),
        entry.n,
      );
  fillLibrary(tracks - files, random, inLibrary);

  const shared = entries.filter((entry) => entry.state === 'filed').map(sharedOf);
  const nobody = entries.filter((entry) => entry.state === 'wished').map(sharedOf);
  const { configs: peers, rightSources } = makePeers(join(dir, 'shares'), shared, nobody);
  const write = (name: string, data: object) => writeFileSync(join(dir, name), `${JSON.stringify(data, null, 1)}\n`);
  const playlist = { id: base62(`playlist-${seed}`), name: 'Night drive' };
  const secret = (what: string) => createHash('sha256').update(`${seed} ${what}`).digest('hex');
  const common = { listen: '127.0.0.1:0', clockRate: CLOCK_RATE };
  const slskd: SlskdConfig = {
    ...common,
    portFile: join(dir, 'run', 'slskd.port'),
    version: '0.26.0',
    apiKey: secret('slskd').slice(0, 32),
    username: 'our_name',
    downloadsDir: join(dir, 'downloads'),
    incompleteDir: join(dir, 'incomplete'),
    stateFile: join(dir, 'run', 'slskd-state.json'),
    search: { finalizeDelayMs: 30 },
    move: { delayMs: 200 },
    peers,
  };
  write('slskd.json', slskd);
  write('spotify.json', {
    ...common,
    portFile: join(dir, 'run', 'spotify.port'),
    stateFile: join(dir, 'run', 'spotify-state.json'),
    profile: 'dev2026',
    clientId: secret('client').slice(0, 32),
    clientSecret: secret('client secret').slice(0, 32),
    refreshTokens: [`AQD-${secret('refresh')}`],
    user: { id: '31exampleuser', display_name: 'Example User' },
    playlists: [
      { ...playlist, ownerId: '31exampleuser', snapshotId: `AAAA${secret('snapshot').slice(0, 20)}`, entries: entries.map(spotifyEntry) },
    ],
    rateLimit: { windowS: 30, calls: 180 },
  });
  write('plex.json', {
    ...common,
    portFile: join(dir, 'run', 'plex.port'),
    stateFile: join(dir, 'run', 'plex-state.json'),
    token: secret('plex').slice(0, 20),
    machineIdentifier: secret('machine').slice(0, 40),
    friendlyName: 'Demo Plex',
    version: '1.43.0.10389-example',
    section: { key: '3', title: 'Música', locations: [{ serverPath: '/data/music', localPath: join(dir, 'music') }] },
    scan: { queueDelayMs: 1_000, settleMs: 10_000 },
    initialScan: true,
  });
  write('plex-tv.json', {
    ...common,
    portFile: join(dir, 'run', 'plex-tv.port'),
    account: { id: 31, username: 'example.user' },
    tokens: [],
    strongLifeS: 1_800,
    shortLifeS: 900,
    servers: [
      {
        name: 'Demo Plex',
        machineIdentifier: secret('machine').slice(0, 40),
        owned: true,
        accessToken: secret('plex').slice(0, 20),
        portFile: join(dir, 'run', 'plex.port'),
      },
    ],
  });
  write('jellyfin.json', {
    ...common,
    portFile: join(dir, 'run', 'jellyfin.port'),
    stateFile: join(dir, 'run', 'jellyfin-state.json'),
    serverId: secret('jellyfin server').slice(0, 32),
    serverName: 'Demo Jellyfin',
    version: '10.11.2-example',
    basePath: '/jellyfin',
    users: [{ name: 'demo', password: secret('jellyfin').slice(0, 20), admin: true }],
    apiKeys: [secret('jellyfin key').slice(0, 32)],
    view: { name: 'Música', locations: [{ serverPath: '/media/music', localPath: join(dir, 'music') }] },
    scan: { monitorDelayMs: 20_000, wholeMs: 10_000, settleMs: 5_000 },
    initialScan: true,
  } satisfies JellyfinConfig);
  writeFileSync(join(dir, 'playlist.csv'), exportifyCsv(entries));
  write('world.json', {
    seed,
    tracks,
    libraryFiles,
    musicFolder: join(dir, 'music'),
    playlist,
    entries: entries.map(({ n, title, artists, album, durationS, isrcCode, state, reason }) => ({
      n,
      title,
      artists,
      album,
      durationMs: durationS * 1000,
      isrc: isrcCode,
      uri: uriOf(n),
      expected: { state, reason },
      /** What may be filed for it: the same music, whatever its tags. */
      rightSources: rightSources.get(n) ?? [],
    })),
    expectedNewFiles: shared.length,
  });
}

type Entry = (typeof script)[number] & { readonly n: number; readonly durationS: number; readonly isrcCode: string };

function sharedOf({ n, title, artists, album, durationS }: Entry): Shared {
  const artist = artists[0] ?? '';
  const tags: Tags = {
    title,
    artist,
    albumArtist: artist,
    album,
    track: (n % 12) + 1,
    trackTotal: 12,
    disc: 1,
    date: '2020-02-02',
    genre: 'Indie',
    isrc: null,
  };
  return { n, title, artist, album, durationS, tags };
}

function fillLibrary(count: number, random: () => number, add: (tags: Tags, durationS: number, tune: number) => void): void {
  for (let place = 0; place < count; place += 1) {
    const artist = fillerArtists[Math.floor(place / 20) % fillerArtists.length] ?? '';
    const round = Math.floor(place / (20 * fillerArtists.length));
    const album = fillerAlbums[Math.floor(place / 10) % fillerAlbums.length] ?? '';
    const word = () => fillerWords[Math.floor(random() * fillerWords.length)] ?? '';
    const tags: Tags = {
      title: `${word()} ${word()} ${place + 1}`,
      artist,
      albumArtist: artist,
      album: round > 0 ? `${album} ${round + 1}` : album,
      track: (place % 5) + 1,
      trackTotal: 5,
      disc: Math.floor((place % 10) / 5) + 1,
      date: String(1990 + (place % 30)),
      genre: 'Indie',
      isrc: null,
    };
    add(tags, SHORTEST_S + Math.floor(random() * 12), place);
  }
}

const safe = (name: string) => name.replace(/[/\\:*?"<>|]/g, '_').replace(/[. ]+$/, '');

const uriOf = (n: number) => `spotify:track:${base62(`track-${n}`)}`;

/** 22 characters as Spotify's ids have. */
function base62(text: string): string {
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  return [...createHash('sha256').update(text).digest()]
    .slice(0, 22)
    .map((byte) => digits[byte % 62])
    .join('');
}

function spotifyEntry({ n, title, artists, album, durationS, isrcCode }: Entry): object {
  const uri = uriOf(n);
  const artistObjects = artists.map((name) => ({
    id: base62(`artist-${name}`),
    name,
    type: 'artist',
    uri: `spotify:artist:${base62(`artist-${name}`)}`,
  }));
  return {
    added_at: '2026-09-30T18:22:05Z',
    added_by: { id: '31exampleuser', type: 'user', uri: 'spotify:user:31exampleuser' },
    is_local: false,
    item: {
      type: 'track',
      id: uri.slice(14),
      uri,
      name: title,
      duration_ms: durationS * 1000,
      explicit: false,
      disc_number: 1,
      track_number: (n % 12) + 1,
      is_local: false,
      external_ids: { isrc: isrcCode },
      artists: artistObjects,
      album: {
        id: base62(`album-${album}`),
        type: 'album',
        album_type: 'album',
        name: album,
        total_tracks: 12,
        release_date: '2020-02-02',
        release_date_precision: 'day',
        artists: artistObjects.slice(0, 1),
        images: [],
      },
    },
  };
}

/** The same entries as Exportify (watsonbox) writes them. */
function exportifyCsv(entries: readonly Entry[]): string {
  const header =
    'Track URI,Track Name,Artist URI(s),Artist Name(s),Album URI,Album Name,Album Artist URI(s),Album Artist Name(s),Album Release Date,Album Image URL,Disc Number,Track Number,Track Duration (ms),Track Preview URL,Explicit,Popularity,ISRC,Added By,Added At';
  const cell = (value: string) => `"${value.replaceAll('"', '""')}"`;
  const names = (list: readonly string[]) => list.map((name) => name.replaceAll(',', '\\,')).join(', ');
  const lines = entries.map(({ n, title, artists, album, durationS, isrcCode }) =>
    [
      uriOf(n),
      title,
      '',
      names(artists),
      '',
      album,
      '',
      names(artists.slice(0, 1)),
      '2020-02-02',
      '',
      '1',
      String((n % 12) + 1),
      String(durationS * 1000),
      '',
      'false',
      '10',
      isrcCode,
      'spotify:user:31exampleuser',
      '2026-09-30T18:22:05Z',
    ]
      .map(cell)
      .join(','),
  );
  return `${header}\n${lines.join('\n')}\n`;
}
