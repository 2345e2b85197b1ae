import { merge } from 'rxjs';
import type { AudioSourceName, Offer } from '@soulsync/contracts';
import { Unavailable } from '@soulsync/service-kit';
import type { Availability } from '../ports/audio-source.js';
import type { LiveSource } from './live-source.js';

export type SourceRegistry = Readonly<Partial<Record<AudioSourceName, LiveSource>>>;

/**
 * All sources as one: what is searched for is searched for in each that is set up, and whatever is asked about an offer is asked of its own
 * source. One that could not be asked makes the search one that could not be asked, since it may have had the best.
 */
export function audioSources(registry: SourceRegistry): LiveSource {
  const all = Object.entries(registry) as readonly (readonly [AudioSourceName, LiveSource])[]; // its keys are names of sources
  const setUp = () => all.map(([, source]) => source).filter((source) => source.isSetUp());
  const of = ({ source }: Offer): LiveSource => {
    const found = registry[source];
    if (!found) throw new Unavailable(source, `${source} is no source of this version`);
    return found;
  };
  return {
    isSetUp: () => setUp().length > 0,
    changes: merge(...all.map(([, { changes }]) => changes)),
    async search(searchId, terms, waitMs, signal) {
      const asked = setUp();
      if (asked.length === 0) throw new Unavailable('audio sources', 'no source of audio is set up');
      const answers = await Promise.all(asked.map((source) => source.search(searchId, terms, waitMs, signal)));
      return { responses: answers.reduce((sum, { responses }) => sum + responses, 0), files: answers.flatMap(({ files }) => files) };
    },
    cancelSearch: async (searchId) => void (await Promise.all(setUp().map((source) => source.cancelSearch(searchId)))),
    async firstFree(offers) {
      const own = all.map(([name, source]) => ({ source, offers: offers.filter((offer) => offer.source === name) }));
      const asked = own.filter((one) => one.offers.length > 0 && one.source.isSetUp());
      return best(await Promise.all(asked.map((one) => one.source.firstFree(one.offers))));
    },
    fetch: (request) => of(request.offer).fetch(request),
    follow: (request, networkTransferId) => of(request.offer).follow(request, networkTransferId),
    locate: (request, networkTransferId) => of(request.offer).locate(request, networkTransferId),
    cancel: (request, networkTransferId) => of(request.offer).cancel(request, networkTransferId),
    forget: (request, networkTransferId) => of(request.offer).forget(request, networkTransferId),
    failed: (offer, cause, context) => of(offer).failed(offer, cause, context),
  };
}

/** Whoever is free goes before whoever rests, and that before whoever is blocked. */
function best(found: readonly Availability[]): Availability {
  const free = found.filter((one) => one.kind === 'free').sort((a, b) => b.offer.score - a.offer.score);
  const resting = found.filter((one) => one.kind === 'resting').sort((a, b) => a.restMs - b.restMs);
  return free[0] ?? resting[0] ?? found.find(({ kind }) => kind === 'blocked') ?? { kind: 'no-offers' };
}
