import type { Answer } from '../http/simulator-server.js';

export const json = (body: object): Answer => ({ status: 200, type: 'application/json; charset=utf-8', body: JSON.stringify(body) });
export const done: Answer = { status: 204 };
export const unauthorized: Answer = { status: 401 };
export const forbidden: Answer = { status: 403 };
export const notFound: Answer = { status: 404, type: 'text/plain', body: 'Error processing request.' };
export const badRequest: Answer = { status: 400, type: 'text/plain', body: 'Error processing request.' };
export const tooLong: Answer = { status: 414 };
export const starting: Answer = {
  status: 503,
  type: 'text/html',
  body: '<html><head><title>Jellyfin</title></head><body>The server is still starting up.</body></html>',
};
