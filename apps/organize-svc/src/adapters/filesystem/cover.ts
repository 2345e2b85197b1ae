import { messageOf } from '@soulsync/event-store';
import type { Logger } from '@soulsync/event-store';
import type { PictureSource } from '@soulsync/service-kit';
import type { CoverSource } from '../../filing/ports/cover-source.js';

/** What is fetched, or nothing: a cover never holds a file up. */
export function coverSource(fetched: PictureSource, logger: Logger): CoverSource {
  return {
    async cover(url) {
      try {
        return await fetched(url);
      } catch (error) {
        logger.warn('a cover could not be fetched; the file is filed without', { error: messageOf(error) });
        return null;
      }
    },
  };
}
