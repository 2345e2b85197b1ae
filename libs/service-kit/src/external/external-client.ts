import type { Readable } from 'node:stream';
import axios from 'axios';
import type { AxiosResponse } from 'axios';
import type { DataSource } from 'typeorm';
import { isTransient } from '@soulsync/event-store';
import { sleep } from '../clock.js';
import type { Clock } from '../clock.js';
import { ExternalError } from '../errors.js';
import type { ExternalErrorKind } from '../errors.js';
import type { Connections } from '../health.js';
import { underSignals } from '../joined-signals.js';
import type { Metrics } from '../metrics.js';
import { BudgetSpent, callBudget } from './call-budget.js';
import type { Rate } from './call-budget.js';
import { circuit } from './circuit.js';
import type { CircuitPolicy } from './circuit.js';
import { ForbiddenAddress, sharedAgents } from './guarded-agents.js';
import type { GuardedAgents } from './guarded-agents.js';
import { webAddressProblem } from './web-address.js';

export interface ExternalPolicy {
  /** Name in errors and metrics: `spotify`, `slskd`, `plex`. */
  readonly system: string;
  /** Its path is kept as a prefix. */
  readonly baseUrl: string;
  readonly headers?: () => Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Further tries of reads (and of writes that say they may be repeated). */
  readonly retries?: number;
  readonly circuit?: CircuitPolicy;
  readonly rate?: Rate;
  /** Default 32 MB. */
  readonly maxBytes?: number;
  /** The end of each call says how the system stands. Not where somebody else judges that by more than one call. */
  readonly reports?: boolean;
}

export interface CallOptions {
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Bytes instead of text or JSON. */
  readonly binary?: boolean;
  /** A redirect is an answer, with its `location`; it is never followed. */
  readonly answersRedirects?: boolean;
}

export interface WriteOptions extends CallOptions {
  readonly body?: string | object;
  /** This write may be repeated without harm. */
  readonly retry?: boolean;
}

export interface ExternalAnswer<T> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON where the body is JSON, else its text (or bytes). Fields are checked by the reader. */
  readonly data: T;
}

export interface ExternalStream {
  readonly headers: Readonly<Record<string, string>>;
  /** As they arrive, of any size and for any time. Throws ExternalError when the other side breaks off; ends when the signal says so. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** One outside system; every call is bounded in time and size, but the body of a stream. Throws ExternalError. */
export interface ExternalClient {
  get<T>(path: string, options?: CallOptions): Promise<ExternalAnswer<T>>;
  post<T>(path: string, options?: WriteOptions): Promise<ExternalAnswer<T>>;
  put<T>(path: string, options?: WriteOptions): Promise<ExternalAnswer<T>>;
  delete<T>(path: string, options?: WriteOptions): Promise<ExternalAnswer<T>>;
  /** One try. The time limit is for the first word of the answer; the signal ends it whenever it comes. */
  stream(path: string, options: CallOptions & { readonly signal: AbortSignal }): Promise<ExternalStream>;
}

const MAX_BYTES = 32 * 1024 * 1024;
const BODY_KEPT = 4_096;
/** axios would call an empty body a form, which a strict server refuses. */
const NO_TYPE = { 'Content-Type': false } as const;
/** Full jitter: a random wait up to this, doubled each time. */
const FIRST_WAIT_MS = 500;

export function externalClient(
  policy: ExternalPolicy,
  parts: { dataSource: DataSource; metrics: Metrics; clock: Clock; agents?: GuardedAgents; connections?: Connections },
): ExternalClient {
  const { clock, metrics } = parts;
  const nowMs = () => clock.monotonicMs();
  const wallMs = () => Date.parse(clock.now());
  const breaker = policy.circuit ? circuit(policy.circuit, nowMs) : null;
  const budget = policy.rate ? callBudget(parts.dataSource, policy.rate, clock) : null;
  const base = policy.baseUrl.replace(/\/+$/, '');
  const baseProblem = webAddressProblem(policy.baseUrl);
  const http = axios.create({
    ...(parts.agents ?? sharedAgents),
    maxRedirects: 0,
    maxContentLength: policy.maxBytes ?? MAX_BYTES,
    validateStatus: () => true,
    proxy: false,
    transformResponse: (body: unknown) => body,
  });

  /** Throws for what is never asked, wherever the address came from: a setting, a person, a server's list, a picture's link. */
  function urlOf(path: string): string {
    const problem = baseProblem ?? (new URL(base + path).origin === new URL(base).origin ? null : 'must not be left by a path');
    if (problem === null) return base + path;
    throw new ExternalError(policy.system, 'unavailable', `${policy.system} is not asked: its address ${problem}`, null, null, null);
  }

  function passBreaker(): void {
    const blockedMs = breaker?.blockedForMs() ?? null;
    if (blockedMs === null) return;
    const words = `${policy.system} failed several times in a row; next try in ${Math.ceil(blockedMs / 1000)} s`;
    throw new ExternalError(policy.system, 'unavailable', words, null, blockedMs, null);
  }

  async function passBudget(signal: AbortSignal | undefined): Promise<void> {
    try {
      await budget?.take(signal);
    } catch (error) {
      if (!(error instanceof BudgetSpent)) throw error;
      throw new ExternalError(policy.system, 'rate-limited', `${policy.system} is not asked: ${error.message}`, null, error.waitMs, null);
    }
  }

  async function once<T>(method: string, url: string, options: WriteOptions): Promise<ExternalAnswer<T>> {
    passBreaker();
    await passBudget(options.signal);
    const startedAt = nowMs();
    const timeoutMs = options.timeoutMs ?? policy.timeoutMs;
    let answer: AxiosResponse<unknown>;
    try {
      answer = await underSignals(
        options.signal ? [options.signal] : [],
        (signal) =>
          http.request({
            method,
            url,
            ...(options.query ? { params: options.query } : {}),
            ...(options.body === undefined ? {} : { data: options.body }),
            headers: {
              Accept: 'application/json',
              ...policy.headers?.(),
              ...options.headers,
              ...(options.body === undefined ? NO_TYPE : {}),
            },
            timeout: timeoutMs,
            signal,
            responseType: options.binary ? 'arraybuffer' : 'text',
          }),
        timeoutMs,
      );
    } catch (error) {
      metrics.externalCall(policy.system, 'unavailable', nowMs() - startedAt);
      if (!options.signal?.aborted) breaker?.failed(); // given up by the caller: that says nothing of the system
      const message = options.signal?.aborted ? `the call to ${policy.system} was given up` : unreachable(policy.system, error);
      throw new ExternalError(policy.system, 'unavailable', message, null, null, null, { cause: error });
    }
    const isRedirect = options.answersRedirects === true && answer.status >= 300 && answer.status < 400;
    const kind = isRedirect ? null : judged(answer.status, startedAt);
    const headers = plainHeaders(answer);
    if (kind === null) return { status: answer.status, headers, data: parsed(answer.data, options) as T };
    const body = typeof answer.data === 'string' ? answer.data.slice(0, BODY_KEPT) : null;
    const saidMs = retryAfter(headers['retry-after'], wallMs());
    const retryAfterMs = kind === 'rate-limited' ? (saidMs ?? policy.rate?.unsaidWaitMs ?? null) : saidMs;
    if (kind === 'rate-limited' && retryAfterMs !== null) await budget?.block(retryAfterMs);
    throw new ExternalError(policy.system, kind, `${policy.system} answered ${answer.status}`, answer.status, retryAfterMs, body);
  }

  function judged(status: number, startedAt: number): ExternalErrorKind | null {
    const kind = kindOf(status);
    metrics.externalCall(policy.system, kind ?? 'ok', nowMs() - startedAt);
    if (status > 500)
      breaker?.failed(); // a 500 is an answer about one request; the system itself is there
    else breaker?.succeeded();
    return kind;
  }

  /** Asks, and reports how the system stands once it is settled: after all tries. */
  async function reported<T>(signal: AbortSignal | undefined, ask: () => Promise<T>): Promise<T> {
    const standing = policy.reports ? parts.connections : undefined;
    try {
      const answer = await ask();
      standing?.ok(policy.system);
      return answer;
    } catch (error) {
      if (!(error instanceof ExternalError) || signal?.aborted) throw error;
      if (away.has(error.kind)) {
        const nextTryAt = error.retryAfterMs === null ? null : new Date(wallMs() + error.retryAfterMs).toISOString();
        standing?.failing(policy.system, error.message, nextTryAt);
      } else standing?.ok(policy.system);
      throw error;
    }
  }

  async function stream(path: string, options: CallOptions & { readonly signal: AbortSignal }): Promise<ExternalStream> {
    const url = urlOf(path);
    passBreaker();
    await passBudget(options.signal);
    const startedAt = nowMs();
    const ended = new AbortController();
    const end = () => ended.abort();
    const patience = setTimeout(end, options.timeoutMs ?? policy.timeoutMs);
    options.signal.addEventListener('abort', end, { once: true });
    let answer: AxiosResponse<Readable>;
    try {
      answer = await http.request<Readable>({
        method: 'GET',
        url,
        ...(options.query ? { params: options.query } : {}),
        headers: { ...policy.headers?.(), ...options.headers },
        signal: ended.signal,
        responseType: 'stream',
        maxContentLength: -1,
      });
    } catch (error) {
      metrics.externalCall(policy.system, 'unavailable', nowMs() - startedAt);
      if (!options.signal.aborted) breaker?.failed();
      throw new ExternalError(policy.system, 'unavailable', unreachable(policy.system, error), null, null, null, { cause: error });
    } finally {
      clearTimeout(patience);
      options.signal.removeEventListener('abort', end); // from here on the reader of the chunks listens
    }
    const kind = judged(answer.status, startedAt);
    if (kind === null) return { headers: plainHeaders(answer), chunks: chunksOf(policy.system, answer.data, options.signal) };
    answer.data.destroy();
    throw new ExternalError(policy.system, kind, `${policy.system} answered ${answer.status}`, answer.status, null, null);
  }

  async function call<T>(method: string, path: string, options: WriteOptions, repeatable: boolean): Promise<ExternalAnswer<T>> {
    const url = urlOf(path);
    const tries = repeatable ? 1 + (policy.retries ?? 0) : 1;
    for (let attempt = 1; ; attempt += 1)
      try {
        return await once<T>(method, url, options);
      } catch (error) {
        const passing =
          error instanceof ExternalError &&
          error.kind === 'unavailable' &&
          isTransient(error) &&
          (breaker?.blockedForMs() ?? null) === null;
        if (attempt >= tries || !passing || options.signal?.aborted) throw error;
        await sleep(Math.random() * FIRST_WAIT_MS * 2 ** (attempt - 1), ...(options.signal ? [options.signal] : []));
        if (options.signal?.aborted) throw error;
      }
  }

  return {
    get: (path, options = {}) => reported(options.signal, () => call('GET', path, options, true)),
    post: (path, options = {}) => reported(options.signal, () => call('POST', path, options, options.retry === true)),
    put: (path, options = {}) => reported(options.signal, () => call('PUT', path, options, options.retry === true)),
    delete: (path, options = {}) => reported(options.signal, () => call('DELETE', path, options, options.retry === true)),
    stream: (path, options) => reported(options.signal, () => stream(path, options)),
  };
}

/** Kinds of answer by which a system does not work for us; the others speak of one request. */
const away: ReadonlySet<ExternalErrorKind> = new Set(['unavailable', 'unauthorized', 'rate-limited']);

async function* chunksOf(system: string, body: Readable, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const end = () => body.destroy();
  signal.addEventListener('abort', end, { once: true });
  try {
    for await (const chunk of body) yield chunk as Uint8Array; // no encoding is set: bytes
  } catch (error) {
    if (signal.aborted) return;
    throw new ExternalError(system, 'unavailable', unreachable(system, error), null, null, null, { cause: error });
  } finally {
    signal.removeEventListener('abort', end);
    body.destroy();
  }
}

function kindOf(status: number): ExternalErrorKind | null {
  if (status >= 200 && status < 300) return null;
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 429) return 'rate-limited';
  if (status >= 500) return 'unavailable';
  return status >= 400 ? 'refused' : 'bad-answer'; // a redirect is not followed
}

/** Text first: many systems answer errors, and some answers, with something that is not JSON. */
function parsed(data: unknown, options: CallOptions): unknown {
  if (options.binary || typeof data !== 'string' || data === '') return data;
  try {
    return JSON.parse(data) as unknown;
  } catch {
    return data; // the reader sees text where it wanted an object
  }
}

function plainHeaders(answer: AxiosResponse<unknown>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function retryAfter(value: string | undefined, wallMs: number): number | null {
  if (value === undefined) return null;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - wallMs);
}

function unreachable(system: string, error: unknown): string {
  if (error instanceof Error && error.cause instanceof ForbiddenAddress)
    return `${system} is not asked: the name of its address leads to ${error.cause.kind}`;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'refuses the connection (is it running, and is the address right?)',
    ENOTFOUND: 'has an address nobody knows',
    ECONNABORTED: 'did not answer in time',
    ERR_CANCELED: 'did not answer in time',
    ECONNRESET: 'cut the connection',
  };
  return `${system} ${words[code] ?? `could not be reached (${code || 'unknown error'})`}`;
}
