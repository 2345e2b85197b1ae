import type { Observable } from 'rxjs';
import { Unavailable } from '@soulsync/service-kit';
import type { PeerNetwork } from '../ports/peer-network.js';

/** A network that is set up, changed and taken away while everything goes on. */
export interface LiveNetwork extends PeerNetwork {
  isSetUp(): boolean;
  /** After each change of how it is set up. */
  readonly changes: Observable<unknown>;
}

/** `current`: as it is set up now; null: it is not, and whatever is asked throws Unavailable. */
export function liveNetwork(current: () => PeerNetwork | null, changes: Observable<unknown>): LiveNetwork {
  const network = (): PeerNetwork => {
    const now = current();
    if (now === null) throw new Unavailable('slskd', 'slskd is not set up');
    return now;
  };
  return {
    changes,
    isSetUp: () => current() !== null,
    search: async (...asked) => network().search(...asked),
    cancelSearch: async (...asked) => network().cancelSearch(...asked),
    enqueue: async (...asked) => network().enqueue(...asked),
    state: async (...asked) => network().state(...asked),
    locate: async (...asked) => network().locate(...asked),
    cancel: async (...asked) => network().cancel(...asked),
    forget: async (...asked) => network().forget(...asked),
  };
}

/** What was made for the same values is made once: a connection keeps what it learnt until something about it changes. */
export function madeOncePer<Values, Made>(
  values: () => Values,
  make: (now: Values) => Made,
  isSame: (a: Values, b: Values) => boolean,
): () => Made {
  let last: { readonly values: Values; readonly made: Made } | null = null;
  return () => {
    const now = values();
    if (last === null || !isSame(last.values, now)) last = { values: now, made: make(now) };
    return last.made;
  };
}
