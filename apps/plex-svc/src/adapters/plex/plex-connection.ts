import type { ConnectionStep, ConnectionTestStep } from '@soulsync/contracts';
import { ExternalError, testStep, Unavailable } from '@soulsync/service-kit';
import type { CallOptions, Clock, ExternalClient, Secret, WriteOptions } from '@soulsync/service-kit';
import { chooseConnection } from '../../connection/domain/media-server/choose-connection.js';
import type { Answered, Choice, Tried } from '../../connection/domain/media-server/choose-connection.js';
import { reconnectWaitMs } from '../../connection/domain/media-server/reconnecting.js';
import { stopsWork } from '../../connection/ports/server-connection.js';
import type { ConnectionState, ServerConnection, ServerTarget, ServerTargets } from '../../connection/ports/server-connection.js';
import { saysStarting, troubleAt } from './plex-trouble.js';
import type { WireAnswer } from './plex-wire.js';

export interface PlexConnectionParts {
  readonly targets: ServerTargets;
  /** A client for one address; without a token it can only be asked who it is. */
  open(baseUrl: string, token: Secret | null, policy: { timeoutMs: number; retries: number }): ExternalClient;
  readonly clock: Clock;
  /** 0..1 */
  chance(): number;
}

export interface PlexConnection extends ServerConnection {
  /** The chosen server, whichever address and token that is at the moment. Throws `Unavailable` without a call while it has to wait or a person is needed. */
  readonly client: ExternalClient;
}

interface Open {
  readonly client: ExternalClient;
  readonly url: string;
  readonly serverId: string;
  readonly version: string | null;
  readonly provenAtMs: number;
}

type StateChange = Pick<ConnectionState, 'state' | 'detail' | 'advice'> & Partial<ConnectionState>;

const PROBE_TIMEOUT_MS = 4_000;
const CALL = { timeoutMs: 15_000, retries: 2 };
/** So long the proof of the server's identity is believed without a new one. */
const PROOF_MS = 300_000;
/** Becomes part of names and subjects: whoever answers with anything else is no Plex. */
const SERVER_ID = /^[\w-]{1,200}$/;
const SIGN_IN_ADVICE = 'Sign in again under Settings, Connections. Everything known is kept; nothing is asked of Plex until then.';

/** The connection to the chosen Plex server: proves its identity each time, looks for it at all its addresses, and waits longer each time it is gone. */
export function plexConnection({ targets, open, clock, chance }: PlexConnectionParts): PlexConnection {
  const listeners = new Set<(state: ConnectionState) => void>();
  const nowMs = () => clock.monotonicMs();
  let current: ConnectionState = {
    state: 'unknown',
    detail: null,
    advice: null,
    since: clock.now(),
    nextTryAt: null,
    url: null,
    serverId: null,
    version: null,
    foundServerId: null,
  };
  let connected: Open | null = null;
  let connecting: Promise<ConnectionState> | null = null;
  let failures = 0;
  /** Somebody was at an address, who is no Plex. */
  let strangerAnswers = false;
  /** Of `current.nextTryAt`. */
  let nextTryAtMs: number | null = null;

  function become(change: StateChange): ConnectionState {
    const none = { nextTryAt: null, url: null, serverId: null, version: null, foundServerId: null };
    const next = { ...none, ...change, since: change.state === current.state ? current.since : clock.now() };
    const changed = JSON.stringify(next) !== JSON.stringify(current);
    current = next;
    if (next.nextTryAt === null) nextTryAtMs = null;
    if (changed) for (const listener of [...listeners]) listener(next);
    return next;
  }

  /** One try at a time; whoever comes meanwhile gets its end. */
  function begin(): Promise<ConnectionState> {
    connecting ??= establish().finally(() => {
      connecting = null;
    });
    return connecting;
  }

  function connect(): Promise<ConnectionState> {
    if (connecting) return connecting;
    const waits = nextTryAtMs !== null && nextTryAtMs > nowMs();
    const proven = connected !== null && nowMs() - connected.provenAtMs < PROOF_MS;
    return waits || proven || stopsWork(current) ? Promise.resolve(current) : begin();
  }

  async function retryNow(): Promise<ConnectionState> {
    if (connecting) await connecting; // it may have begun with what was chosen before
    failures = 0;
    return begin();
  }

  async function establish(): Promise<ConnectionState> {
    strangerAnswers = false;
    const target = await targets.current();
    if (target === null) {
      connected = null;
      return become({
        state: 'unconfigured',
        detail: 'no media server is chosen yet',
        advice: 'Sign in with Plex, or give an address and a token, under Settings, Connections.',
      });
    }
    const choice = await locate(target);
    if (choice.kind !== 'found') {
      connected = null;
      return lostBy(choice, target);
    }
    return opened(target, choice);
  }

  /** All known addresses at once; the account is asked for others when none of them is the server. */
  async function locate({ serverId, urls }: ServerTarget): Promise<Choice> {
    const choice = chooseConnection(serverId, await probeInOrder(serverId, urls));
    if (choice.kind === 'found' || choice.kind === 'starting' || serverId === null) return choice;
    const more = (await targets.moreUrls(serverId)).filter((url) => !urls.includes(url));
    const elsewhere = chooseConnection(serverId, await probeInOrder(serverId, more));
    if (elsewhere.kind !== 'found') return choice;
    await targets.moved(serverId, elsewhere.url);
    return elsewhere;
  }

  /** Answers as soon as no better address can win any more. */
  async function probeInOrder(serverId: string | null, urls: readonly string[]): Promise<readonly Tried[]> {
    const enough = new AbortController();
    const asked = urls.map((url) => ({ url, answer: whoAnswers(url, enough.signal) }));
    const tried: Tried[] = [];
    for (const { url, answer } of asked) {
      const answered = await answer;
      tried.push({ url, answered });
      if (answered.kind === 'server' && (serverId === null || answered.serverId === serverId)) break;
    }
    enough.abort();
    return tried;
  }

  async function whoAnswers(url: string, signal?: AbortSignal): Promise<Answered> {
    try {
      const probe = open(url, null, { timeoutMs: PROBE_TIMEOUT_MS, retries: 0 });
      const { data } = await probe.get<WireAnswer | string>('/identity', signal ? { signal } : {});
      const identity = typeof data === 'object' ? data?.MediaContainer : undefined;
      if (typeof identity?.machineIdentifier !== 'string' || !SERVER_ID.test(identity.machineIdentifier))
        return {
          kind: 'failed',
          answers: true,
          detail: 'answers, but it is no Plex server',
          advice: 'Check the port (usually 32400); another program may answer there.',
        };
      const version = typeof identity.version === 'string' ? identity.version : null;
      return { kind: 'server', serverId: identity.machineIdentifier, version };
    } catch (error) {
      if (!(error instanceof ExternalError)) throw error;
      const { kind, ...trouble } = troubleAt(url, error);
      return kind === 'starting' ? { kind, ...trouble } : { kind, ...trouble, answers: error.status !== null };
    }
  }

  function lostBy(choice: Exclude<Choice, { kind: 'found' }>, { serverId }: ServerTarget): ConnectionState {
    if (choice.kind === 'other-server')
      return become({
        state: 'other-server',
        detail: `this is another server: ${choice.url} answers as ${choice.serverId}, chosen is ${serverId ?? 'none'}`,
        advice:
          'Nothing was read or changed. Is it a restored volume, another machine on the old address, a wrong port forward? If it is meant, choose that server under Settings, Connections.',
        foundServerId: choice.serverId,
      });
    strangerAnswers = choice.kind === 'unreachable' && choice.answers;
    return waitFor(choice.kind, choice.detail, choice.advice);
  }

  function waitFor(state: 'starting' | 'unreachable', detail: string, advice: string): ConnectionState {
    failures += 1;
    const waitMs = reconnectWaitMs(failures, chance());
    nextTryAtMs = nowMs() + waitMs;
    const nextTryAt = new Date(Date.parse(clock.now()) + waitMs).toISOString();
    return become({ state, detail, advice, nextTryAt });
  }

  /** The identity is proven; a new address or a new token is tried before it is believed. */
  async function opened(target: ServerTarget, { url, serverId, version }: Extract<Choice, { kind: 'found' }>): Promise<ConnectionState> {
    if (target.token === null) {
      connected = null;
      return become({ state: 'needs-sign-in', detail: target.tokenTrouble ?? 'there is no token for it', advice: SIGN_IN_ADVICE });
    }
    try {
      const taken = await tryToken(url, target.token);
      if (taken.kind === 'refused') {
        connected = null;
        return become({ state: 'needs-sign-in', detail: 'Plex refuses the token', advice: SIGN_IN_ADVICE });
      }
      if (target.serverId === null) await targets.identified(serverId, taken.name, url);
    } catch (error) {
      if (!(error instanceof ExternalError)) throw error;
      connected = null;
      const { kind, detail, advice } = troubleAt(url, error);
      return waitFor(kind === 'starting' ? 'starting' : 'unreachable', `${url}: ${detail}`, advice);
    }
    failures = 0;
    connected = { client: open(url, target.token, CALL), url, serverId, version, provenAtMs: nowMs() };
    return become({ state: 'connected', detail: null, advice: null, url, serverId, version });
  }

  /** A 403 is an answer to this token: it is known, and may not see the server's own page. */
  async function tryToken(url: string, token: Secret) {
    try {
      const { data } = await open(url, token, { timeoutMs: CALL.timeoutMs, retries: 0 }).get<WireAnswer | string>('/');
      const name = typeof data === 'object' ? data?.MediaContainer?.friendlyName : undefined;
      return { kind: 'taken', name: typeof name === 'string' ? name.slice(0, 200) : null } as const;
    } catch (error) {
      if (error instanceof ExternalError && error.kind === 'unauthorized') return { kind: 'refused' } as const;
      if (error instanceof ExternalError && error.kind === 'forbidden') return { kind: 'taken', name: null } as const;
      throw error;
    }
  }

  async function usable(): Promise<Open> {
    const { state, detail, advice } = await connect();
    if (state === 'connected' && connected) return connected;
    throw new Unavailable('plex', sentence(detail, advice));
  }

  async function call<T>(options: CallOptions, ask: (client: ExternalClient) => Promise<T>, repeatable: boolean): Promise<T> {
    const at = await usable();
    try {
      return await ask(at.client);
    } catch (error) {
      if (!(error instanceof ExternalError) || options.signal?.aborted) throw error;
      if (error.kind === 'unauthorized') throw await judged(at, error);
      if (error.status !== null || saysStarting(error)) throw error;
      // Not reachable where it was: every address is tried before anyone is told.
      if (connected === at) connected = null;
      const state = await connect();
      if (!connected || connected.url === at.url || !repeatable || state.state !== 'connected') throw error;
      return ask(connected.client);
    }
  }

  /** A 401 speaks of the token only when it comes from the right server, which is asked once for all that came together; then a person is needed. */
  async function judged(at: Open, error: ExternalError): Promise<Error> {
    if (connected === at) connected = null; // to be proven anew
    const { state, detail, advice } = await connect();
    if (state === 'connected')
      return new ExternalError('plex', 'forbidden', 'Plex takes the token, but not for this', error.status, null, error.body, {
        cause: error,
      });
    return new Unavailable('plex', sentence(detail, advice), { cause: error });
  }

  async function test(): Promise<readonly ConnectionTestStep[]> {
    let begunMs = nowMs();
    const state = await retryNow();
    const steps: ConnectionTestStep[] = [];
    const say = (step: ConnectionStep, ok: boolean | null, detail: string, advice: string | null = null) => {
      steps.push(testStep(step, ok, detail, advice, { tookMs: Math.round(nowMs() - begunMs), field: ok ? null : (FIELDS[step] ?? null) }));
      begunMs = nowMs();
    };
    const stranger = state.state === 'unreachable' && strangerAnswers;
    const reached = stranger || state.state === 'connected' || state.state === 'needs-sign-in' || state.state === 'other-server';
    say('reachable', reached, reached ? `answers at ${state.url ?? 'its address'}` : (state.detail ?? ''), reached ? null : state.advice);
    const right = state.state === 'connected' || state.state === 'needs-sign-in';
    if (reached) say('identity', right, right ? 'it is the chosen server' : (state.detail ?? ''), right ? null : state.advice);
    if (right) say('token', state.state === 'connected', state.detail ?? 'the token is accepted', state.advice);
    if (state.state === 'connected' && connected) {
      const { client, version } = connected;
      await admin(client, say);
      await sections(client, say);
      say('version', version !== null, version === null ? 'it does not say its version' : `version ${version}`, null);
    }
    const all: readonly ConnectionStep[] = ['reachable', 'identity', 'token', 'admin', 'sections', 'version'];
    const done = new Set(steps.map(({ step }) => step));
    return [...steps, ...all.filter((step) => !done.has(step)).map((step) => testStep(step, null, 'not tried'))];
  }

  return {
    state: () => current,
    nextTryInMs: () => (nextTryAtMs === null ? null : Math.max(0, nextTryAtMs - nowMs())),
    connect,
    retryNow,
    test,
    probe: (urls) => Promise.all(urls.map(async (url): Promise<Tried> => ({ url, answered: await whoAnswers(url) }))),
    async tryToken(url, token) {
      try {
        return await tryToken(url, token);
      } catch (error) {
        if (!(error instanceof ExternalError)) throw error;
        throw new Unavailable('plex', `${url}: ${troubleAt(url, error).detail}`, { cause: error });
      }
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    client: {
      get: (path, options = {}) => call(options, (client) => client.get(path, options), true),
      post: (path, options: WriteOptions = {}) => call(options, (client) => client.post(path, options), options.retry === true),
      put: (path, options: WriteOptions = {}) => call(options, (client) => client.put(path, options), options.retry === true),
      delete: (path, options: WriteOptions = {}) => call(options, (client) => client.delete(path, options), options.retry === true),
      stream: (path, options) => call(options, (client) => client.stream(path, options), true),
    },
  };
}

const sentence = (detail: string | null, advice: string | null) =>
  [detail ?? 'Plex is not connected', advice].filter((part) => part !== null).join('. ');

type Say = (step: ConnectionStep, ok: boolean | null, detail: string, advice?: string | null) => void;

/** The setting at fault where a step fails. */
const FIELDS: Partial<Readonly<Record<ConnectionStep, string>>> = { reachable: 'url', identity: 'url', token: 'token', admin: 'token' };

/** A harmless read that only an admin may do. */
async function admin(client: ExternalClient, say: Say): Promise<void> {
  try {
    await client.get('/:/prefs');
    say('admin', true, 'may ask for scans and change playlists');
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    const refused = error.kind === 'unauthorized' || error.kind === 'forbidden';
    say(
      'admin',
      false,
      refused ? 'may only read: Plex will refuse scans and changes' : `could not be found out (${error.message})`,
      refused ? 'Sign in with the account that owns the server.' : 'Try again; the log of Plex may say more.',
    );
  }
}

async function sections(client: ExternalClient, say: Say): Promise<void> {
  try {
    const { data } = await client.get<WireAnswer | string>('/library/sections');
    const listed: unknown = typeof data === 'object' ? (data?.MediaContainer?.Directory ?? []) : null;
    if (!Array.isArray(listed)) return say('sections', false, 'answers with something that is no list of libraries', 'Is a proxy between?');
    const music = listed.flatMap((section: { type?: unknown; title?: unknown } | null) =>
      section?.type === 'artist' ? [typeof section.title === 'string' ? section.title : 'without a name'] : [],
    );
    if (music.length > 0) say('sections', true, `music: ${music.join(', ')}`);
    else say('sections', false, 'there is no music library', 'Make one in Plex (type Music), or share it with this account.');
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    say('sections', false, `could not be listed (${error.message})`, 'Try again; the log of Plex may say more.');
  }
}
