import { ExternalError, Unavailable } from '@soulsync/service-kit';
import type { ExternalClient } from '@soulsync/service-kit';
import { onlyOne, sameName } from '../../domain/metadata/same-name.js';
import type { Lookup, MetadataSource, LookupResult } from '../../ports/metadata-source.js';
import type { WireEntity, WireReleaseGroup, WireSearch } from './musicbrainz-wire.js';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const SEARCH_LIMIT = '10';

/** Genres of artists and albums. The client keeps to one call a second; a search is followed by one look-up, since hits carry no genres. */
export function musicBrainzMetadata(http: ExternalClient): MetadataSource {
  async function get<T>(path: string, query: Readonly<Record<string, string>>): Promise<T | null> {
    try {
      const { data } = await http.get<T | string>(`/ws/2/${path}`, { query: { ...query, fmt: 'json' } });
      if (typeof data !== 'object') throw new Unavailable('musicbrainz', 'MusicBrainz answered with something that is not its JSON');
      return data;
    } catch (error) {
      if (!(error instanceof ExternalError)) throw error;
      if (error.kind === 'not-found') return null;
      throw new Unavailable('musicbrainz', error.message, { cause: error });
    }
  }

  async function lookUp(entity: 'artist' | 'release-group', id: string): Promise<LookupResult> {
    const found = await get<WireEntity>(`${entity}/${id}`, { inc: 'genres' });
    if (!found) return { kind: 'unknown' };
    const genres = [...(found.genres ?? [])]
      .filter(({ count = 0 }) => count > 0)
      .sort((a, b) => (b.count ?? 0) - (a.count ?? 0))
      .flatMap(({ name }) => name ?? []);
    return { kind: 'found', facts: { pictureUrl: null, genres } };
  }

  async function findArtist(name: string): Promise<LookupResult> {
    const { artists = [] } = (await get<WireSearch>('artist', { query: `artist:${quoted(name)}`, limit: SEARCH_LIMIT })) ?? {};
    const found = onlyOne(artists, (artist) => artist.id !== undefined && sameName(artist.name ?? '', name));
    return found.kind === 'one' ? lookUp('artist', found.candidate.id ?? '') : found;
  }

  async function findAlbum(artist: string, title: string): Promise<LookupResult> {
    const query = `releasegroup:${quoted(title)} AND artist:${quoted(artist)}`;
    const { 'release-groups': groups = [] } = (await get<WireSearch>('release-group', { query, limit: SEARCH_LIMIT })) ?? {};
    const fitting = groups.filter(
      (group) => group.id !== undefined && sameName(group.title ?? '', title) && sameName(creditOf(group), artist),
    );
    // A single often has the name of its album.
    const albums = fitting.filter((group) => group['primary-type'] === 'Album');
    const found = onlyOne(albums.length > 0 ? albums : fitting, () => true);
    return found.kind === 'one' ? lookUp('release-group', found.candidate.id ?? '') : found;
  }

  return {
    name: 'musicbrainz',
    async find({ artist, album, mbid }: Lookup) {
      if (mbid !== null && uuid.test(mbid)) {
        const known = await lookUp(album === null ? 'artist' : 'release-group', mbid.toLowerCase());
        if (known.kind === 'found') return known;
      }
      return album === null ? findArtist(artist) : findAlbum(artist, album);
    },
  };
}

const creditOf = (group: WireReleaseGroup) =>
  (group['artist-credit'] ?? []).map(({ name = '', joinphrase = '' }) => name + joinphrase).join('');

/** Within quotation marks only these two mean something to the search (apis/musicbrainz.md 1.2). */
const quoted = (value: string) => `"${value.replace(/["\\]/g, '\\$&')}"`;
