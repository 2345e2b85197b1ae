import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { exportify } from '../support/exportify.js';
import { asAdmin, ask, callers, runningGateway } from '../support/gateway.js';
import type { Gateway } from '../support/gateway.js';

const PATIENCE_MS = 300_000;
const ROWS = 20_000;
const main = resolve(import.meta.dirname, '../../apps/catalog-svc/dist/main.js');

interface PlaylistRow {
  readonly id: string;
  readonly name: string;
  readonly entryCount: number;
  readonly importRows: number | null;
  readonly importStored: number | null;
}

describe('playlists that are imported from files', () => {
  let gateway: Gateway;
  let who: Awaited<ReturnType<typeof callers>>;
  const children: ChildProcess[] = [];
  let service: ChildProcess;

  /** catalog-svc as a process of its own, which a signal can end at any moment. */
  async function start(): Promise<ChildProcess> {
    const env = { ...process.env, ...(await gateway.ground.envOf('catalog-svc')), SOULSYNC_DATA_DIR: gateway.dataDir };
    const child = spawn(process.execPath, [main], { stdio: 'ignore', env });
    children.push(child);
    await eventually(
      () => ask(`${gateway.url}/api/v1/playlists`, { headers: who['editor'] ?? {} }),
      ({ status }) => status === 200,
    );
    return child;
  }
  async function kill(child: ChildProcess): Promise<void> {
    const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null;
    child.kill('SIGKILL');
    await ended;
  }
  async function eventually<T>(look: () => Promise<T>, met: (found: T) => boolean): Promise<T> {
    for (const end = performance.now() + PATIENCE_MS; ; await sleep(20)) {
      const found = await look();
      if (met(found)) return found;
      if (performance.now() > end) throw new Error(`it did not come to that: ${JSON.stringify(found).slice(0, 500)}`);
    }
  }
  const upload = (body: string, query = 'fileName=Sunday.csv') =>
    ask(`${gateway.url}/api/v1/playlists/import?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv', ...who['editor'] },
      body,
      withinMs: PATIENCE_MS,
    });
  const followed = async (...given: Parameters<typeof upload>): Promise<string> => {
    const { status, text } = await upload(...given);
    if (status !== 200) throw new Error(`${status} ${text}`);
    return (JSON.parse(text) as { id: string }).id; // as the API describes it
  };
  const read = async <T>(path: string): Promise<T> => {
    const { status, text } = await ask(`${gateway.url}/api/v1/${path}`, { headers: who['editor'] ?? {} });
    if (status !== 200) throw new Error(`${path}: ${status} ${text.slice(0, 300)}`);
    return JSON.parse(text) as T; // as the API describes it
  };
  const imported = async (id: string, entries: number): Promise<PlaylistRow> => {
    const row = await eventually(
      () => read<PlaylistRow>(`playlists/${id}`).catch(() => null), // followed a moment later
      (row) => row?.entryCount === entries && row.importRows === null,
    );
    if (!row) throw new Error('there is no such playlist');
    return row;
  };
  const entryIdsOf = async (id: string) =>
    (await gateway.ground.eventsOf('EntriesAdded'))
      .filter(({ playlistId }) => playlistId === id)
      .flatMap(({ entries }) => entries.map(({ entryId }) => entryId));

  beforeAll(async () => {
    gateway = await runningGateway(asAdmin);
    who = await callers(gateway);
    service = await start();
  }, PATIENCE_MS);
  afterAll(async () => {
    await Promise.all(children.map(kill));
    await gateway.stop();
  }, PATIENCE_MS);

  it(
    `of ${ROWS} rows are there with every row once, also when the service was killed in the middle of it`,
    async () => {
      const id = await followed(exportify(ROWS));
      const stored = async () =>
        (await gateway.ground.query<{ n: number }>(`SELECT cardinality("entryIds") AS "n" FROM catalog.playlist_order`))[0]?.n ?? 0;
      const atKill = await eventually(stored, (n) => n > 0);
      await kill(service);
      expect(atKill).toBeLessThan(ROWS);
      service = await start();
      const { importRows, importStored } = await read<PlaylistRow>(`playlists/${id}`);
      expect([importRows, (importStored ?? ROWS) < ROWS]).toEqual([ROWS, true]); // what the console shows
      await imported(id, ROWS);
      const entries = await entryIdsOf(id);
      expect([entries.length, new Set(entries).size]).toEqual([ROWS, ROWS]);
      const [last] = await eventually(
        () => read<readonly { position: number; title: string }[]>(`playlist-entries?playlistId=${id}&_start=${ROWS - 1}&_end=${ROWS}`),
        (rows) => rows.length === 1,
      );
      expect(last).toMatchObject({ position: ROWS, title: `Harbour Glass, Part ${ROWS - 1} (Remastered 2011)` });
      expect(await gateway.ground.query('SELECT 1 FROM catalog.playlist_import_rows LIMIT 1')).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'of one name are as many playlists as files; the entries of one are replaced where that is asked for',
    async () => {
      const query = 'fileName=Monday.csv';
      const [one, other] = [await followed(exportify(30), query), await followed(exportify(40, 1_000), query)];
      expect([(await imported(one, 30)).name, (await imported(other, 40)).name, one === other]).toEqual(['Monday', 'Monday', false]);
      expect(await followed(exportify(50, 10), `fileName=Tuesday.csv&playlistId=${one}`)).toBe(one);
      expect((await imported(one, 50)).name).toBe('Monday');
      await imported(other, 40);
      const [first] = await eventually(
        () => read<readonly { title: string }[]>(`playlist-entries?playlistId=${one}`),
        (rows) => rows.length === 25,
      );
      expect(first?.title).toContain('Part 10 ');
    },
    PATIENCE_MS,
  );

  it('are not put into what is no imported playlist, and say what they may not be larger than', async () => {
    const query = 'fileName=a.csv&playlistId=00000000-0000-4000-8000-000000000000';
    expect(await upload(exportify(1), query)).toMatchObject({ status: 404 });
    const many = `Title\n${'x\n'.repeat(100_001)}`;
    expect(await upload(many)).toMatchObject({ status: 422, text: expect.stringContaining('more than 100000 rows') });
    const long = await upload(`Track Name,Artist Name(s)\nSong,"${'Ida;'.repeat(8_000)}"`);
    expect([long.status, long.text]).toEqual([200, expect.stringContaining('at most 20000 are taken')]);
  });
});
