type Env = Readonly<Record<string, string>>;

/** Where the simulated internet is, which nobody types; and what keeps a demo from the real one. */
const internet = /^SOULSYNC_(SPOTIFY_(API|ACCOUNTS)_URL|PLEX_TV_URL|DISCOVERY_PORTS)$/;

/** What an unconfigured product needs of the simulators' environment all the same. */
export const notConnections = (env: Env): Env => Object.fromEntries(Object.entries(env).filter(([name]) => internet.test(name)));

interface Notes {
  readonly url: string;
  /** null: an account exists. */
  readonly code: string | null;
  readonly env: Env;
  readonly playlist: string;
}

const labels: readonly (readonly [string, string])[] = [
  ['SOULSYNC_MUSIC_DIR', 'Music folder'],
  ['SOULSYNC_DOWNLOAD_DIR', 'Download folder'],
  ['SOULSYNC_SLSKD_URL', 'slskd, address'],
  ['SOULSYNC_SLSKD_API_KEY', 'slskd, API key'],
  ['SOULSYNC_DOWNLOAD_PATH_MAP', 'slskd, path map'],
  ['SOULSYNC_PLEX_URL', 'Plex, address'],
  ['SOULSYNC_PLEX_TOKEN', 'Plex, token'],
  ['SOULSYNC_PLEX_PATH_MAP', 'Plex, path map'],
  ['SOULSYNC_SUBSONIC_URL', 'Subsonic, address'],
  ['SOULSYNC_SUBSONIC_USER', 'Subsonic, user'],
  ['SOULSYNC_SUBSONIC_PASSWORD', 'Subsonic, password'],
  ['SOULSYNC_JELLYFIN_URL', 'Jellyfin, address'],
  ['SOULSYNC_JELLYFIN_USER', 'Jellyfin, user'],
  ['SOULSYNC_JELLYFIN_PASSWORD', 'Jellyfin, password'],
  ['SOULSYNC_JELLYFIN_PATH_MAP', 'Jellyfin, path map'],
  ['SOULSYNC_SPOTIFY_CLIENT_ID', 'Spotify, client ID'],
  ['SOULSYNC_SPOTIFY_CLIENT_SECRET', 'Spotify, client secret'],
];

/** All there is to type on the way to the first song. The keys open a simulated world and nothing else. */
export function firstRunNotes({ url, code, env, playlist }: Notes): readonly string[] {
  const typed = labels.flatMap(([name, label]): [string, string][] => (env[name] ? [[label, env[name]]] : []));
  const notes: readonly (readonly [string, string])[] = [
    ...(code === null ? [] : [['Set-up code', code] as const]),
    ...typed,
    ['Playlist', `https://open.spotify.com/playlist/${playlist}`],
  ];
  return [
    `SoulSync is at ${url}, and no connection is set up. Beside it runs a simulated world; type these in the console:`,
    ...notes.map(([label, value]) => `  ${label}: ${value}`),
    'Ctrl-C stops everything.',
  ];
}
