import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acquireService } from '@soulsync/acquire-svc';
import { catalogService } from '@soulsync/catalog-svc';
import { rpc } from '@soulsync/contracts';
import { asAdmin, ask, runningGateway, signedIn } from '../support/gateway.js';
import type { Gateway } from '../support/gateway.js';

const BOOT_MS = 120_000; // the machine may be busy

describe('an id in a path that can be none', () => {
  const unreadable = ['%00', 'a%0Ab', 'a%1Bb', 'a%7Fb', 'x'.repeat(600)];
  const noToken = ['*', '%3E', 'a.b', 'a%20b', 'a%09b', '*.%3E', '%C3%A9', 'x'.repeat(201)];
  let gateway: Gateway;
  let cookie: string;

  beforeAll(async () => {
    gateway = await runningGateway(asAdmin);
    const services = { SOULSYNC_DATA_DIR: gateway.dataDir, SOULSYNC_MUSIC_DIR: gateway.dataDir };
    await gateway.ground.start(catalogService, services);
    await gateway.ground.start(acquireService, services);
    cookie = await signedIn(gateway);
  }, BOOT_MS);
  afterAll(() => gateway.stop(), BOOT_MS);

  const send = (method: string, path: string, body?: object) =>
    ask(gateway.url + path, {
      method,
      headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });

  it(
    'is not found, at once, on every route',
    async () => {
      const { paths } = JSON.parse((await send('GET', '/api/v1/openapi.json')).text) as { paths: Record<string, object> }; // as OpenAPI has it
      const asked = async () => (await gateway.ground.events()).filter(({ actor }) => actor.kind === 'account').length; // by nobody else: the gateway announces accounts meanwhile
      const before = await asked();
      let tried = 0;
      for (const [path, operations] of Object.entries(paths))
        for (const method of Object.keys(operations)) {
          if (!path.includes('{id}')) continue;
          const isOurs = method !== 'get' && !path.includes('/blocks/') && !path.includes('/sign-in/');
          for (const id of isOurs ? [...unreadable, ...noToken] : unreadable) {
            const url = path.replace('{id}', id).replace('{which}', 'before');
            const { status } = await send(method.toUpperCase(), url, method === 'post' ? {} : undefined);
            expect(`${method} ${url} ${status}`).toBe(`${method} ${url} 404`);
            tried += 1;
          }
        }
      expect(tried).toBeGreaterThan(100);
      expect(await asked()).toBe(before);
    },
    BOOT_MS,
  );

  it('is not found either when it reaches a service by itself', async () => {
    for (const id of ['*', 'a.b', 'a b', '', 'a\ud800', 'x'.repeat(300)])
      for (const subject of [rpc.acquire.cancel, rpc.catalog.startPlaylist, rpc.catalog.unfollowPlaylist, rpc.catalog.refreshPlaylist])
        await expect(gateway.ground.ask(subject, { id })).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('is no failure where a sign is broken', async () => {
    for (const id of ['%ff', '%zz', '%ED%A0%80']) {
      const { status } = await send('DELETE', `/api/v1/playlists/${id}`);
      expect([400, 404]).toContain(status);
    }
  });

  it('names no read model to build anew', async () => {
    for (const id of ['catalog-svc:nothing', 'catalog-svc:', 'catalog-svc:*', 'nobody:playlists', 'catalog-svc'])
      expect((await send('POST', `/api/v1/projections/${encodeURIComponent(id)}/rebuild`)).status).toBe(404);
  });
});
