import type { PicturePart } from '@soulsync/contracts';
import { NotFound, Unavailable } from '@soulsync/service-kit';

/** One that changes at each of so many readings is given up. */
const READINGS = 3;

/**
 * A picture that a service hands over part by part; from its beginning again where it changed meanwhile. null: there is none, or it has more
 * than `maxBytes`. Throws Unavailable where it changes on and on.
 */
export async function readPicture(ask: (offset: number) => Promise<PicturePart>, maxBytes = Infinity): Promise<Buffer | null> {
  try {
    for (let reading = 0; reading < READINGS; reading += 1) {
      const first = await ask(0);
      if (first.sizeBytes > maxBytes) return null;
      const parts = [Buffer.from(first.base64, 'base64')];
      let bytes = parts[0]?.length ?? 0;
      let isSame = bytes > 0;
      while (isSame && bytes < first.sizeBytes) {
        const next = await ask(bytes);
        const more = Buffer.from(next.base64, 'base64');
        isSame = next.sha256 === first.sha256 && more.length > 0;
        parts.push(more);
        bytes += more.length;
      }
      if (isSame) return Buffer.concat(parts);
    }
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
  throw new Unavailable('plex-svc', 'the picture changes while it is read');
}
