import type { ArtistMetadata, MetadataLookup, NoMetadata } from '@soulsync/contracts';
import { genreNames } from '../domain/metadata/genre-names.js';
import { SourceBusy } from '../ports/metadata-source.js';
import type { CatalogueMetadata, MetadataSource, LookupResult } from '../ports/metadata-source.js';
import type { LookupCache } from '../store/lookup-cache.js';

/** As they are set up at the moment. */
export interface MetadataSources {
  /** null: it is not set up, which is a real answer. */
  spotify(): MetadataSource | null;
  musicBrainz(): MetadataSource | null;
}

type Answer = { readonly facts: CatalogueMetadata } | { readonly none: NoMetadata };

/** Pictures from Spotify; genres from Spotify, and from MusicBrainz where Spotify has none. What was asked once is kept, a "no" as well. */
export function artistMetadata(sources: MetadataSources, cache: LookupCache): (question: MetadataLookup) => Promise<ArtistMetadata> {
  async function answerOf(source: MetadataSource | null, question: MetadataLookup): Promise<Answer> {
    if (source === null) return { none: 'not-set-up' };
    const known = await cache.find(source.name, question);
    if (known) return asAnswer(known);
    if (await cache.spent(source.name)) return { none: 'calls-used-up' };
    try {
      const found = await source.find(question);
      await cache.keep(source.name, question, found);
      return asAnswer(found);
    } catch (error) {
      if (error instanceof SourceBusy) return { none: error.reason };
      throw error;
    }
  }

  return async (question) => {
    const wants = new Set(question.wants);
    // Spotify has genres of artists alone.
    const asksSpotify = wants.has('picture') || (wants.has('genres') && question.album === null);
    const spotify: Answer = asksSpotify ? await answerOf(sources.spotify(), question) : { none: 'has-none' };
    const ofSpotify = 'facts' in spotify ? genreNames(spotify.facts.genres) : [];
    return {
      picture: wants.has('picture') ? pictureOf(spotify) : null,
      genres: !wants.has('genres')
        ? null
        : ofSpotify.length > 0
          ? { names: ofSpotify, from: 'spotify' }
          : genresOf(await answerOf(sources.musicBrainz(), question)),
    };
  };
}

const asAnswer = (found: LookupResult): Answer => (found.kind === 'found' ? { facts: found.facts } : { none: found.kind });

function pictureOf(answer: Answer): ArtistMetadata['picture'] {
  if ('none' in answer) return answer;
  const url = answer.facts.pictureUrl;
  return url === null ? { none: 'has-none' } : { url, from: 'spotify' };
}

function genresOf(answer: Answer): ArtistMetadata['genres'] {
  if ('none' in answer) return answer;
  const names = genreNames(answer.facts.genres);
  return names.length === 0 ? { none: 'has-none' } : { names, from: 'musicbrainz' };
}
