import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request, Response } from 'express';
import sirv from 'sirv';

const YEAR_S = 31_536_000;
/** Their names change with what is in them. */
const isHashed = (path: string) => path.startsWith('/assets/');

/** What begins with a dot is nobody's business, nor what can't be read. */
function isHidden(path: string): boolean {
  try {
    return /(^|[/\\])\./.test(decodeURIComponent(path));
  } catch {
    return true;
  }
}

/**
 * Serves the built console; its page gets the nonce of this answer. The files hold no data: those come through the door. Where the build left
 * a compressed one beside a file, that one is sent to whoever takes it.
 */
export function serveConsole(app: NestExpressApplication, folder: string): void {
  app.use(['/', '/index.html'], (request: Request, response: Response, next: () => void) => {
    if (!['GET', 'HEAD'].includes(request.method) || (request.originalUrl.split('?')[0] ?? '') !== '/') return next();
    void readFile(join(folder, 'index.html'), 'utf8').then(
      (page) =>
        response
          .type('html')
          .setHeader('Cache-Control', 'no-store')
          .send(page.replaceAll('__NONCE__', String(response.locals['nonce']))),
      () => response.status(404).type('text').send('The console has not been built: npm run build:ui'),
    );
  });
  const files = sirv(folder, {
    brotli: true,
    gzip: true,
    etag: true,
    dev: true, // looked for at each request: a build may replace them while we run
    extensions: [],
    setHeaders: (response, path) =>
      response.setHeader('Cache-Control', isHashed(path) ? `public, max-age=${YEAR_S}, immutable` : 'no-cache'),
  });
  app.use((request: Request, response: Response, next: () => void) => (isHidden(request.path) ? next() : files(request, response, next)));
}
