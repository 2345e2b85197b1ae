import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startPostgres } from '@soulsync/launcher';

const BOOT_MS = 120_000;

describe('a data folder whose path is longer than the name of a socket may be', () => {
  it(
    'has its socket in a folder that is closed as well, and goes with the server',
    async () => {
      const base = await mkdtemp(join(tmpdir(), 'soulsync-long-'));
      await chmod(base, 0o755); // Postgres may run as another user
      const data = join(base, 'a'.repeat(60), 'b'.repeat(60));
      await mkdir(data, { recursive: true });
      const { url, server } = await startPostgres(data);
      const socket = new URL(url).searchParams.get('host') ?? '';
      try {
        expect(socket.startsWith(data)).toBe(false);
        expect((await stat(socket)).mode & 0o777).toBe(0o700);
        const client = new Client({ connectionString: url });
        await client.connect();
        await client.end();
        // A server that is started again after its death is found in the same place.
        server.kill();
        const again = async () => {
          const next = new Client({ connectionString: url });
          await next.connect();
          await next.end();
        };
        for (let left = 200; left > 0; left -= 1)
          try {
            await again();
            break;
          } catch (error) {
            if (left === 1) throw error;
            await new Promise((resolve) => setTimeout(resolve, 100));
          }
      } finally {
        await server.stop();
        await rm(base, { recursive: true, force: true });
      }
      expect(existsSync(socket)).toBe(false);
    },
    BOOT_MS,
  );
});
