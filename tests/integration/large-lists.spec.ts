import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acquireService } from '@soulsync/acquire-svc';
import { catalogService } from '@soulsync/catalog-svc';
import { asAdmin, ask, callers, runningGateway } from '../support/gateway.js';
import type { Gateway } from '../support/gateway.js';
import { eventually } from '../support/running-demo.js';

const PATIENCE_MS = 120_000;
const [ACQUISITIONS, OFFERS] = [100, 200];
const MESSAGE_BYTES = 1_048_576;

describe('lists whose rows are large', () => {
  let gateway: Gateway;
  let headers: Readonly<Record<string, string>> = {};
  const read = async <T>(path: string): Promise<{ status: number; total: number; bytes: number; body: T }> => {
    const { status, text, headers: answered } = await ask(`${gateway.url}/api/v1/${path}`, { headers, withinMs: PATIENCE_MS });
    return { status, total: Number(answered['x-total-count']), bytes: Buffer.byteLength(text), body: JSON.parse(text) as T }; // as the API describes it
  };

  beforeAll(async () => {
    gateway = await runningGateway(asAdmin);
    await gateway.ground.start(catalogService, { SOULSYNC_DATA_DIR: gateway.dataDir });
    await gateway.ground.start(acquireService, { SOULSYNC_DATA_DIR: gateway.dataDir });
    headers = (await callers(gateway))['editor'] ?? {};
  }, PATIENCE_MS);
  afterAll(() => gateway.stop(), 60_000);

  it(`${ACQUISITIONS} acquisitions with ${OFFERS} offers each are one page; the offers are the record's own`, async () => {
    await gateway.ground.query(
      `INSERT INTO acquire.acquisitions ("id", "title", "artists", "state", "reason", "searches", "attempts", "offers", "rejections", "timeline", "requestedAt", "updatedAt")
       SELECT 'a' || n, 'Song ' || n, '{Ida Voß}', 'searching', 'missing', 1, 1,
              (SELECT jsonb_agg(jsonb_build_object('username', 'peer' || o, 'filename', repeat('@@music\\folder\\', 12) || o || '.flac', 'sizeBytes', 30000000,
                 'quality', jsonb_build_object('format', 'flac', 'bitrateKbps', 900), 'identity', 0.97, 'score', 0.9)) FROM generate_series(1, $2::int) o),
              '{}', jsonb_build_array(jsonb_build_object('at', now(), 'type', 'SearchPerformed', 'text', 'Searched')), now(), now()
         FROM generate_series(1, $1::int) n`,
      [ACQUISITIONS, OFFERS],
    );
    const list = await read<readonly object[]>(`acquisitions?_start=0&_end=${ACQUISITIONS}`);
    expect([list.status, list.total, list.body.length]).toEqual([200, ACQUISITIONS, ACQUISITIONS]);
    expect(list.body[0]).toMatchObject({ title: expect.stringContaining('Song'), artists: ['Ida Voß'] });
    for (const field of ['offers', 'rejections', 'timeline']) expect(list.body[0]).not.toHaveProperty(field);
    const { body } = await read<{ offers: readonly object[]; timeline: readonly object[] }>('acquisitions/a7');
    expect([body.offers.length, body.timeline.length]).toEqual([OFFERS, 1]);
    expect((await read<readonly object[]>('acquisitions?id=a7&id=a8')).body).toHaveLength(2);
  });

  it(
    'more of them than one message holds come whole all the same',
    async () => {
      const rows = 250;
      const file = [
        'Track Name,Artist Name(s)',
        ...Array.from({ length: rows }, (_, n) => `Song ${n},${'Ida Voß und die Fähre '.repeat(400)}`),
      ].join('\n');
      const { status, text } = await ask(`${gateway.url}/api/v1/playlists/import?fileName=wide.csv`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv', ...headers },
        body: file,
        withinMs: PATIENCE_MS,
      });
      expect(status).toBe(200);
      const { id } = JSON.parse(text) as { id: string }; // as the API describes it
      const page = await eventually(
        () => read<readonly { id: string; position: number }[]>(`playlist-entries?playlistId=${id}&_start=0&_end=500`),
        ({ total }) => total === rows,
      );
      expect(page.bytes).toBeGreaterThan(2 * MESSAGE_BYTES);
      expect(page.body.map(({ position }) => position)).toEqual(Array.from({ length: rows }, (_, n) => n + 1));
      const ids = page.body.slice(0, 80).map((entry) => `id=${encodeURIComponent(entry.id)}`);
      expect((await read<readonly object[]>(`playlist-entries?${ids.join('&')}`)).body).toHaveLength(80);
    },
    PATIENCE_MS,
  );
});
