import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { keepStore } from '../support/log-rollback.js';
import { eventually, runningDemo } from '../support/running-demo.js';
import { result, soulsync } from '../support/soulsync.js';

interface Issue {
  readonly service: string;
  readonly code: string;
  readonly level: string;
  readonly message: string;
}
interface Named {
  readonly id: string;
  readonly name: string;
  readonly entryCount: number;
}

interface Replayed {
  readonly ok: boolean;
  readonly differing: number;
  readonly lost: readonly string[];
}

async function replay(data: string): Promise<Replayed> {
  const { stdout, stderr } = await soulsync('replay', '--data', data, '--json');
  if (!stdout.startsWith('{')) throw new Error(stderr);
  return JSON.parse(stdout) as Replayed; // the last line of --json
}

const csv = (from: number) =>
  ['Track Name,Artist Name(s),Album Name', ...Array.from({ length: 30 }, (_, n) => `Song ${from + n},Band ${n % 5},Record ${n % 3}`)].join(
    '\n',
  );

describe('a whole system whose event log is older than its database', () => {
  let data = '';
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'soulsync-e2e-'));
    await chmod(data, 0o755);
    result(await soulsync('demo', '--once', '--json', '--data', data));
  }, 300_000);
  afterAll(() => rm(data, { recursive: true, force: true }));

  it('says so in words, equals its rebuild again, takes in new events and lists what was lost', async () => {
    const kept = await keepStore(data);
    let demo = await runningDemo([], data);
    expect((await demo.post('/api/v1/playlists', { source: 'csv', fileName: 'lost.csv', csv: csv(1), start: 'now' })).status).toBe(200);
    const playlists = (path = '') => demo.get<readonly Named[]>(`/api/v1/playlists${path}`);
    await eventually(
      () => playlists(),
      (rows) => rows.some(({ name, entryCount }) => name === 'lost' && entryCount === 30),
      60_000,
    );
    await demo.stop();
    await kept.putBack();

    const { ok, differing, lost } = await replay(data);
    expect({ ok, differing }).toEqual({ ok: true, differing: 0 });
    expect(lost.join('\n')).toMatch(/The event log ends at commit/);
    expect(lost.join('\n')).toMatch(/lost: \S+ Started following “lost”/);

    demo = await runningDemo([], data);
    try {
      const lostEvents = (issues: readonly Issue[]) => issues.filter(({ code }) => code === 'event-log-lost-events');
      const issues = lostEvents(await demo.get<readonly Issue[]>('/api/v1/health-issues'));
      expect(issues).toMatchObject([{ service: 'gateway', level: 'error', message: expect.stringContaining('PlaylistFollowed') }]);
      expect((await playlists()).filter(({ name }) => name === 'lost')).toEqual([]);

      await demo.post('/api/v1/playlists', { source: 'csv', fileName: 'again.csv', csv: csv(100), start: 'now' });
      await eventually(
        () => playlists(),
        (rows) => rows.some(({ name, entryCount }) => name === 'again' && entryCount === 30),
        60_000,
      );
      const told = await soulsync('doctor', '--data', data);
      expect(told.stdout).toMatch(/FAIL event log: The event log ends at commit/);
      // On a machine with too much to do a service may not answer at the first time.
      const markAsSeen = () => demo.post('/api/v1/health-issues/event-log-lost-events/acknowledge');
      await eventually(markAsSeen, ({ status }) => status === 200, 60_000);
      expect(lostEvents(await demo.get<readonly Issue[]>('/api/v1/health-issues'))).toEqual([]);
    } finally {
      await demo.stop();
    }
    expect(await replay(data)).toMatchObject({ ok: true, differing: 0, lost: [] });
  }, 300_000);
});
