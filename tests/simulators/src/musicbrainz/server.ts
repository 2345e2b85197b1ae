import { simulatorServer } from '../http/simulator-server.js';
import type { Answer, Call, Simulated } from '../http/simulator-server.js';

interface Entity {
  readonly id: string;
  readonly genres?: readonly { readonly name: string; readonly count: number }[];
}
export interface MusicBrainzArtist extends Entity {
  readonly name: string;
}
export interface MusicBrainzReleaseGroup extends Entity {
  readonly title: string;
  readonly artist: string;
  readonly type: 'Album' | 'EP' | 'Single';
}

export interface MusicBrainzConfig {
  readonly listen: string;
  readonly portFile: string;
  readonly artists: readonly MusicBrainzArtist[];
  readonly releaseGroups: readonly MusicBrainzReleaseGroup[];
  /** Calls that come sooner after the one before are counted as violations. */
  readonly minGapMs: number;
  /** Every n-th call is answered with 503, as the real one does to polite clients too; 0: none. */
  readonly busyEvery: number;
}

const agent = /^\S+\/\S+ \( \S+ \)$/;

/** Artists, release groups and their genres as MusicBrainz's web service 2 gives them (apis/musicbrainz.md 1). */
export async function startSimulator(config: MusicBrainzConfig): Promise<Simulated> {
  let calls = 0;
  let lastAtMs = -Infinity;
  let violations = 0;

  function answer(call: Call): Answer {
    calls += 1;
    const now = Date.now();
    if (now - lastAtMs < config.minGapMs) violations += 1;
    lastAtMs = now;
    if (!agent.test(call.headers['user-agent'] ?? ''))
      return { status: 403, body: { error: 'Your requests must identify themselves with a meaningful user agent' } };
    if (config.busyEvery > 0 && calls % config.busyEvery === 0)
      return { status: 503, body: { error: 'The MusicBrainz web server is currently busy' }, headers: { 'Retry-After': '0' } };
    if (call.query.get('fmt') !== 'json') return { status: 406, body: 'this one speaks JSON alone' };
    const [ws, version, entity, id] = call.segments;
    if (ws !== 'ws' || version !== '2') return notFound;
    if (entity === 'artist') return id === undefined ? artistsFor(call) : lookedUp(call, config.artists, id);
    if (entity === 'release-group') return id === undefined ? groupsFor(call) : lookedUp(call, config.releaseGroups, id);
    return notFound;
  }

  /** Hits carry no genres. */
  function artistsFor(call: Call): Answer {
    const wanted = valueOf(call, 'artist');
    const artists = config.artists.filter(({ name }) => alike(name, wanted)).map(({ id, name }) => ({ id, name, score: 100 }));
    return { status: 200, body: { count: artists.length, offset: 0, artists } };
  }

  function groupsFor(call: Call): Answer {
    const [title, artist] = [valueOf(call, 'releasegroup'), valueOf(call, 'artist')];
    const groups = config.releaseGroups
      .filter((group) => alike(group.title, title) && alike(group.artist, artist))
      .map((group) => ({
        id: group.id,
        score: 100,
        title: group.title,
        'primary-type': group.type,
        'artist-credit': [{ name: group.artist, joinphrase: '', artist: { name: group.artist } }],
      }));
    return { status: 200, body: { count: groups.length, offset: 0, 'release-groups': groups } };
  }

  return simulatorServer(config, answer, (verb) => (verb === 'violations' ? { status: 200, body: { violations, calls } } : null));
}

const notFound: Answer = {
  status: 404,
  body: { error: 'Not Found', help: 'For usage, please see: https://musicbrainz.org/development/mmd' },
};

function lookedUp(call: Call, entities: readonly Entity[], id: string): Answer {
  if (!/^[0-9a-f-]{36}$/.test(id)) return { status: 400, body: { error: 'Invalid mbid.' } };
  const found = entities.find((entity) => entity.id === id);
  if (!found) return notFound;
  const { genres = [], ...fields } = found;
  return { status: 200, body: { ...fields, ...(call.query.get('inc')?.includes('genres') ? { genres } : {}) } };
}

/** The value of a field between quotation marks, its escapes undone. */
const valueOf = (call: Call, field: string) =>
  (new RegExp(`${field}:"((?:[^"\\\\]|\\\\.)*)"`).exec(call.query.get('query') ?? '')?.[1] ?? '').replace(/\\(.)/g, '$1');
const words = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
const alike = (a: string, b: string) => words(b).length > 0 && words(b).every((word) => words(a).includes(word));
