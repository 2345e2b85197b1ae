import { describe, expect, it } from '@jest/globals';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { result, soulsync } from '../support/soulsync.js';
import { supysonicIsHere } from '../support/supysonic.js';

(supysonicIsHere() ? describe : describe.skip)('the built-in world on a real Subsonic server', () => {
  it('ends with every entry where its script says, the read models equal their rebuild, and no log holds the password', async () => {
    const data = await mkdtemp(join(tmpdir(), 'soulsync-e2e-'));
    await chmod(data, 0o755); // Postgres may run as another user
    try {
      const { entries } = result(await soulsync('demo', '--once', '--json', '--server', 'subsonic', '--data', data));
      expect(entries).toHaveLength(40);
      expect(entries.filter(({ state }) => state === 'filed')).toHaveLength(12);
      const replay = await soulsync('replay', '--data', data, '--json');
      expect(JSON.parse(replay.stdout)).toMatchObject({ ok: true, differing: 0 });
      const password = (await readFile(join(data, 'supysonic', 'password'), 'utf8')).trim();
      for (const log of await readdir(join(data, 'logs'))) {
        const text = await readFile(join(data, 'logs', log), 'utf8');
        expect(text).not.toContain(password);
        expect(text).not.toContain(Buffer.from(password).toString('hex'));
      }
    } finally {
      await rm(data, { recursive: true, force: true });
    }
  }, 300_000);
});
