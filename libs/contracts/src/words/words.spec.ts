import { describe, expect, it } from '@jest/globals';
import type { EventEnvelope } from '../envelope.js';
import type { HealthIssueKind, HealthIssueParams } from '../health-issues.js';
import type { RefusalCode, RefusalParams } from '../refusals.js';
import { timelineItem, timelineTypes } from '../timeline.js';
import { en } from './en/index.js';
import { issueInWords, problemInWords, reasonInWords, timelineInWords } from './index.js';

/** Answers something else for each name, and writes down which were asked for. */
function watched(asked: Set<string>): object {
  const value = (name: string): unknown =>
    ({
      artist: 'the artist',
      count: 3,
      confidence: 0.5,
      refreshEveryMinutes: 30,
      reasons: ['too-short'],
      settings: ['url'],
      rejections: { 'other-title': 2 },
      accepted: 4,
      by: 'account:ann',
      nextAttemptAt: '2026-11-30T12:00:00.000Z',
      origin: 'person',
      cause: 'by-person',
      remains: 'part',
      root: 'music',
    })[name] ?? `the ${name}`;
  return new Proxy({}, { get: (_target, name) => (asked.add(String(name)), value(String(name))), ownKeys: () => [] });
}

const sentences = Object.entries(en.timeline) as readonly (readonly [string, (params: object) => string])[];

describe('the words of a timeline', () => {
  it('are there for every published event', () => {
    expect(Object.keys(en.timeline).sort()).toEqual([...timelineTypes].sort());
  });

  it.each(sentences)('of %s are a sentence that shows its parameters', (_type, say) => {
    const asked = new Set<string>();
    const said = say(watched(asked));
    expect(said).toMatch(/^[\p{Lu}““\dta]/u);
    expect(said).not.toMatch(/undefined|NaN|\[object|\.$/);
    for (const name of ['name', 'title', 'path', 'peer', 'file', 'query', 'section', 'server', 'address'])
      if (asked.has(name)) expect(said).toContain(`the ${name}`);
    for (const [name, shown] of [
      ['count', '3'],
      ['confidence', '50 %'],
      ['by', 'ann'],
      ['accepted', '4'],
    ] as const)
      if (asked.has(name)) expect(said).toContain(shown);
  });

  it('are read by number', () => {
    const added = (count: number) => timelineInWords({ type: 'EntriesAdded', params: { count } });
    expect([added(1), added(2)]).toEqual(['1 track was added to the playlist', '2 tracks were added to the playlist']);
  });

  it('give the figures of a refused file, and do without where an older log has none', () => {
    const said = (reason: object) =>
      timelineInWords(timelineItem({ time: '', type: 'FileRefused', data: { reasons: [reason] } } as unknown as EventEnvelope)); // what is read of one
    expect(said({ code: 'too-short', params: { durationMs: 30_000, expectedMs: 200_000 } })).toBe(
      'The file failed its checks: it is too short (30.0 s instead of 200.0 s)',
    );
    expect(said({ code: 'too-short', detail: '30.0 s instead of 200.0 s' })).toBe('The file failed its checks: it is too short');
  });

  it('are made of its type for an event that this version does not know', () => {
    expect(timelineInWords({ type: 'PeerPraised', params: {} })).toBe('Peer praised');
    expect(timelineInWords({ type: 'toString', params: {} })).toBe('To string');
  });
});

describe('the words of reasons', () => {
  it.each(Object.entries(en.reasons))('of kind %s are there, without a full stop and without the code itself', (_kind, words) => {
    for (const [code, said] of Object.entries(words)) {
      expect(said).toMatch(/^\S.*[^\s.]$/);
      if (code.includes('-')) expect(said).not.toContain(code);
    }
  });

  it('do without dashes for a code that this version does not know', () => {
    expect(reasonInWords('entry', 'sent-by-pigeon')).toBe('sent by pigeon');
    expect(reasonInWords('entry', 'constructor')).toBe('constructor');
  });
});

const incident = {
  id: 'i',
  foundAt: '2026-11-30T17:46:37.000Z',
  kind: 'ends-early',
  agreedPosition: '1203',
  agreedAt: '2026-11-30T17:00:00.000Z',
  readPosition: '1369',
  readAt: '2026-11-30T17:40:00.000Z',
  endPosition: '1203',
  lostAtLeast: 166,
  lostAtMost: 169,
  lost: { total: 2, byType: { PlaylistFollowed: 2 } },
  acknowledgedAt: null,
  acknowledgedBy: null,
} as const;

/** One of each kind; a new kind without one does not compile. */
const raised: { readonly [K in HealthIssueKind]: HealthIssueParams[K] } = {
  'event-log-unavailable': { reason: 'silent', disk: { path: '/log', freeMb: 71, minFreeMb: 500 }, silentMinutes: 7, detail: 'timeout' },
  'event-log-unreadable': { detail: 'no stream' },
  'event-log-lost-events': { incident, times: 3 },
  'database-full': { detail: 'no space left' },
  'parked-events': { count: 12 },
  waiting: { consumer: 'acquire-missing', eventType: 'RecordingMissing', detail: 'plex is away.' },
  'settings-file': { key: 'acquire-svc.slskd.url', why: 'Address must be an address.' },
  'setting-ignored': { label: 'Address', setting: 'slskd.url', problem: 'is no address' },
  'service-down': { service: 'match-svc' },
  'nats-silent': {},
  'accounts-not-in-database': { ids: ['ida', 'bo'] },
  'playlist-import-failed': { detail: 'no such table' },
  'playlist-unreadable': { name: 'Rainy drive', cause: 'gone', detail: 'answered 404' },
  'spotify-sign-in': { detail: 'Spotify refuses the token' },
  'spotify-sign-in-ends': { endsAt: '2026-12-24T18:00:00.000Z', days: 7 },
  'spotify-refuses': { detail: 'Spotify wants the owner of the app to have Premium' },
  'spotify-rate-limited': { detail: 'Spotify answered 429', nextTryAt: '2026-11-30T18:00:00.000Z' },
  'spotify-unavailable': { detail: 'Spotify answered 502', nextTryAt: '2026-11-30T18:00:00.000Z' },
  'slskd-not-set-up': {},
  'media-server-not-set-up': { server: 'jellyfin' },
  'slskd-unavailable': { detail: 'slskd does not answer' },
  'downloads-paused': { disks: [{ name: 'music', device: '8', path: '/music', freeMb: 71, sizeMb: 1_000, minFreeMb: 500 }] },
  'downloads-left': { file: 'Song.flac', detail: 'EACCES' },
  'download-not-located': { file: 'Song.flac' },
  root: { root: 'music', path: '/music', fault: 'unreadable', formerPath: null, user: 'uid 7', detail: '' },
  'filing-stopped': { folder: 'music', path: '/music', error: 'EACCES', user: 'uid 7', detail: 'permission denied' },
  'downloads-missing': { folder: '/downloads', file: 'Song.flac', savedAs: '/slskd/Song.flac', lookedFor: ['/a', '/b'] },
  'downloads-stay': { folder: '/downloads', user: 'uid 7' },
  'music-folder-polled': { detail: 'ENOSPC' },
  'media-server': { detail: 'there is no token for it', advice: 'Sign in.' },
  'library-unreadable': { detail: 'Plex does not answer', retryInMinutes: 5 },
  'library-kept': { server: 'folder', library: 'Music', tracks: 300, shown: 12 },
  'library-gone': { server: 'Attic', library: 'Music' },
  'library-shrank': { library: 'Music', folder: 'Jazz', missing: 71, of: 80 },
  'not-indexed': { server: 'plex', folder: 'A/B', files: ['A/B/1.flac'], more: 2 },
  paths: { server: 'plex', example: '/data/1.flac', cause: 'nothing-found', musicDir: '/music' },
};

/** Names, paths and figures of some parameters; codes are shown as other words, the rest in another form. */
const shown = [
  'path',
  'peer',
  'file',
  'label',
  'setting',
  'service',
  'ids',
  'nextTryAt',
  'lookedFor',
  'library',
  'folder',
  'missing',
  'of',
  'user',
];

describe('the words of health issues', () => {
  it.each(Object.entries(raised))('of %s say what happened and what to do, with its parameters', (kind, params) => {
    const { message, advice } = issueInWords({ code: kind as HealthIssueKind, params }); // as the table above pairs them
    for (const text of [message, advice]) {
      expect(text).toMatch(/^\S.*[.?)]$/);
      expect(text).not.toMatch(/undefined|null|NaN|\[object|\.\./);
    }
    const values = Object.entries(params).filter(([name]) => shown.includes(name) && !(kind === 'filing-stopped' && name === 'folder'));
    for (const one of values.flatMap(([, value]) => value as string)) expect(`${message} ${advice}`).toContain(String(one));
  });

  it('are the same for trouble of one of many', () => {
    const issue = { params: raised.root, level: 'error' } as const;
    expect(issueInWords({ ...issue, code: 'root:music' })).toEqual(issueInWords({ ...issue, code: 'root' }));
  });

  it('are the code itself where a newer version raised it', () => {
    expect(issueInWords({ code: 'moon-too-full' as 'root', params: raised.root })).toEqual({ message: 'moon too full.', advice: '' });
  });
});

/** One of each code; a new code without one does not compile. */
const refusals: { readonly [C in RefusalCode]: RefusalParams[C] } = {
  conflict: {},
  'spotify-not-set-up': {},
  'runs-by-itself': {},
  'spotify-not-signed-in': {},
  'spotify-access-denied': {},
  'spotify-other-sign-in': {},
  'spotify-no-answer-in-address': {},
  'spotify-code-refused': { cause: 'verifier' },
  'spotify-app-refused': { cause: 'client-id' },
  'playlist-paused': {},
  'playlist-not-imported': {},
  'set-up-done': {},
  'wrong-code': {},
  'last-admin': {},
  'name-taken': { name: 'ann' },
  'not-by-key': {},
  'track-not-in-library': {},
  'no-candidate-left': {},
  'nothing-to-undo': {},
  'not-being-fetched': {},
  'root-in-order': { path: '/music' },
  'root-unusable': raised.root,
  'sign-in-needed': { isExpired: true },
  'token-refused': { url: 'http://attic', variable: 'SOULSYNC_PLEX_TOKEN' },
  'no-server-token': { server: 'Attic' },
  'other-server': { url: 'http://attic', server: 'Attic', foundServerId: 'cellar' },
  'server-unreachable': { detail: 'no answer in time', advice: 'Is the machine on?' },
  'no-secret-key': {},
  'read-only': {},
  'nothing-is-missing': {},
  'takes-no-edits': { cause: 'not-the-owner' },
  'nothing-to-do': { action: 'undo' },
  'nothing-was-refused': {},
  'not-to-be-allowed': { cause: 'smart' },
  'no-playlists': {},
  locked: { variable: 'SOULSYNC_SLSKD_URL' },
  undecodable: {},
  starting: {},
  'later-events-read': { readModel: 'matches' },
  'failed-again': { detail: 'no such column.' },
};

describe('the words of refusals', () => {
  it.each(Object.entries(refusals))('of %s are sentences, with their parameters', (code, params) => {
    const said = problemInWords({ code, params }) ?? '';
    expect(said).toMatch(/^[\p{Lu}h].*[.?]$/su);
    expect(said).not.toMatch(/undefined|null|NaN|\[object/);
    const codes = ['cause', 'action', 'root', 'fault', 'isExpired', 'formerPath', 'detail'];
    for (const [name, value] of Object.entries(params)) if (!codes.includes(name)) expect(said).toContain(String(value));
  });

  it('are those that came with it where the code has none, or no parameters', () => {
    expect(problemInWords({ code: 'outside-refused', detail: 'slskd refuses it' })).toBe('slskd refuses it');
    expect(problemInWords({ code: 'locked', detail: 'X is set' })).toBe('X is set');
    expect(problemInWords({})).toBeUndefined();
  });
});
