import { parseArtists } from '../artists/parse-artists.js';
import { boundedText } from '../normalise/bounded-text.js';
import { foldText } from '../normalise/fold-text.js';
import { transliterate } from '../normalise/transliterate.js';
import { parseTitle } from '../titles/parse-title.js';
import type { WantedTrack } from '../compare/tracks.js';

/**
 * Queries for a network that wants every word somewhere in the path and silently drops some artist names, best first, all different.
 * No word begins with a dash: that would exclude it. [] when there is no word to ask for.
 */
export function searchQueries(wanted: WantedTrack): readonly string[] {
  const { base, versions, withoutSubtitle, notes } = parseTitle(wanted.title, { album: wanted.album, artists: wanted.artists });
  const [artist = ''] = parseArtists(wanted.artists).main;
  const version = versions.map(({ kind, detail }) => `${detail} ${spoken[kind] ?? kind}`).join(' ');
  const album = wanted.album === null ? '' : parseTitle(wanted.album).base;
  const short = withoutSubtitle ?? base;
  const asWritten = [`${artist} ${base} ${version}`, `${artist} ${base}`].map(searchable);
  const folded = [`${artist} ${base} ${version}`, `${artist} ${base}`, `${artist} ${short}`].map(searchKey);
  const latin = transliterate(searchKey(`${artist} ${base}`));
  const besides = [
    foldText(album) === foldText(base) ? '' : searchKey(`${short} ${album}`),
    `${searchKey(short)} ${rareWord(artist)}`,
    searchKey(`${base} ${version}`),
  ];
  const candidates = [...asWritten, ...folded, latin, ...besides];
  const longest = notes.length > 0 || words(base) > 8 ? [searchKey(`${artist} ${base.split(' ').slice(0, 5).join(' ')}`)] : [];
  const queries = new Map<string, string>();
  for (const candidate of [...candidates, ...longest]) {
    const query = candidate
      .replace(/\s+/g, ' ')
      .replace(/(?<=^|\s)[-–—]+/gu, '')
      .replace(/\s+/g, ' ')
      .trim();
    // A search does not tell case apart: asked once.
    const asked = query.toLowerCase();
    if (askable(query) && !queries.has(asked)) queries.set(asked, query);
  }
  return [...queries.values()];
}

const spoken: Readonly<Record<string, string>> = { speed: '', other: '', rerecord: '', language: '', edit: 'edit', acapella: 'acapella' };

const words = (text: string) => text.split(' ').length;
const askable = (query: string) => query.split(' ').some((word) => [...word].length > 1);

/** As people write it, without signs that a search takes for something else. */
const searchable = (text: string) =>
  boundedText(text)
    .replace(/["“”„()[\]{}*?:;,/\\|<>]+/g, ' ')
    .replace(/(^|\s)[-–—]+/g, '$1');

const cyrillic = /\p{Script=Cyrillic}/u;

/** Bare words: no accents, no punctuation; a name of signs only is left as it is. In Cyrillic й is a letter of its own that files bear. */
const searchKey = (text: string) =>
  cyrillic.test(text) ? searchable(text).toLowerCase().replaceAll('ё', 'е') : foldText(text).replace(/(^|\s)-+/g, '$1');

/** The longest word of a name: enough to tell songs apart where the full name is dropped. */
const rareWord = (artist: string) =>
  searchKey(artist)
    .split(' ')
    .sort((a, b) => b.length - a.length)[0] ?? '';
