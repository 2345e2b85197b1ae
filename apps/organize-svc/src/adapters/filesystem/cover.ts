import { messageOf } from '@soulsync/event-store';
import type { Logger } from '@soulsync/event-store';
import type { PictureSource } from '@soulsync/service-kit';

/** The cover's bytes; null: there is none to be had, which never holds a file up. */
export function coverSource(fetched: PictureSource, logger: Logger): PictureSource {
  return async (url) => {
    try {
      return await fetched(url);
    } catch (error) {
      logger.warn('a cover could not be fetched; the file is filed without', { error: messageOf(error) });
      return null;
    }
  };
}
