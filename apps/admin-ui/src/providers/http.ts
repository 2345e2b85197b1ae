import { HttpError } from 'react-admin';

/** Where the API is, below whatever address the page has. */
export const apiUrl = (path: string): string => new URL(`api/v1/${path}`, document.baseURI).toString();

export interface Answer<T> {
  readonly body: T;
  readonly total: number;
  /** Nothing has what was searched for; these are spelt alike. */
  readonly alike: boolean;
}

const typeOf = (body: object) => (body instanceof Blob ? 'text/csv' : 'application/json');

/** One call; a problem+json answer becomes react-admin's HttpError, its field errors included. */
export async function call<T>(method: string, path: string, body?: object): Promise<Answer<T>> {
  const response = await fetch(apiUrl(path), {
    method,
    credentials: 'same-origin',
    headers: body ? { 'Content-Type': typeOf(body) } : {},
    ...(body ? { body: body instanceof Blob ? body : JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  const parsed: unknown = text === '' ? null : JSON.parse(text);
  if (!response.ok) {
    const problem = (parsed ?? {}) as { detail?: string; errors?: Record<string, string> }; // RFC 9457, as the gateway sends it
    throw new HttpError(problem.detail ?? response.statusText, response.status, { ...problem, errors: problem.errors ?? {} });
  }
  return { body: parsed as T, total: Number(response.headers.get('X-Total-Count') ?? 0), alike: response.headers.has('X-Alike') }; // the resource's shape is the caller's to know
}
