import { createHash } from 'node:crypto';
import { simulatorServer } from '../http/simulator-server.js';
import type { Answer, Call, Simulated } from '../http/simulator-server.js';
import { png } from '../pictures/png.js';

export interface SubsonicSong {
  readonly id: string;
  readonly folder: string;
  readonly title: string | number;
  readonly artist: string;
  readonly album: string;
  readonly albumId: string;
  readonly track: number;
  readonly duration: number;
  readonly size: number;
  readonly bitRate: number;
  readonly path: string;
  readonly created: string;
}

/** How it behaves; the verb `set` changes it while it runs. */
export interface SubsonicManners {
  /** How "everything" is asked for: by nothing, by two quotation marks, or not at all (with or without an error). */
  emptySearch: 'plain' | 'quoted' | 'never' | 'refused';
  /** One element instead of a list of one. */
  singleObjects: boolean;
  /** Error 41 for tokens. */
  refuseTokens: boolean;
  admin: boolean;
  /** Songs of one page at most, whatever is asked for. */
  pageLimit: number;
  /** Always the first page. */
  ignoreOffset: boolean;
  /** Says when it scanned last. */
  reportLastScan: boolean;
  /** 0: over before the first look. */
  scanMs: number;
  scanError: string | null;
  /** Ids of albums and artists without a cover. */
  pictureless: readonly string[];
}

export interface SubsonicConfig {
  readonly listen: string;
  readonly portFile: string;
  readonly user: string;
  readonly password: string;
  readonly apiKey: string | null;
  /** null: a plain Subsonic. */
  readonly type: string | null;
  readonly extensions: readonly string[];
  readonly folders: readonly { readonly id: string; readonly name: string }[];
  readonly songs: readonly SubsonicSong[];
  readonly manners: Partial<SubsonicManners>;
}

interface Playlist {
  readonly id: string;
  readonly owner: string;
  readonly readonly: boolean;
  name: string;
  songs: string[];
}

const KEPT_CALLS = 5_000;
type Fields = Record<string, unknown>;

/** A Subsonic server as apis/jellyfin-subsonic.md 4 has it (Navidrome's ways), for what a real one does not do wrong on demand. */
export async function startSimulator(config: SubsonicConfig): Promise<Simulated> {
  const manners: SubsonicManners = {
    emptySearch: 'plain',
    singleObjects: false,
    refuseTokens: false,
    admin: true,
    pageLimit: 500,
    ignoreOffset: false,
    reportLastScan: true,
    scanMs: 100,
    scanError: null,
    pictureless: [],
    ...config.manners,
  };
  let songs = [...config.songs];
  /** Lie in the folder, and enter when it is scanned. */
  let waiting: SubsonicSong[] = [];
  let lastScanMs = Date.now() - 60_000;
  let scanEndsAtMs: number | null = null;
  const targets: string[] = [];
  const sent: { readonly method: string; readonly path: string; readonly inAddress: readonly string[] }[] = [];
  const playlists: Playlist[] = [
    { id: 'smart', owner: config.user, readonly: true, name: 'Most played', songs: [] },
    { id: 'theirs', owner: 'somebody', readonly: false, name: 'Of somebody', songs: [] },
  ];
  let nextPlaylist = 1;

  const envelope = (status: string, body: Fields): Answer => ({
    status: 200,
    body: {
      'subsonic-response': {
        status,
        version: '1.16.1',
        ...(config.type === null ? {} : { type: config.type, serverVersion: '0.64.0', openSubsonic: true }),
        ...body,
      },
    },
  });
  const ok = (body: Fields = {}) => envelope('ok', body);
  const failed = (code: number, message: string) => envelope('failed', { error: { code, message } });
  /** An empty list is left out. */
  const list = (name: string, items: readonly object[]): Fields =>
    items.length === 0 ? {} : { [name]: manners.singleObjects && items.length === 1 ? items[0] : items };

  function settle(): void {
    if (scanEndsAtMs === null || Date.now() < scanEndsAtMs) return;
    lastScanMs = Math.max(lastScanMs + 1, scanEndsAtMs);
    scanEndsAtMs = null;
    songs.push(...waiting);
    waiting = [];
  }

  function answer(call: Call): Answer {
    const [rest, method = ''] = call.segments;
    if (rest !== 'rest') return { status: 404, type: 'text/html', body: '<html><body>404</body></html>' };
    const form = call.method === 'POST' && config.extensions.includes('formPost') ? new URLSearchParams(call.body.toString('utf8')) : null;
    const query = form ?? call.query;
    if (sent.length < KEPT_CALLS) sent.push({ method: call.method, path: call.path, inAddress: [...call.query.keys()] });
    const name = method.replace(/\.view$/, '');
    if (name === 'getOpenSubsonicExtensions')
      return config.type === null
        ? { status: 404, type: 'text/html', body: '<html><body>404</body></html>' }
        : ok(
            list(
              'openSubsonicExtensions',
              config.extensions.map((extension) => ({ name: extension, versions: [1] })),
            ),
          );
    settle();
    return signIn(query) ?? answers[name]?.(query) ?? failed(0, `unknown method ${name}`);
  }

  function signIn(query: URLSearchParams): Answer | null {
    const [key, user, token, salt, password] = ['apiKey', 'u', 't', 's', 'p'].map((name) => query.get(name));
    if (typeof key === 'string') {
      if (user || token || password) return failed(43, 'Multiple conflicting authentication mechanisms provided');
      if (config.apiKey === null) return failed(42, 'Provided authentication mechanism not supported');
      return key === config.apiKey ? null : failed(44, 'Invalid API key');
    }
    if (!user) return failed(10, 'missing parameter: u');
    if (password) {
      const plain = password.startsWith('enc:') ? Buffer.from(password.slice(4), 'hex').toString() : password;
      return user === config.user && plain === config.password ? null : failed(40, 'Wrong username or password');
    }
    if (manners.refuseTokens) return failed(41, 'Token authentication not supported for LDAP users');
    if (!token || !salt || salt.length < 6) return failed(10, 'missing parameter: t or s');
    const right = createHash('md5')
      .update(config.password + salt)
      .digest('hex');
    return user === config.user && token === right ? null : failed(40, 'Wrong username or password');
  }

  const inFolder = (query: URLSearchParams) => {
    const folder = query.get('musicFolderId');
    return folder === null ? songs : songs.filter((song) => song.folder === folder);
  };

  function albumsOf(some: readonly SubsonicSong[]): readonly Fields[] {
    const albums = new Map<string, { id: string; name: string; artist: string; songCount: number; created: string }>();
    for (const { albumId, album, artist, created } of some) {
      const known = albums.get(albumId);
      if (known) known.songCount += 1;
      else albums.set(albumId, { id: albumId, name: album, artist, songCount: 1, created });
    }
    return [...albums.values()];
  }

  const paged = <T>(items: readonly T[], query: URLSearchParams, size: string, offset: string): readonly T[] => {
    const from = manners.ignoreOffset ? 0 : Number(query.get(offset) ?? 0);
    return items.slice(from, from + Math.min(Number(query.get(size) ?? 20), manners.pageLimit));
  };

  const wire = ({ folder: _, ...song }: SubsonicSong): Fields => ({
    ...song,
    isDir: false,
    suffix: 'flac',
    type: 'music',
    artistId: artistIdOf(song.artist),
    coverArt: `mf-${song.id}`,
    displayAlbumArtist: song.artist,
  });

  function scanStatus(): Answer {
    return ok({
      scanStatus: {
        scanning: scanEndsAtMs !== null,
        count: songs.length,
        ...(manners.reportLastScan ? { lastScan: new Date(lastScanMs).toISOString() } : {}),
        ...(manners.scanError === null ? {} : { error: manners.scanError }),
      },
    });
  }

  const shown = ({ id, name, owner, readonly, songs: entries }: Playlist): Fields => ({
    id,
    name,
    owner,
    public: true,
    songCount: entries.length,
    ...(readonly ? { readonly } : {}),
  });
  const known = (ids: readonly string[]) => ids.filter((id) => songs.some((song) => song.id === id));

  const answers: Readonly<Record<string, (query: URLSearchParams) => Answer>> = {
    ping: () => ok(),
    tokenInfo: () => ok({ tokenInfo: { username: config.user } }),
    getUser: (query) => ok({ user: { username: query.get('username'), adminRole: manners.admin } }),
    getMusicFolders: () => ok({ musicFolders: list('musicFolder', config.folders) }),
    getIndexes: () => ok({ indexes: { lastModified: lastScanMs, ignoredArticles: '' } }),
    getMusicDirectory: () => failed(70, 'Directory not found'),
    getScanStatus: scanStatus,
    startScan(query) {
      if (!manners.admin) return failed(50, 'User is not authorized for the given operation');
      const target = query.get('target');
      if (target !== null && !config.folders.some(({ id }) => target.startsWith(`${id}:`))) return failed(70, 'Library not found');
      if (scanEndsAtMs === null) {
        targets.push(target ?? '');
        scanEndsAtMs = Date.now() + manners.scanMs;
        settle();
      }
      return scanStatus();
    },
    search3(query) {
      const words = query.get('query') ?? '';
      if (words === '' && manners.emptySearch === 'refused') return failed(10, 'missing parameter: query');
      const all = (manners.emptySearch === 'plain' && words === '') || (manners.emptySearch === 'quoted' && words === '""');
      const found = all
        ? inFolder(query)
        : words.length < 2 || words === '""'
          ? []
          : inFolder(query).filter(({ title }) => String(title).includes(words));
      return ok({ searchResult3: list('song', paged(found, query, 'songCount', 'songOffset').map(wire)) });
    },
    getAlbumList2(query) {
      const albums = [...albumsOf(inFolder(query))];
      if (query.get('type') === 'newest') albums.sort((a, b) => String(b['created']).localeCompare(String(a['created'])));
      return ok({ albumList2: list('album', paged(albums, query, 'size', 'offset')) });
    },
    getAlbum(query) {
      const ofAlbum = songs.filter(({ albumId }) => albumId === query.get('id'));
      return ofAlbum.length === 0
        ? failed(70, 'Album not found')
        : ok({ album: { ...albumsOf(ofAlbum)[0], coverArt: `al-${query.get('id')}`, ...list('song', ofAlbum.map(wire)) } });
    },
    getArtist(query) {
      const song = songs.find(({ artist }) => artistIdOf(artist) === query.get('id'));
      return song
        ? ok({ artist: { id: query.get('id'), name: song.artist, coverArt: `ar-${query.get('id')}` } })
        : failed(70, 'Artist not found');
    },
    getCoverArt(query) {
      const name = query.get('id') ?? '';
      return manners.pictureless.includes(name.slice(3))
        ? failed(70, 'Artwork not found')
        : { status: 200, type: 'image/png', body: coverOf(name) };
    },
    getSong(query) {
      const song = songs.find(({ id }) => id === query.get('id'));
      return song ? ok({ song: wire(song) }) : failed(70, 'Song not found');
    },
    getPlaylists: () => ok({ playlists: list('playlist', playlists.map(shown)) }),
    getPlaylist(query) {
      const playlist = playlists.find(({ id }) => id === query.get('id'));
      if (!playlist) return failed(70, 'Playlist not found');
      const entries = playlist.songs.flatMap((id) => songs.filter((song) => song.id === id).map(wire));
      return ok({ playlist: { ...shown(playlist), ...list('entry', entries) } });
    },
    /** With an id all entries are replaced; a call without songs leaves them (Navidrome). Unknown songs are dropped without a word. */
    createPlaylist(query) {
      const id = query.get('playlistId');
      const entries = known(query.getAll('songId'));
      const playlist =
        id === null
          ? { id: `pl-${nextPlaylist++}`, owner: config.user, readonly: false, name: query.get('name') ?? '', songs: [] as string[] }
          : playlists.find((one) => one.id === id);
      if (!playlist) return failed(70, 'Playlist not found');
      if (playlist.owner !== config.user) return failed(50, 'not the owner');
      if (id === null) playlists.push(playlist);
      if (entries.length > 0) playlist.songs = entries;
      return ok({ playlist: { ...shown(playlist), ...list('entry', songs.filter((song) => playlist.songs.includes(song.id)).map(wire)) } });
    },
    /** Places are those before the call, and removals come first. */
    updatePlaylist(query) {
      const playlist = playlists.find(({ id }) => id === query.get('playlistId'));
      if (!playlist) return failed(70, 'Playlist not found');
      const gone = new Set(query.getAll('songIndexToRemove').map(Number));
      playlist.songs = [...playlist.songs.filter((_, place) => !gone.has(place)), ...known(query.getAll('songIdToAdd'))];
      return ok();
    },
  };

  return simulatorServer(config, answer, (verb, body) => {
    if (verb === 'set') Object.assign(manners, body);
    else if (verb === 'put')
      waiting.push(body as unknown as SubsonicSong); // our own tests speak here
    else if (verb === 'take') songs = songs.filter(({ id }) => id !== body['id']);
    else if (verb === 'sent') return { status: 200, body: sent };
    else if (verb === 'targets') return { status: 200, body: targets };
    else return null;
    return { status: 204 };
  });
}

const artistIdOf = (artist: string) => `artist-${artist.replaceAll(' ', '-')}`;

/** A colour of its own for each name. */
export const coverOf = (name: string): Buffer => png(48, 48, parseInt(createHash('md5').update(name).digest('hex').slice(0, 6), 16));

/** Songs of a library as large as one likes: ten on an album. */
export function manySongs(count: number, folder: string): readonly SubsonicSong[] {
  return Array.from({ length: count }, (_, place) => {
    const album = Math.floor(place / 10);
    const track = (place % 10) + 1;
    const artist = `Artist ${Math.floor(album / 4)}`;
    return {
      id: `song-${place}`,
      folder,
      title: `Song ${place}`,
      artist,
      album: `Album ${album}`,
      albumId: `album-${album}`,
      track,
      duration: 180 + (place % 90),
      size: 20_000_000 + place,
      bitRate: 900,
      path: `${artist}/Album ${album}/${String(track).padStart(2, '0')} - Song ${place}.flac`,
      created: new Date(Date.UTC(2020, 0, 1) + album * 60_000).toISOString(),
    };
  });
}
