import type { SettingValue } from '@soulsync/contracts';
import { isJsonObject } from './planned-settings.js';
import type { JsonObject, Planned } from './planned-settings.js';

/** What a value of the old file becomes here, or why it can't. */
type Taken = { readonly value: SettingValue } | { readonly why: string };
type Take = (value: unknown) => Taken;

/** How the old program marks what it encrypted, and what it hides from its own page. */
const ENCRYPTED = 'gAAAAA';
const HIDDEN = '__redacted_unchanged__';

const text: Take = (value) => {
  if (typeof value !== 'string') return { why: 'Not a text.' };
  if (value.startsWith(ENCRYPTED)) return { why: 'Encrypted with a key that only the old program has: enter it by hand.' };
  if (value === HIDDEN) return { why: 'Hidden by the old program: enter it by hand.' };
  return { value: value.trim() };
};
const onOff: Take = (value) => (typeof value === 'boolean' ? { value } : { why: 'Neither on nor off.' });

const folder: Take = (value) => {
  const taken = text(value);
  if ('why' in taken) return taken;
  const path = String(taken.value);
  if (path.startsWith('/app/')) return { why: 'A path inside the old program’s container. Choose the folder under Files and names.' };
  return path.startsWith('/') ? taken : { why: 'Not a whole path. Choose the folder under Files and names.' };
};

const servers: Readonly<Record<string, string>> = { plex: 'plex', jellyfin: 'jellyfin', navidrome: 'subsonic', soulsync: 'folder' };
const server: Take = (value) => {
  const kind = typeof value === 'string' ? servers[value] : undefined;
  return kind === undefined ? { why: 'No media server that is known here.' } : { value: kind };
};

/** The old program asks the API's own path; we are given the site. */
const musicBrainz: Take = (value) => {
  const taken = text(value);
  if ('why' in taken) return taken;
  const site = String(taken.value).replace(/\/ws\/2\/?$/, '');
  return site === 'https://musicbrainz.org' ? { why: 'The same as without it.' } : { value: site };
};

const taken: Readonly<Record<string, readonly [id: string, name: string, take: Take]>> = {
  active_media_server: ['plex-svc.library', 'servers', server],
  'spotify.client_id': ['catalog-svc.spotify', 'clientId', text],
  'spotify.client_secret': ['catalog-svc.spotify', 'clientSecret', text],
  'plex.base_url': ['plex-svc.plex', 'url', text],
  'plex.token': ['plex-svc.plex', 'token', text],
  'jellyfin.base_url': ['plex-svc.jellyfin', 'url', text],
  'jellyfin.api_key': ['plex-svc.jellyfin', 'apiKey', text],
  'navidrome.base_url': ['plex-svc.subsonic', 'url', text],
  'navidrome.username': ['plex-svc.subsonic', 'user', text],
  'navidrome.password': ['plex-svc.subsonic', 'password', text],
  'soulseek.slskd_url': ['acquire-svc.slskd', 'url', text],
  'soulseek.api_key': ['acquire-svc.slskd', 'apiKey', text],
  'soulseek.download_path': ['acquire-svc.downloads', 'dir', folder],
  'soulseek.transfer_path': ['organize-svc.files', 'musicDir', folder],
  'musicbrainz.base_url': ['catalog-svc.musicbrainz', 'url', musicBrainz],
  'metadata_enhancement.enabled': ['organize-svc.tags', 'writeTags', onOff],
  'metadata_enhancement.embed_album_art': ['organize-svc.tags', 'embedCover', onOff],
  'playlist_sync.create_backup': ['plex-svc.mirrors', 'backups', (value) => (value === false ? { value: 'off' } : { value: 'on' })],
};

/** Why what begins so is not taken; the longest beginning counts. */
const passedOver: Readonly<Record<string, string>> = {
  'spotify.redirect_uri': 'SoulSync has an address of its own for it: Settings, Connections, Spotify names it.',
  'plex.auto_detect': 'Servers on this machine are always looked for; whether in the network as well is chosen under Connections.',
  'jellyfin.auto_detect': 'Servers on this machine are always looked for; whether in the network as well is chosen under Connections.',
  'navidrome.auto_detect': 'Servers on this machine are always looked for; whether in the network as well is chosen under Connections.',
  'soulseek.search_timeout': 'A search ends by itself here when no more answers come.',
  'file_organization.templates': 'How files are named can’t be chosen here yet.',
  'musicbrainz.request_interval': 'SoulSync keeps MusicBrainz’s own limit.',
  database: 'SoulSync keeps its own database.',
  logging: 'How much is logged is set by SOULSYNC_LOG_LEVEL.',
  image_cache: 'SoulSync looks after its own pictures.',
};
const NOTHING_LIKE_IT = 'There is nothing like it here.';

const whyNot = (key: string): string => {
  const beginnings = Object.keys(passedOver).filter((start) => key === start || key.startsWith(`${start}.`) || key.startsWith(`${start}_`));
  const [longest] = beginnings.sort((a, b) => b.length - a.length);
  return (longest !== undefined && passedOver[longest]) || NOTHING_LIKE_IT;
};

/** The settings of the program before this one; facts of its file as of 2026. */
export function oldConfigPlan(file: JsonObject): readonly Planned[] {
  return [...leaves(file, '')].flatMap(([key, value]): readonly Planned[] => {
    if (value === '' || value === null) return []; // never set there
    const known = taken[key];
    if (!known) return [{ key, why: whyNot(key) }];
    const [id, name, take] = known;
    const one = take(value);
    return ['why' in one ? { key, why: one.why } : { key, id, name, value: one.value }];
  });
}

const roots = new Set(Object.keys(taken).map((key) => key.split('.')[0] ?? ''));
export const looksOld = (file: JsonObject): boolean => Object.keys(file).some((key) => roots.has(key));

/** Remarks (`_template_variables`) are none; what nothing is known of is one line, however deep it goes. */
function* leaves(part: JsonObject, path: string): Iterable<readonly [string, unknown]> {
  for (const [name, value] of Object.entries(part)) {
    if (name.startsWith('_')) continue;
    const key = path === '' ? name : `${path}.${name}`;
    const goesOn =
      isJsonObject(value) &&
      (roots.has(key) || key.split('.').length > 1 || Object.keys(passedOver).some((one) => one.startsWith(`${key}.`)));
    if (goesOn && !(key in passedOver)) yield* leaves(value, key);
    else yield [key, value];
  }
}
