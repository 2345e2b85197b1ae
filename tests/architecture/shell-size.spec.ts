import { describe, expect, it } from '@jest/globals';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../apps/admin-ui/dist/console');

describe('the shell of the console', () => {
  it('is at most 340 kB of compressed script: what a page needs before it can show anything', async () => {
    const page = await readFile(join(folder, 'index.html'), 'utf8');
    const scripts = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, path = '']) => path);
    expect(scripts.length).toBeGreaterThan(0);
    const bytes = await Promise.all(
      scripts.map(async (path) => {
        const [plain, zipped] = await Promise.all([stat(join(folder, path)), stat(join(folder, `${path}.gz`)).catch(() => null)]);
        return zipped?.size ?? plain.size; // too small to be compressed
      }),
    );
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(340_000);
  });
});
