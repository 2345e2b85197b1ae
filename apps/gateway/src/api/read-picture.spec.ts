import { describe, expect, it } from '@jest/globals';
import type { PicturePart } from '@soulsync/contracts';
import { NotFound, Unavailable } from '@soulsync/service-kit';
import { readPicture } from './read-picture.js';

/** A service that hands over four bytes at a time; `changes` says what it shows at each question. */
function service(changes: (question: number) => string) {
  let questions = 0;
  return async (offset: number): Promise<PicturePart> => {
    const shown = changes((questions += 1));
    return { base64: Buffer.from(shown.slice(offset, offset + 4)).toString('base64'), sizeBytes: shown.length, sha256: shown };
  };
}

describe('a picture in parts', () => {
  it('is put together', async () => {
    expect((await readPicture(service(() => 'one picture')))?.toString()).toBe('one picture');
    expect((await readPicture(service(() => 'one')))?.toString()).toBe('one');
  });

  it('is read from its beginning again where it changed, and never joined from two', async () => {
    expect((await readPicture(service((question) => (question < 2 ? 'the former one' : 'the newer one!'))))?.toString()).toBe(
      'the newer one!',
    );
  });

  it('that changes at each question is not known', async () => {
    await expect(readPicture(service((question) => `picture ${question} of many`))).rejects.toThrow(Unavailable);
  });

  it('is none where there is none, where it is empty no more, and where it is too large', async () => {
    const none = async () => Promise.reject(new NotFound('there is no picture of it'));
    expect(await readPicture(none)).toBeNull();
    expect(
      await readPicture(
        service(() => 'much too large'),
        10,
      ),
    ).toBeNull();
  });

  it('of a service that is away is not known', async () => {
    await expect(readPicture(async () => Promise.reject(new Unavailable('plex-svc', 'no answer')))).rejects.toThrow('no answer');
  });
});
