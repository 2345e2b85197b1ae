import { describe, expect, it } from '@jest/globals';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { result, soulsync } from '../support/soulsync.js';

describe('the built-in world on a simulated Jellyfin', () => {
  it('ends with every entry where its script says, the read models equal their rebuild, and no log holds the password or a token', async () => {
    const data = await mkdtemp(join(tmpdir(), 'soulsync-e2e-'));
    await chmod(data, 0o755); // Postgres may run as another user
    try {
      const { entries } = result(await soulsync('demo', '--once', '--json', '--server', 'jellyfin', '--data', data));
      expect(entries).toHaveLength(40);
      expect(entries.filter(({ state }) => state === 'filed')).toHaveLength(12);
      const replay = await soulsync('replay', '--data', data, '--json');
      expect(JSON.parse(replay.stdout)).toMatchObject({ ok: true, differing: 0 });
      const json = async (name: string) => JSON.parse(await readFile(join(data, 'world', name), 'utf8')) as Record<string, unknown>; // of our own simulator
      const { users } = (await json('jellyfin.json')) as { users: { password: string }[] }; // as it is written
      const { sessions } = (await json('run/jellyfin-state.json')) as { sessions: { token: string }[] }; // as it is kept
      const secrets = [...users.map(({ password }) => password), ...sessions.map(({ token }) => token)];
      expect(secrets.length).toBeGreaterThanOrEqual(2);
      for (const log of await readdir(join(data, 'logs'))) {
        const text = await readFile(join(data, 'logs', log), 'utf8');
        expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
      }
    } finally {
      await rm(data, { recursive: true, force: true });
    }
  }, 300_000);
});
