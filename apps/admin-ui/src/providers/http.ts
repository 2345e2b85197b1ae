import { HttpError } from 'react-admin';
import { problemInWords } from '@soulsync/contracts/words';

/** Where the API is, below whatever address the page has. */
export const apiUrl = (path: string): string => new URL(`api/v1/${path}`, document.baseURI).toString();

export interface Answer<T> {
  readonly body: T;
  readonly total: number;
  /** Nothing has what was searched for; these are spelt alike. */
  readonly alike: boolean;
}

const typeOf = (body: object) => (body instanceof Blob ? 'text/csv' : 'application/json');

const NO_ANSWER = 'SoulSync does not answer. Is it running? Try again in a moment.';

/** A proxy in between may answer in HTML, which is nothing of ours. */
function parse(text: string, { status }: Response): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new HttpError(`${NO_ANSWER} Something else answered instead (${status}).`, status, { cause: String(cause) });
  }
}

/** One call; a problem+json answer becomes react-admin's HttpError, its field errors included. */
export async function call<T>(method: string, path: string, body?: object): Promise<Answer<T>> {
  const response = await fetch(apiUrl(path), {
    method,
    credentials: 'same-origin',
    headers: body ? { 'Content-Type': typeOf(body) } : {},
    ...(body ? { body: body instanceof Blob ? body : JSON.stringify(body) } : {}),
  }).catch((error: unknown) => {
    throw new HttpError(NO_ANSWER, 0, { cause: String(error) });
  });
  const parsed = parse(await response.text(), response);
  if (!response.ok) {
    const problem = (parsed ?? {}) as { code?: string; params?: object; detail?: string; errors?: Record<string, string> }; // RFC 9457, as the gateway sends it
    throw new HttpError(problemInWords(problem) ?? response.statusText, response.status, { ...problem, errors: problem.errors ?? {} });
  }
  return { body: parsed as T, total: Number(response.headers.get('X-Total-Count') ?? 0), alike: response.headers.has('X-Alike') }; // the resource's shape is the caller's to know
}
