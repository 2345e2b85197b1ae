import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { filingGround } from '../support/filing-ground.js';
import type { FilingGround } from '../support/filing-ground.js';
import { canMakeExfat, exfatDisk } from '../support/exfat-disk.js';
import { filingKillPoints, killFilingAt, unlinkedKillPoints } from '../support/killed-filings.js';

const grounds = [
  ['', undefined, filingKillPoints],
  [' where no hard links are, on exFAT', (base: string) => exfatDisk(base, 'music').unmount, unlinkedKillPoints],
] as const;
const onExfat = canMakeExfat();

describe.each(grounds)('a filing that is killed%s', (_where, over, points) => {
  const test = over === undefined || onExfat ? it : it.skip;
  let filing: FilingGround | undefined;
  beforeAll(async () => {
    if (over === undefined || onExfat) filing = await filingGround(over);
  }, 60_000);
  afterAll(() => filing?.stop(), 60_000);

  test.each(points)(
    '%s is filed once, and tidied by the next start',
    async (point) => {
      if (!filing) throw new Error('unreachable: skipped without one');
      const title = `Song killed ${point}`;
      expect(await killFilingAt(filing, point, title)).toEqual({
        killed: true,
        filed: [`Old Ferry/Old Ferry - Crossings/${title}.flac`],
        publishedTimes: 1,
        leftovers: [],
      });
    },
    120_000,
  );
});
