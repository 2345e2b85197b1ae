import type { Observable } from 'rxjs';
import { Unavailable } from '@soulsync/service-kit';
import type { AudioSource } from '../ports/audio-source.js';

/** A source that is set up, changed and taken away while everything goes on. */
export interface LiveSource extends AudioSource {
  isSetUp(): boolean;
  /** After each change of how it is set up. */
  readonly changes: Observable<unknown>;
}

/** `current`: as it is set up now; null: it is not, and whatever is asked throws Unavailable, of `system`. */
export function liveSource(system: string, current: () => AudioSource | null, changes: Observable<unknown>): LiveSource {
  const source = (): AudioSource => {
    const now = current();
    if (now === null) throw new Unavailable(system, `${system} is not set up`);
    return now;
  };
  return {
    changes,
    isSetUp: () => current() !== null,
    search: async (...asked) => source().search(...asked),
    cancelSearch: async (...asked) => source().cancelSearch(...asked),
    firstFree: async (...asked) => source().firstFree(...asked),
    fetch: async (...asked) => source().fetch(...asked),
    follow: async (...asked) => source().follow(...asked),
    locate: async (...asked) => source().locate(...asked),
    cancel: async (...asked) => source().cancel(...asked),
    forget: async (...asked) => source().forget(...asked),
    failed: async (...asked) => source().failed(...asked),
  };
}
