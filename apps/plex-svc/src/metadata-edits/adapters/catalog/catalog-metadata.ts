import { LOOKUPS_AT_ONCE, rpc } from '@soulsync/contracts';
import type { ArtistMetadata } from '@soulsync/contracts';
import { newId } from '@soulsync/event-store';
import type { RpcClient } from '@soulsync/service-kit';
import type { ArtistMetadataSource } from '../../ports/artist-metadata.js';

/** Each question may wait for a few calls a second apart, and for tries after a busy answer. */
const TIMEOUT_MS = 180_000;

/** catalog-svc alone speaks to Spotify and MusicBrainz. */
export function catalogMetadata(requests: RpcClient): ArtistMetadataSource {
  return {
    async ask(questions) {
      const answers: ArtistMetadata[] = [];
      for (let from = 0; from < questions.length; from += LOOKUPS_AT_ONCE) {
        const context = { actor: { kind: 'process', id: 'plex-svc' } as const, correlationId: newId(), traceparent: null };
        const body = { questions: questions.slice(from, from + LOOKUPS_AT_ONCE) };
        answers.push(...(await requests.request<readonly ArtistMetadata[]>(rpc.catalog.artistMetadata, body, context, TIMEOUT_MS)));
      }
      return answers;
    },
  };
}
