import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request, Response } from 'express';

/** Serves the built console; its page gets the nonce of this answer. The files hold no data: those come through the door. */
export function serveConsole(app: NestExpressApplication, folder: string): void {
  app.useStaticAssets(folder, { index: false, maxAge: '1h' });
  app.use(['/', '/index.html'], (request: Request, response: Response, next: () => void) => {
    if (request.method !== 'GET' || (request.originalUrl.split('?')[0] ?? '') !== '/') return next();
    void readFile(join(folder, 'index.html'), 'utf8').then(
      (page) =>
        response
          .type('html')
          .setHeader('Cache-Control', 'no-store')
          .send(page.replaceAll('__NONCE__', String(response.locals['nonce']))),
      () => response.status(404).type('text').send('The console has not been built: npm run build:ui'),
    );
  });
}
