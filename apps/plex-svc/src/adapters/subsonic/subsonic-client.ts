import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ExternalError, Unavailable } from '@soulsync/service-kit';
import type { ExternalAnswer, ExternalClient, Secret } from '@soulsync/service-kit';
import { asArray, numberOf, textOf } from './subsonic-wire.js';
import type { WireAnswer, WireResponse } from './subsonic-wire.js';

/** A parameter with several values is repeated. */
export type Query = Readonly<Record<string, string | readonly string[]>>;

export interface SubsonicAccount {
  readonly url: string;
  readonly user: string | null;
  readonly password: Secret | null;
  readonly apiKey: Secret | null;
}

/** HTTP and sign-in only. Throws `Unavailable`, and `SubsonicRefusal` where the server itself said no. */
export interface SubsonicClient {
  /** Repeated when the server was away for a moment. */
  read(method: string, query?: Query): Promise<WireResponse>;
  /** By the name that the server gave it; null: there is none. */
  picture(name: string): Promise<Buffer | null>;
  /** Sent once. */
  write(method: string, query: Query): Promise<WireResponse>;
  /** Whether it is a Subsonic server, whoever we are to it; throws what else is there. */
  greet(): Promise<void>;
  /** Extensions of OpenSubsonic that the server announces; a plain Subsonic has none. */
  extensions(): Promise<ReadonlySet<string>>;
}

/** "Failed" in an answer whose HTTP status is 200 all the same (apis/jellyfin-subsonic.md 4.1). */
export class SubsonicRefusal extends Unavailable {
  constructor(
    readonly code: number,
    /** Of the API, as the server has it. */
    readonly apiVersion: string | null,
    message: string,
  ) {
    super('subsonic', message);
  }
}

export const [PARAMETER_MISSING, NOT_ALLOWED, NOT_FOUND] = [10, 50, 70] as const;
/** Codes by which a sign-in is refused until a person does something. */
export const SIGN_IN_REFUSALS: ReadonlySet<number> = new Set([40, 41, 42, 43, 44]);
const [SERVER_TOO_OLD, NO_TOKENS] = [30, 41] as const;
const API_VERSION = '1.16.1';
/** Tokens came with this version; an older server misses the password. */
const TOKENS_SINCE = '1.13.0';
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
/** As large as any page shows one. */
const PICTURE_PIXELS = '640';
const RATE_WAITS = 3;
const LONGEST_RATE_WAIT_MS = 30_000;
const WORDS_KEPT = 200;

export function subsonicClient(
  http: { readonly reads: ExternalClient; readonly writes: ExternalClient },
  account: SubsonicAccount,
): SubsonicClient {
  let announced: ReadonlySet<string> | null = null;
  let apiVersion = API_VERSION;
  let byPassword = false;

  /** Asked without signing in; what a server from before OpenSubsonic answers means: none. */
  async function extensions(): Promise<ReadonlySet<string>> {
    if (announced) return announced;
    try {
      const { openSubsonicExtensions } = await send(http.reads, 'getOpenSubsonicExtensions', common(), 'GET');
      announced = new Set(asArray(openSubsonicExtensions).flatMap(({ name }) => (typeof name === 'string' ? [name] : [])));
    } catch (error) {
      if (!(error instanceof Unavailable) || isAway(error)) throw error;
      announced = new Set();
    }
    return announced;
  }

  async function call(client: ExternalClient, method: string, query: Query): Promise<WireResponse> {
    const known = await extensions();
    const verb = known.has('formPost') ? 'POST' : 'GET';
    for (;;) {
      const versionUsed = apiVersion;
      const passwordUsed = byPassword;
      try {
        return await send(client, method, [...common(), ...signIn(known), ...flat(query)], verb);
      } catch (error) {
        if (!(error instanceof SubsonicRefusal)) throw error;
        // Both are refused before anything is done, so that a write may be sent again.
        if (error.code === SERVER_TOO_OLD && error.apiVersion !== null && versionUsed === API_VERSION) apiVersion = error.apiVersion;
        else if (!passwordUsed && account.password && wantsPassword(error)) byPassword = passwordMayTravel();
        else throw error;
      }
    }
  }

  const common = (): Pair[] => [
    ['v', apiVersion],
    ['c', 'SoulSync'],
    ['f', 'json'],
  ];

  function signIn(known: ReadonlySet<string>): readonly Pair[] {
    const { apiKey, user, password } = account;
    if (apiKey && known.has('apiKeyAuthentication')) return [['apiKey', apiKey.reveal()]];
    if (!user || !password)
      throw new Unavailable('subsonic', 'the Subsonic server takes no API key: a user name and a password are needed');
    if (byPassword)
      return [
        ['u', user],
        ['p', `enc:${Buffer.from(password.reveal()).toString('hex')}`],
      ];
    const salt = randomBytes(8).toString('hex');
    const token = createHash('md5')
      .update(password.reveal() + salt)
      .digest('hex');
    return [
      ['u', user],
      ['t', token],
      ['s', salt],
    ];
  }

  /** Over plain HTTP through a network anyone on the way could read it. */
  function passwordMayTravel(): true {
    const { protocol, hostname } = new URL(account.url);
    if (protocol === 'https:' || hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)) return true;
    throw new Unavailable(
      'subsonic',
      'the Subsonic server wants the password itself (it knows no token sign-in); that is only sent over https or to this machine',
    );
  }

  async function send(client: ExternalClient, method: string, pairs: readonly Pair[], verb: 'GET' | 'POST'): Promise<WireResponse> {
    const form = new URLSearchParams(pairs).toString();
    const path = `/rest/${method}.view`;
    const ask = (): Promise<ExternalAnswer<unknown>> =>
      verb === 'GET' ? client.get(`${path}?${form}`) : client.post(path, { body: form, headers: FORM, retry: client === http.reads });
    for (let waits = 0; ; waits += 1)
      try {
        return answered((await ask()).data);
      } catch (error) {
        if (!(error instanceof ExternalError)) throw error;
        const pauseMs = error.kind === 'rate-limited' ? (error.retryAfterMs ?? 1_000) : null;
        if (pauseMs === null || pauseMs > LONGEST_RATE_WAIT_MS || waits >= RATE_WAITS) throw explained(error);
        await delay(pauseMs);
      }
  }

  /** An error comes as text with status 200, like everywhere. */
  async function picture(name: string): Promise<Buffer | null> {
    const known = await extensions();
    const form = new URLSearchParams([...common(), ...signIn(known), ['id', name], ['size', PICTURE_PIXELS]]).toString();
    const path = '/rest/getCoverArt.view';
    const options = { binary: true, headers: { Accept: 'image/*' } } as const;
    try {
      const { data, headers } = known.has('formPost')
        ? await http.reads.post<Buffer>(path, { ...options, headers: { ...options.headers, ...FORM }, body: form, retry: true })
        : await http.reads.get<Buffer>(`${path}?${form}`, options);
      if (headers['content-type']?.startsWith('image/')) return data;
      answered(parsedBody(data.toString('utf8')));
      throw new Unavailable('subsonic', 'the Subsonic server answered with something that is no picture');
    } catch (error) {
      if (error instanceof SubsonicRefusal && error.code === NOT_FOUND) return null;
      if (!(error instanceof ExternalError)) throw error;
      if (error.kind === 'not-found') return null;
      throw explained(error);
    }
  }

  /** What a server says of itself may repeat what it was sent. */
  function harmless(text: string): string {
    const plain = [account.password, account.apiKey].flatMap((secret) => (secret ? [secret.reveal()] : []));
    const secrets = plain.flatMap((secret) => [secret, Buffer.from(secret).toString('hex'), encodeURIComponent(secret)]);
    return secrets.reduce((clean, secret) => clean.replaceAll(secret, '***'), text).slice(0, WORDS_KEPT);
  }

  function answered(data: unknown): WireResponse {
    if (typeof data === 'string') throw ofText(data);
    const response = typeof data === 'object' && data !== null ? (data as WireAnswer)['subsonic-response'] : undefined; // read field by field
    if (typeof response !== 'object' || response === null)
      throw new Unavailable('subsonic', 'the Subsonic server answered with something that is not its JSON');
    if (response.status === 'ok') return response;
    throw refusal(numberOf(response.error?.code) ?? 0, textOf(response.error?.message) ?? '', textOf(response.version));
  }

  /** Errors come as XML where the question was not understood; a page is something else altogether. */
  function ofText(text: string): Unavailable {
    const failed = /<subsonic-response\b[^>]*\bstatus="failed"[\s\S]*?<error\b([^>]*)>/.exec(text);
    if (failed) {
      const [, code] = /\bcode="(\d+)"/.exec(failed[1] ?? '') ?? [];
      const [, message = ''] = /\bmessage="([^"]*)"/.exec(failed[1] ?? '') ?? [];
      const [, version = null] = /<subsonic-response\b[^>]*\bversion="([\d.]+)"/.exec(text) ?? [];
      return refusal(Number(code ?? 0), message, version);
    }
    return new Unavailable(
      'subsonic',
      text.trimStart().startsWith('<')
        ? 'a web page answers where the Subsonic server should: a wrong URL (or base path), or a login proxy in front of it'
        : 'the Subsonic server answered with something that is not its JSON',
    );
  }

  function refusal(code: number, reported: string, version: string | null): SubsonicRefusal {
    const meaning = meanings[code] ?? `the Subsonic server refused (code ${code})`;
    return new SubsonicRefusal(code, version, reported === '' ? meaning : `${meaning}: ${harmless(reported)}`);
  }

  /** The cause is kept without its request, whose address and body hold the sign-in. */
  function explained(error: ExternalError): Unavailable {
    const { system, kind, status, retryAfterMs, body } = error;
    const reported = body === null ? null : parsedBody(body);
    if (reported !== null && typeof reported === 'object' && 'subsonic-response' in reported)
      try {
        answered(reported);
      } catch (refused) {
        if (refused instanceof SubsonicRefusal) return refused;
      }
    const cause = new ExternalError(system, kind, error.message, status, retryAfterMs, null);
    return new Unavailable('subsonic', inWords(error), { cause });
  }

  async function greet(): Promise<void> {
    try {
      await send(http.reads, 'ping', common(), 'GET');
    } catch (error) {
      if (!(error instanceof SubsonicRefusal)) throw error; // who asks without a name is refused, in its own words
    }
  }

  return {
    greet,
    extensions,
    picture,
    read: (method, query = {}) => call(http.reads, method, query),
    write: (method, query) => call(http.writes, method, query),
  };
}

type Pair = [name: string, value: string];

const flat = (query: Query): readonly Pair[] =>
  Object.entries(query).flatMap(([name, value]) => (typeof value === 'string' ? [value] : value).map((one): Pair => [name, one]));

const meanings: Readonly<Record<number, string>> = {
  0: 'the Subsonic server refused',
  10: 'the Subsonic server misses a parameter',
  20: 'the Subsonic server is too new for what we speak',
  30: 'the Subsonic server is too old for what we speak',
  40: 'the Subsonic server refuses the user name or the password',
  41: 'the Subsonic server takes no token for this user',
  42: 'the Subsonic server does not know this way to sign in',
  43: 'the Subsonic server was given two ways to sign in at once',
  44: 'the Subsonic server refuses the API key: make a new one',
  50: 'the Subsonic server does not allow this to the user',
  60: 'the trial of the Subsonic server is over',
  70: 'the Subsonic server does not have what was asked for',
};

const wantsPassword = ({ code, apiVersion }: SubsonicRefusal): boolean =>
  code === NO_TOKENS || (code === PARAMETER_MISSING && apiVersion !== null && older(apiVersion, TOKENS_SINCE));

function older(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split('.').map(Number));
  for (let place = 0; place < 3; place += 1) {
    const difference = (a?.[place] ?? 0) - (b?.[place] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** Not there at all, or only passing: nothing about what it can do. */
function isAway({ cause }: Unavailable): boolean {
  if (!(cause instanceof ExternalError)) return false;
  return cause.kind === 'rate-limited' || (cause.kind === 'unavailable' && cause.status !== 500 && cause.status !== 501);
}

function parsedBody(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}

function inWords({ kind, status, retryAfterMs, message, body }: ExternalError): string {
  if (kind === 'bad-answer')
    return `${message}: it sends us elsewhere; a wrong URL (http or https, base path), or a login proxy in front of it`;
  if (kind === 'rate-limited')
    return `the Subsonic server asks us to wait${retryAfterMs === null ? '' : ` ${Math.ceil(retryAfterMs / 1_000)} s`}`;
  if (status === 414) return 'the Subsonic server (or a proxy in front of it) takes no address that long';
  if (kind === 'not-found' || (kind !== 'unavailable' && body?.trimStart().startsWith('<')))
    return `${message}: a wrong URL (or base path), or a login proxy in front of it`;
  return message;
}
