import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { catalogService } from '@soulsync/catalog-svc';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { creditsOf } from '@soulsync/contracts';
import { asAdmin, ask, callers, runningGateway } from '../support/gateway.js';
import type { Gateway } from '../support/gateway.js';
import { eventually } from '../support/running-demo.js';

const PATIENCE_MS = 120_000;
const ROWS = 300;

describe('a playlist that is uploaded', () => {
  let gateway: Gateway;
  let who: Awaited<ReturnType<typeof callers>>;
  const upload = (body: string, caller: string, headers: Record<string, string> = {}, query = 'fileName=Sunday.csv') =>
    ask(`${gateway.url}/api/v1/playlists/import?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv', ...who[caller], ...headers },
      body,
      withinMs: PATIENCE_MS,
    });

  beforeAll(async () => {
    gateway = await runningGateway(asAdmin);
    await gateway.ground.start(catalogService, { SOULSYNC_DATA_DIR: gateway.dataDir });
    who = await callers(gateway);
  }, PATIENCE_MS);
  afterAll(() => gateway.stop(), 60_000);

  it(
    'is followed with all its rows, also when no message could hold it',
    async () => {
      const rows = Array.from({ length: ROWS }, (_, n) => `Title ${n},Ida Voß,200000,${'x'.repeat(10_000)}`);
      const answer = await upload(['Track Name,Artist Name(s),Track Duration (ms),Comment', ...rows].join('\n'), 'editor');
      expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('"problems":[]')]);
      const [playlist] = await gateway.ground.eventsOf('PlaylistFollowed');
      expect(playlist?.name).toBe('Sunday');
      const added = await eventually(
        async () => (await gateway.ground.eventsOf('EntriesAdded')).flatMap(({ entries }) => entries),
        (entries) => entries.length === ROWS,
      );
      expect(added[7]?.recording).toMatchObject({ title: 'Title 7', artists: creditsOf(['Ida Voß']) });
      expect((await readdir(join(gateway.dataDir, 'run'))).filter((name) => name.startsWith('upload'))).toEqual([]);
    },
    PATIENCE_MS,
  );

  it('is read of nobody who may not follow playlists, and not beyond its limit', async () => {
    const large = 'x'.repeat(5_000_000);
    expect((await upload(large, 'anonymous')).status).toBe(401);
    expect((await upload(large, 'viewer')).status).toBe(403);
    expect((await upload('a', 'editor', { 'content-length': '100000001' })).status).toBe(413);
  });

  it.each([
    ['fileName=', {}, 'Title\na', 422],
    ['fileName=a.csv&start=soon', {}, 'Title\na', 422],
    ['fileName=a%00.csv', {}, 'Title\na', 400],
    ['fileName=a.csv', { 'content-type': 'application/json' }, '{}', 415],
    ['fileName=a.csv', { 'content-encoding': 'gzip' }, 'x', 415],
    ['fileName=a.csv', {}, '', 422],
    ['fileName=a.csv', {}, 'no table at all', 422],
  ])('is refused under ?%s with %j and %j', async (query, headers: Record<string, string>, body, status) => {
    expect((await upload(body, 'editor', headers, query)).status).toBe(status);
  });
});
