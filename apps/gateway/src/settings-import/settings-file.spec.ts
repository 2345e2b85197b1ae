import { describe, expect, it } from '@jest/globals';
import { planOf, settingsFileOf } from './settings-file.js';
import { isWanted } from './planned-settings.js';

const taken = (file: object) =>
  planOf(file)
    .filter(isWanted)
    .map(({ id, name, value }) => [`${id}.${name}`, value]);
const why = (file: object) => Object.fromEntries(planOf(file).flatMap((one) => (isWanted(one) ? [] : [[one.key, one.why]])));

describe('the config.json of the program before', () => {
  it('sets what is called otherwise here, and says nothing of what was never set there', () =>
    expect(
      taken({
        active_media_server: 'navidrome',
        spotify: { client_id: 'abc', client_secret: 'def', redirect_uri: '' },
        plex: { base_url: 'http://plex:32400', token: 't' },
        jellyfin: { base_url: '', api_key: '' },
        navidrome: { base_url: 'http://nd:4533', username: 'ada', password: 'p' },
        soulseek: { slskd_url: ' http://slskd:5030 ', api_key: 'k', download_path: '/data/downloads', transfer_path: '/data/music' },
        metadata_enhancement: { enabled: false, embed_album_art: true },
        playlist_sync: { create_backup: false },
        musicbrainz: { base_url: 'http://mirror:5000/ws/2' },
      }),
    ).toEqual([
      ['plex-svc.library.servers', 'subsonic'],
      ['catalog-svc.spotify.clientId', 'abc'],
      ['catalog-svc.spotify.clientSecret', 'def'],
      ['plex-svc.plex.url', 'http://plex:32400'],
      ['plex-svc.plex.token', 't'],
      ['plex-svc.subsonic.url', 'http://nd:4533'],
      ['plex-svc.subsonic.user', 'ada'],
      ['plex-svc.subsonic.password', 'p'],
      ['acquire-svc.slskd.url', 'http://slskd:5030'],
      ['acquire-svc.slskd.apiKey', 'k'],
      ['acquire-svc.downloads.dir', '/data/downloads'],
      ['organize-svc.files.musicDir', '/data/music'],
      ['organize-svc.tags.writeTags', false],
      ['organize-svc.tags.embedCover', true],
      ['plex-svc.mirrors.backups', 'off'],
      ['catalog-svc.musicbrainz.url', 'http://mirror:5000'],
    ]));

  it('is passed over where it can not hold here, each line with its reason', () =>
    expect(
      why({
        spotify: { client_secret: 'gAAAAABm0c5', redirect_uri: 'http://127.0.0.1:8888/callback' },
        plex: { token: '__redacted_unchanged__', auto_detect: true },
        soulseek: { download_path: '/app/downloads', transfer_path: './Transfer', search_timeout_buffer: 15 },
        active_media_server: 'emby',
        tidal: { client_id: 'x', client_secret: 'y' },
        database: { path: 'x.db', max_workers: 5 },
        file_organization: { templates: { album_path: '$artist' }, _template_variables: 'Available: …' },
        musicbrainz: { base_url: 'https://musicbrainz.org/ws/2' },
      }),
    ).toEqual({
      'spotify.client_secret': 'Encrypted with a key that only the old program has: enter it by hand.',
      'spotify.redirect_uri': 'SoulSync has an address of its own for it: Settings, Connections, Spotify names it.',
      'plex.token': 'Hidden by the old program: enter it by hand.',
      'plex.auto_detect': 'Servers on this machine are always looked for; whether in the network as well is chosen under Connections.',
      'soulseek.download_path': 'A path inside the old program’s container. Choose the folder under Files and names.',
      'soulseek.transfer_path': 'Not a whole path. Choose the folder under Files and names.',
      'soulseek.search_timeout_buffer': 'A search ends by itself here when no more answers come.',
      active_media_server: 'No media server that is known here.',
      tidal: 'There is nothing like it here.',
      database: 'SoulSync keeps its own database.',
      'file_organization.templates': 'How files are named can’t be chosen here yet.',
      'musicbrainz.base_url': 'The same as without it.',
    }));
});

describe('a settings file', () => {
  it('sets by section and name', () =>
    expect(taken({ soulsync: 1, settings: { 'acquire-svc.slskd': { url: 'http://slskd:5030', apiKey: 'k' } } })).toEqual([
      ['acquire-svc.slskd.url', 'http://slskd:5030'],
      ['acquire-svc.slskd.apiKey', 'k'],
    ]));

  it('names the line that is no plain value', () =>
    expect(why({ soulsync: 1, settings: { 'acquire-svc.slskd': { url: ['x'] }, 'plex-svc.plex': 5 } })).toEqual({
      'acquire-svc.slskd.url': 'Must be a text, a number, true, false or null.',
      'plex-svc.plex': 'Not an object.',
    }));

  it.each([
    ['a list', [], /is no JSON object/],
    ['anything else', { name: 'package', version: '1' }, /neither a settings file of SoulSync nor/],
    ['one of a later version', { soulsync: 2, settings: {} }, /another version of SoulSync \(2\)/],
    ['one without settings', { soulsync: 1 }, /has no object "settings"/],
  ])('is not %s', (_what, file, words) => expect(() => planOf(file)).toThrow(words));

  it('comes out as it goes in: what people set, without secrets', () => {
    const setting = (name: string, source: 'settings' | 'default' | 'environment', more = {}) =>
      ({ name, source, value: name, isSecret: false, ...more }) as never; // all that is read of one
    const section = {
      id: 'acquire-svc.slskd',
      settings: [setting('url', 'settings'), setting('apiKey', 'settings', { isSecret: true, value: null }), setting('gap', 'environment')],
    };
    const untouched = { id: 'acquire-svc.wishes', settings: [setting('attempts', 'default')] };
    const file = settingsFileOf([section, untouched] as never);
    expect(file).toEqual({ soulsync: 1, settings: { 'acquire-svc.slskd': { url: 'url' } } });
    expect(taken(file)).toEqual([['acquire-svc.slskd.url', 'url']]);
  });
});
