import type { Answer } from '../http/simulator-server.js';

export const container = (body: object, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 200,
  body: { MediaContainer: body },
  headers,
});

/** Local errors are small pages, never JSON. */
export const html = (status: number, text: string): Answer => ({
  status,
  type: 'text/html',
  body: `<html><head><title>${text}</title></head><body><h1>${status} ${text}</h1></body></html>`,
});

export const done: Answer = { status: 200 };
