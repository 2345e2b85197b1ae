import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { filingGround } from '../support/filing-ground.js';
import type { FilingGround } from '../support/filing-ground.js';
import { filingKillPoints, killFilingAt } from '../support/killed-filings.js';

let filing: FilingGround;
beforeAll(async () => {
  filing = await filingGround();
}, 60_000);
afterAll(() => filing.stop(), 60_000);

describe('a filing that is killed', () => {
  it.each(filingKillPoints)(
    '%s is filed once, and tidied by the next start',
    async (point) => {
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
