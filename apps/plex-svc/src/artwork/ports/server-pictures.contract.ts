import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServerPictures } from './server-pictures.js';

/** A server with one album that has a picture and one that has none, and artists likewise. */
export interface PicturesLab {
  readonly pictures: ServerPictures;
  readonly with: { readonly album: string; readonly artist: string };
  readonly without: { readonly album: string; readonly artist: string };
  /** What it shows of the album that has one. */
  readonly image: Uint8Array;
  /** From here on a page of a login proxy comes instead of pictures. */
  intercept(): Promise<void>;
  /** From here on nobody answers. */
  vanish(): Promise<void>;
  recover(): Promise<void>;
  stop(): Promise<void>;
}

/** What the pictures of every media server keep. */
export function serverPicturesContract(name: string, open: () => Promise<PicturesLab>): void {
  describe(`the pictures of a server: ${name}`, () => {
    let lab: PicturesLab;
    beforeAll(async () => {
      lab = await open();
    }, 60_000);
    afterEach(() => lab.recover());
    afterAll(() => lab.stop(), 60_000);

    it('are those that it shows, byte for byte', async () => {
      expect(Buffer.from((await lab.pictures.picture('album', lab.with.album)) ?? [])).toEqual(Buffer.from(lab.image));
      expect(await lab.pictures.picture('artist', lab.with.artist)).not.toBeNull();
    });

    it('are none where it shows none, or knows no such thing', async () => {
      expect(await lab.pictures.picture('album', lab.without.album)).toBeNull();
      expect(await lab.pictures.picture('artist', lab.without.artist)).toBeNull();
      expect(await lab.pictures.picture('album', '99999')).toBeNull();
    });

    it('are not known, rather than none, where something else answers', async () => {
      await lab.intercept();
      await expect(lab.pictures.picture('album', lab.with.album)).rejects.toMatchObject({ name: 'Unavailable' });
    });

    it('are not known, rather than none, while it is away', async () => {
      await lab.vanish();
      await expect(lab.pictures.picture('album', lab.with.album)).rejects.toMatchObject({ name: 'Unavailable' });
    });
  });
}
