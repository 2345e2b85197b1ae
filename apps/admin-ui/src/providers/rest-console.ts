import type { ConsolePort } from './console-port.js';
import { httpClient } from './http.js';
import type { HttpOptions } from './http.js';
import { restData } from './rest-data.js';
import { sharedLive } from './shared-live.js';
import { sessionAuth } from './session-auth.js';

/** The gateway's REST API and its stream, below whatever address the page has. */
export function restConsole(options: HttpOptions): ConsolePort {
  const http = httpClient(options);
  const { call, addressOf } = http;
  return {
    auth: sessionAuth(async (verb, path, body) => (await call(verb, path, body)).body),
    data: {
      ...restData(http),
      command: async <Answer>(path: string, body: object = {}) => (await call<Answer>('POST', path, body)).body,
      change: async <Answer>(path: string, body: object) => (await call<Answer>('PATCH', path, body)).body,
      put: async <Answer>(path: string, body: object) => (await call<Answer>('PUT', path, body)).body,
      remove: async <Answer>(path: string) => (await call<Answer>('DELETE', path)).body,
      ask: async <Answer>(path: string) => (await call<Answer>('GET', path)).body,
      addressOf,
      live: sharedLive(addressOf('live')),
    },
  };
}
