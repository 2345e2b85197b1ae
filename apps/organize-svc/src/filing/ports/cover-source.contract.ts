import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CoverSource } from './cover-source.js';

export interface CoverSourceUnderTest {
  readonly source: CoverSource;
  /** Answers the address of a picture. */
  put(picture: Buffer): Promise<string>;
  /** Addresses at which no cover is to be had: nothing is there, it is no picture, the server fails, nobody answers, we don't go there. */
  withoutCover(): Promise<readonly string[]>;
  end(): Promise<void>;
}

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

/** What filing relies on when it asks for a cover. */
export function coverSourceContract(name: string, open: () => Promise<CoverSourceUnderTest>): void {
  describe(`asking for a cover: ${name}`, () => {
    let on: CoverSourceUnderTest;
    beforeEach(async () => {
      on = await open();
    });
    afterEach(() => on.end());

    it('answers the picture, byte for byte', async () => {
      expect(await on.source.cover(await on.put(png))).toEqual(png);
    });

    it('answers none where the recording names none', async () => {
      expect(await on.source.cover(null)).toBeNull();
    });

    it('answers none, and holds nothing up, where none is to be had', async () => {
      for (const url of await on.withoutCover()) expect(await on.source.cover(url)).toBeNull();
    });
  });
}
