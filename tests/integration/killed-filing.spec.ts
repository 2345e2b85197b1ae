import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { filesBelow, filingGround } from '../support/filing-ground.js';
import type { FilingGround } from '../support/filing-ground.js';
import { eventually } from '../support/running-demo.js';

let filing: FilingGround;
beforeAll(async () => {
  filing = await filingGround();
}, 60_000);
afterAll(() => filing.stop(), 60_000);

describe('a filing that is killed', () => {
  for (const [index, point] of [
    'before link staged',
    'after link staged',
    'after unlink staged',
    'before rm staging',
    'after rm staging',
    'before rm download',
    'after rm download',
    'after rmdir folder',
  ].entries())
    it(`${point} is filed once, and tidied by the next start`, async () => {
      const title = `Song ${index}`;
      await filing.deliver(title);
      expect(await filing.runKilledAt(point)).toBe('SIGKILL');
      const service = await filing.start();
      try {
        await eventually(filing.states, (rows) => rows.length === index + 1 && rows.every(({ tidied }) => tidied));
        expect((await filesBelow(filing.music)).filter((path) => path.includes(title))).toEqual([
          `Old Ferry/Old Ferry - Crossings/${title}.flac`,
        ]);
        expect((await filesBelow(filing.music)).filter((path) => path.startsWith('.'))).toEqual([]);
        expect(await readdir(filing.downloads)).toEqual(['.soulsync-root']);
        expect((await filing.on.eventsOf('FilePublished')).filter(({ path }) => path.includes(title))).toHaveLength(1);
        expect(await filing.issues()).toEqual([]);
      } finally {
        await service.stop();
      }
    }, 120_000);
});
