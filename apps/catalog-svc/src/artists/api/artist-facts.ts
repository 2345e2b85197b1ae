import type { Facts, FactsQuestion, NoFact } from '@soulsync/contracts';
import { genreNames } from '../domain/facts/genre-names.js';
import { SourceBusy } from '../ports/fact-source.js';
import type { CatalogueFacts, FactSource, FactsFound } from '../ports/fact-source.js';
import type { FactCache } from '../store/fact-cache.js';

export interface FactSources {
  /** null: it is not set up, which is a real answer. */
  readonly spotify: FactSource | null;
  readonly musicBrainz: FactSource | null;
}

type Said = { readonly facts: CatalogueFacts } | { readonly none: NoFact };

/** Pictures from Spotify; genres from Spotify, and from MusicBrainz where Spotify has none. What was asked once is kept, a "no" as well. */
export function artistFacts(sources: FactSources, cache: FactCache): (question: FactsQuestion) => Promise<Facts> {
  async function said(source: FactSource | null, question: FactsQuestion): Promise<Said> {
    if (source === null) return { none: 'not-set-up' };
    const known = await cache.find(source.name, question);
    if (known) return asSaid(known);
    if (await cache.spent(source.name)) return { none: 'calls-used-up' };
    try {
      const found = await source.find(question);
      await cache.keep(source.name, question, found);
      return asSaid(found);
    } catch (error) {
      if (error instanceof SourceBusy) return { none: error.reason };
      throw error;
    }
  }

  return async (question) => {
    const wants = new Set(question.wants);
    // Spotify has genres of artists alone.
    const asksSpotify = wants.has('picture') || (wants.has('genres') && question.album === null);
    const spotify: Said = asksSpotify ? await said(sources.spotify, question) : { none: 'has-none' };
    const ofSpotify = 'facts' in spotify ? genreNames(spotify.facts.genres) : [];
    return {
      picture: wants.has('picture') ? pictureOf(spotify) : null,
      genres: !wants.has('genres')
        ? null
        : ofSpotify.length > 0
          ? { names: ofSpotify, from: 'spotify' }
          : genresOf(await said(sources.musicBrainz, question)),
    };
  };
}

const asSaid = (found: FactsFound): Said => (found.kind === 'found' ? { facts: found.facts } : { none: found.kind });

function pictureOf(said: Said): Facts['picture'] {
  if ('none' in said) return said;
  const url = said.facts.pictureUrl;
  return url === null ? { none: 'has-none' } : { url, from: 'spotify' };
}

function genresOf(said: Said): Facts['genres'] {
  if ('none' in said) return said;
  const names = genreNames(said.facts.genres);
  return names.length === 0 ? { none: 'has-none' } : { names, from: 'musicbrainz' };
}
