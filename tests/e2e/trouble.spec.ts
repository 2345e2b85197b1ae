import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, launcher, runningDemo } from '../support/running-demo.js';
import type { RunningDemo } from '../support/running-demo.js';

interface Issue {
  readonly service: string;
  readonly code: string;
  readonly message: string;
  readonly advice: string;
}
interface Entry {
  readonly position: number;
  readonly state: string;
}

const PATIENCE_MS = 90_000;
const MB = 1_048_576;
const mount = (...args: readonly string[]) => spawnSync('mount', args).status === 0;

/** Where a small file system of our own can be made (root, and allowed to mount). */
const mayMount = (() => {
  if (process.getuid?.() !== 0) return false;
  return spawnSync('unshare', ['-m', 'sh', '-c', 'mount -t tmpfs -o size=1m none /mnt']).status === 0;
})();

describe('trouble outside: said in words, waited out, and nothing that was stored is lost', () => {
  let base: string;
  let music: string;
  let demo: RunningDemo;
  let playlistId = '';
  let sourceRef = '';

  const issues = () => demo.get<Issue[]>('/api/v1/health-issues');
  const issue = async (code: string) =>
    (await eventually(issues, (found) => found.some((one) => one.code === code), PATIENCE_MS)).find((one) => one.code === code);
  const gone = (code: string) => eventually(issues, (found) => found.every((one) => one.code !== code), PATIENCE_MS);
  const entries = () => demo.get<Entry[]>(`/api/v1/playlist-entries?playlistId=${playlistId}&_start=0&_end=500`);
  const libraryTracks = async () => (await demo.get<object[]>('/api/v1/library-tracks?_start=0&_end=500')).length;

  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'soulsync-trouble-'));
    await chmod(base, 0o755); // Postgres may run as another user
    music = join(base, 'world', 'music');
    await mkdir(music, { recursive: true });
    if (mayMount) expect(mount('-t', 'tmpfs', '-o', 'size=600m', 'none', music)).toBe(true);
    // Downloads don't pause before the disk is full: what filing does then is looked at here, pausing in full-disks.spec.ts.
    demo = await runningDemo(['--tracks', '60', '--seed', '11'], base, { SOULSYNC_MUSIC_MIN_FREE_MB: '0' });
    if (mayMount) {
      const { blocks, bfree, bsize } = await statfs(music);
      expect(mount('-o', `remount,size=${Math.ceil(((blocks - bfree) * bsize) / MB) * MB + 1.5 * MB}`, music)).toBe(true);
    }
    const [playlist] = await eventually(
      () => demo.get<{ id: string; sourceRef: string }[]>('/api/v1/playlists'),
      (found) => found.length === 1,
    );
    playlistId = playlist?.id ?? '';
    sourceRef = playlist?.sourceRef ?? '';
  }, 120_000);

  afterAll(async () => {
    await demo.stop();
    if (mayMount) spawnSync('umount', [music]);
    await rm(base, { recursive: true, force: true });
  }, 60_000);

  it('nothing but the open doors answers without a session or an API key', async () => {
    const { paths } = await demo.get<{ paths: Readonly<Record<string, Readonly<Record<string, object>>>> }>('/api/v1/openapi.json');
    // Ending no session is nothing; whoever comes back from Spotify is sent on to the console.
    const open = /^\/(?:ping|api\/v1\/(?:setup|session|session\/end|spotify\/callback))$/;
    const asked = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => [method, path] as const));
    const closed = asked.filter(([, path]) => !open.test(path));
    expect(closed.length).toBeGreaterThan(30);
    const answers = await Promise.all(
      [...closed, ['get', '/api/v1/openapi.json'] as const].map(async ([method, path]) => {
        const response = await fetch(demo.url + path.replace(/\{\w+\}/g, 'x'), { method: method.toUpperCase() });
        return `${response.status} ${method} ${path}`;
      }),
    );
    expect(answers.filter((answer) => !answer.startsWith('401'))).toEqual([]);
    expect((await fetch(`${demo.url}/ping`)).status).toBe(200);
  });

  it(
    'an slskd that is down makes downloads wait, and they go on when it is back',
    async () => {
      await demo.control('slskd', 'fault', { match: '/', dropConnection: true, times: 100_000 });
      expect(await issue('slskd-unavailable')).toMatchObject({
        service: 'acquire-svc',
        advice: expect.stringContaining('go on by themselves'),
      });
      await demo.control('slskd', 'reset-faults');
      await gone('slskd-unavailable');
    },
    2 * PATIENCE_MS,
  );

  (mayMount ? it : it.skip)(
    'a full disk stops filing, not the program, and filing goes on by itself when there is room again',
    async () => {
      expect(await issue('filing-stopped')).toMatchObject({
        service: 'organize-svc',
        message: expect.stringContaining('No space is left on the disk of the music folder'),
        advice: expect.stringContaining('Nothing is lost'),
      });
      expect(mount('-o', 'remount,size=600m', music)).toBe(true);
      await gone('filing-stopped');
    },
    2 * PATIENCE_MS,
  );

  it(
    'after both every entry is where the script of the world says',
    async () => {
      const ends = new Set(['owned', 'review', 'filed', 'wished']);
      const found = await eventually(entries, (all) => all.length === 40 && all.every(({ state }) => ends.has(state)), 2 * PATIENCE_MS);
      const count = (state: string) => found.filter((entry) => entry.state === state).length;
      expect([count('owned'), count('review'), count('filed'), count('wished')]).toEqual([24, 2, 12, 2]);
    },
    3 * PATIENCE_MS,
  );

  it.each([
    ['refuses the token for good', { match: '/', status: 401, times: 50 }, 'spotify-sign-in', /sign in/i],
    [
      'answers 429',
      { match: '/v1', status: 429, headers: { 'Retry-After': '2' }, times: 50 },
      'spotify-rate-limited',
      /too many|wait|limit/i,
    ],
    ['has an outage', { match: '/v1', status: 503, times: 50 }, 'spotify-unavailable', /503|answer/i],
    ['does not let us read this playlist', { match: '/items', status: 403, times: 50 }, 'playlist-unreadable:', /Night drive/],
  ])(
    'a Spotify that %s costs no entry',
    async (_words, fault, code, message) => {
      await demo.control('spotify', 'playlist', { id: sourceRef, snapshotId: `changed-${code}` });
      await demo.control('spotify', 'fault', fault);
      await demo.post(`/api/v1/playlists/${playlistId}/refresh`);
      const found = await eventually(issues, (all) => all.some((one) => one.code.startsWith(code)), PATIENCE_MS);
      expect(found.find((one) => one.code.startsWith(code))?.message).toMatch(message);
      expect(await entries()).toHaveLength(40);
      await demo.control('spotify', 'reset-faults');
      await eventually(
        async () => {
          await demo.post(`/api/v1/playlists/${playlistId}/refresh`);
          return issues();
        },
        (all) => all.every((one) => !one.code.startsWith(code)),
        PATIENCE_MS,
      );
      expect(await entries()).toHaveLength(40);
    },
    2 * PATIENCE_MS,
  );

  it('a running system is looked at by the doctor: every service, and files that Plex and we both see', async () => {
    const doctor = spawnSync(process.execPath, [launcher, 'doctor', '--data', base, '--json'], { encoding: 'utf8' });
    const { findings } = JSON.parse(doctor.stdout) as { findings: { what: string; ok: boolean; says: string }[] }; // its own words
    expect(findings.find(({ what }) => what === 'paths of plex')).toMatchObject({
      ok: true,
      says: expect.stringMatching(/^\d+ of \d+ of its files are here; .* is /) as unknown,
    });
    expect(findings.filter(({ what }) => what.endsWith('-svc')).map(({ what }) => what)).toHaveLength(5);
  });

  it.each([
    ['is starting', { match: '/', status: 503, body: 'maintenance', times: 10_000 }, /starting or in maintenance/],
    ['is not there', { match: '/', dropConnection: true, times: 10_000 }, /plex/i],
    ['answers with a page of HTML', { match: '/', status: 200, body: '<html>login</html>', times: 10_000 }, /not its JSON/],
  ])(
    'a Plex that %s takes no track off the library',
    async (_words, fault, message) => {
      const before = await libraryTracks();
      await demo.control('plex', 'fault', fault);
      await demo.post('/api/v1/library/sweep');
      expect((await issue('library-unreadable:plex'))?.message).toMatch(message);
      expect(await libraryTracks()).toBe(before);
      await demo.control('plex', 'reset-faults');
      await demo.post('/api/v1/library/sweep');
      await gone('library-unreadable:plex');
      expect(await libraryTracks()).toBe(before);
    },
    2 * PATIENCE_MS,
  );
});
