import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blocked, fullForData, fullForDownloads, fullForLogs, smallLimits } from '../support/full-disks.js';
import { eventually, runningDemo } from '../support/running-demo.js';
import type { RunningDemo } from '../support/running-demo.js';
import { mayMount, smallDisk } from '../support/small-disk.js';
import type { SmallDisk } from '../support/small-disk.js';

const PATIENCE_MS = 120_000;
const MB = 1_048_576;
/** Longer than any answer may take: a request to a service that is stuck ends after 10 s. */
const BOUNDED_MS = 15_000;

if (!mayMount) process.stderr.write('SKIPPED: full disks are only tried as root, where small file systems may be mounted\n');

(mayMount ? describe : describe.skip)('a system whose disks are full one after the other', () => {
  let base: string;
  let demo: RunningDemo;
  /** In the order they were mounted. */
  const disks: SmallDisk[] = [];
  const mounted = (path: string, sizeMb: number) => {
    const disk = smallDisk(path, sizeMb);
    disks.push(disk);
    return disk;
  };
  let data: SmallDisk;
  let logs: SmallDisk;
  let music: SmallDisk;
  let downloads: SmallDisk;
  const accepted: string[] = [];

  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'soulsync-full-'));
    await chmod(base, 0o755); // Postgres may run as another user
    data = mounted(base, 700);
    logs = mounted(join(base, 'logs'), 20);
    mounted(join(base, 'world'), 300);
    music = mounted(join(base, 'world', 'music'), 300);
    downloads = mounted(join(base, 'world', 'downloads'), 100);
    demo = await runningDemo(['--tracks', '60', '--seed', '11'], base, {
      ...smallLimits,
      SOULSYNC_LOG_MAX_MB: '1',
      SOULSYNC_LOG_FILES: '4',
    });
  }, PATIENCE_MS);

  afterAll(async () => {
    try {
      await demo?.stop();
    } finally {
      for (const disk of disks.reverse()) disk.unmount();
      await rm(base, { recursive: true, force: true });
    }
  }, PATIENCE_MS);

  it.each([
    ['music folder', () => music],
    ['download folder', () => downloads],
  ])(
    'begins no download while the disk of the %s has too little room, says so, and goes on when it has',
    async (name, disk) => {
      const { issue, begunMeanwhile } = await fullForDownloads(demo, disk());
      expect(issue).toMatchObject({
        service: 'acquire-svc',
        message: expect.stringMatching(
          new RegExp(`paused: the disk of the ${name} \\(.*\\) has [0-3] MB free and 4 MB are needed`),
        ) as unknown,
        advice: expect.stringContaining('by themselves') as unknown,
      });
      expect(begunMeanwhile).toBe(false);
    },
    PATIENCE_MS,
  );

  it(
    'refuses commands with the reason, in bounded time, while the disk of log and database is full, and takes them by itself when there is room',
    async () => {
      const commanded = await fullForData(demo, data, 'data');
      expect(commanded.issue).toMatchObject({ message: expect.stringMatching(/disk.* MB free/) as unknown });
      expect(commanded.refused.length).toBeGreaterThan(0);
      for (const { status, detail } of commanded.refused) {
        expect(status).toBe(503);
        expect(detail).toMatch(/Nothing can be stored|event log|database|did not answer|is not running/);
      }
      expect(commanded.refused.map(({ detail }) => detail)).toContainEqual(expect.stringMatching(/disk of the event log .* MB free/));
      expect(commanded.slowestMs).toBeLessThan(BOUNDED_MS);
      accepted.push(...commanded.accepted);
    },
    2 * PATIENCE_MS,
  );

  it(
    'loses lines and nothing else while the disk of the logs is full, and says how many',
    async () => {
      const commanded = await fullForLogs(demo, logs, 'logs');
      expect(commanded.refused).toEqual([]);
      accepted.push(...commanded.accepted);
      const text = () => readFile(join(base, 'logs', 'services.log'), 'utf8');
      expect(await eventually(text, (all) => all.includes('"droppedLines":'))).toMatch(/"message":"\d+ log lines could not be written/);
    },
    PATIENCE_MS,
  );

  it(
    'has lost and doubled nothing in the end, was started by nobody, and its logs are within their bounds',
    async () => {
      const ends = new Set(['owned', 'review', 'filed', 'wished']);
      const entries = () => demo.get<{ state: string }[]>('/api/v1/playlist-entries?_start=0&_end=500');
      const found = await eventually(entries, (all) => all.length === 40 && all.every(({ state }) => ends.has(state)), PATIENCE_MS);
      const count = (state: string) => found.filter((entry) => entry.state === state).length;
      expect([count('owned'), count('review'), count('filed'), count('wished')]).toEqual([24, 2, 12, 2]);
      const there = await blocked(demo);
      expect(accepted.filter((id) => there.get(id) !== 1)).toEqual([]);
      expect(demo.process.exitCode).toBeNull();
      const sizes = new Map<string, number>();
      for (const name of await readdir(logs.path)) {
        const of = name.replace(/\.\d+$/, '');
        sizes.set(of, (sizes.get(of) ?? 0) + (await stat(join(logs.path, name))).size);
      }
      expect([...sizes].filter(([, bytes]) => bytes > MB)).toEqual([]);
    },
    2 * PATIENCE_MS,
  );
});
