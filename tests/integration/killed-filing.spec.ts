import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { filingGround } from '../support/filing-ground.js';
import type { FilingGround } from '../support/filing-ground.js';
import { canMakeExfat, exfatDisk } from '../support/exfat-disk.js';
import { copyKillPoints, filingKillPoints, killFilingAt, unlinkedKillPoints } from '../support/killed-filings.js';
import { canMount, mounts } from '../support/mounts.js';

type Over = (base: string) => () => void;
const exfat: Over = (base) => exfatDisk(base, 'music').unmount;
const artistsElsewhere: Over = (base) => {
  const disks = mounts();
  disks.disk(join(base, 'music', 'Old Ferry'));
  return () => {
    disks.endAll();
  };
};
const grounds: readonly (readonly [string, Over | undefined, readonly string[], boolean])[] = [
  ['', undefined, filingKillPoints, true],
  [' where no hard links are, on exFAT', exfat, unlinkedKillPoints, canMakeExfat()],
  [' whose artist lies on another file system', artistsElsewhere, copyKillPoints, canMount()],
];

describe.each(grounds)('a filing that is killed%s', (_where, over, points, possible) => {
  const test = possible ? it : it.skip;
  let filing: FilingGround | undefined;
  beforeAll(async () => {
    if (possible) filing = await filingGround(over);
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
