import { FACTS_AT_ONCE, rpc } from '@soulsync/contracts';
import type { Facts } from '@soulsync/contracts';
import { newId } from '@soulsync/event-store';
import type { RpcClient } from '@soulsync/service-kit';
import type { ArtistFacts } from '../../ports/artist-facts.js';

/** Each question may wait for a few calls a second apart, and for tries after a busy answer. */
const TIMEOUT_MS = 180_000;

/** catalog-svc alone speaks to Spotify and MusicBrainz. */
export function catalogFacts(requests: RpcClient): ArtistFacts {
  return {
    async ask(questions) {
      const answers: Facts[] = [];
      for (let from = 0; from < questions.length; from += FACTS_AT_ONCE) {
        const context = { actor: { kind: 'process', id: 'plex-svc' } as const, correlationId: newId(), traceparent: null };
        const body = { questions: questions.slice(from, from + FACTS_AT_ONCE) };
        answers.push(...(await requests.request<readonly Facts[]>(rpc.catalog.artistFacts, body, context, TIMEOUT_MS)));
      }
      return answers;
    },
  };
}
