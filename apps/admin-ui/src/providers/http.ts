import { HttpError } from 'react-admin';
import { problemInWords } from '@soulsync/contracts/words';
import { uuid } from './uuid.js';

export interface Answer<T> {
  readonly body: T;
  readonly total: number;
  /** Nothing has what was searched for; these are spelt alike. */
  readonly alike: boolean;
}

export interface Http {
  /** Where something of the API is. */
  addressOf(path: string): string;
  /** One call. Throws `HttpError`: status 0 without an answer; else a problem's words, its field errors in `body.errors`. */
  call<T>(method: string, path: string, body?: object): Promise<Answer<T>>;
}

export interface HttpOptions {
  /** The page's own address, below which the API is. */
  readonly baseUrl: string;
  readonly fetch?: typeof fetch;
  readonly nowMs?: () => number;
}

/** RFC 9457, as the gateway sends it. */
interface Problem {
  readonly detail?: string;
  readonly code?: string;
  readonly params?: object;
  readonly errors?: Readonly<Record<string, string>>;
}

const NO_ANSWER = 'SoulSync does not answer. Is it running? Try again in a moment.';
/** As long as somebody who got no answer presses once more; later they mean it anew. */
const SAME_COMMAND_MS = 60_000;
/** The first of two that are the same is at work. */
const STILL_RUNNING = 'request-still-running';
/** Before there is an account there is nobody a key could belong to. */
const withoutKey = /^(session|setup)\b/;

export function httpClient({ baseUrl, fetch: send = (...sent) => fetch(...sent), nowMs = () => Date.now() }: HttpOptions): Http {
  const addressOf = (path: string) => new URL(`api/v1/${path}`, baseUrl).toString();
  const keyOf = idempotencyKeys(nowMs);

  async function call<T>(method: string, path: string, body?: object): Promise<Answer<T>> {
    const text = body && !(body instanceof Blob) ? JSON.stringify(body) : null;
    // A file is too much to be compared, so it has no key.
    const key = method === 'GET' || body instanceof Blob || withoutKey.test(path) ? null : keyOf(`${method} ${path} ${text}`);
    const response = await send(addressOf(path), {
      method,
      credentials: 'same-origin',
      headers: {
        ...(body ? { 'Content-Type': body instanceof Blob ? 'text/csv' : 'application/json' } : {}),
        ...(key ? { 'Idempotency-Key': key.value } : {}),
      },
      ...(body ? { body: text ?? (body as Blob) } : {}), // one of the two
    }).catch((error: unknown) => {
      throw new HttpError(NO_ANSWER, 0, { cause: String(error) });
    });
    const parsed = parse(await response.text(), response);
    const problem = (response.ok ? {} : (parsed ?? {})) as Problem;
    if (response.status < 500 && problem.code !== STILL_RUNNING) key?.settled();
    if (!response.ok) {
      throw new HttpError(problemInWords(problem) ?? response.statusText, response.status, { ...problem, errors: problem.errors ?? {} });
    }
    const { headers } = response;
    return { body: parsed as T, total: Number(headers.get('X-Total-Count') ?? 0), alike: headers.has('X-Alike') }; // the resource's shape is the caller's to know
  }

  return { addressOf, call };
}

/** What got no answer keeps its key for as long as it may be sent again. */
function idempotencyKeys(nowMs: () => number) {
  const unanswered = new Map<string, { readonly value: string; readonly untilMs: number }>();
  return (command: string) => {
    const now = nowMs();
    for (const [other, { untilMs }] of unanswered) if (untilMs < now) unanswered.delete(other);
    const value = unanswered.get(command)?.value ?? uuid();
    unanswered.set(command, { value, untilMs: now + SAME_COMMAND_MS });
    return { value, settled: () => void unanswered.delete(command) };
  };
}

/** A proxy in between may answer in HTML, which is nothing of ours. */
function parse(text: string, { status }: Response): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new HttpError(`${NO_ANSWER} Something else answered instead (${status}).`, status, { cause: String(cause) });
  }
}
