import { parseArtists } from '../artists/parse-artists.js';
import { boundedText } from '../normalise/bounded-text.js';
import { foldText } from '../normalise/fold-text.js';
import { otherScript } from '../normalise/other-script.js';
import { transliterate } from '../normalise/transliterate.js';
import { parseTitle } from '../titles/parse-title.js';
import type { WantedTrack } from '../compare/tracks.js';

/**
 * Queries for a network that wants every word somewhere in the path and silently drops some artist names, best first. Clients compare words
 * by their code points, so that each way to write a name is a query of its own; none can only find what an earlier one has found.
 * No word begins with a dash: that would exclude it. [] when there is no word to ask for.
 */
export function searchQueries(wanted: WantedTrack): readonly string[] {
  const { base, versions, withoutSubtitle, notes } = parseTitle(wanted.title, { album: wanted.album, artists: wanted.artists });
  const [artist = ''] = parseArtists(wanted.artists).main;
  const version = versions.map(({ kind, detail }) => `${detail} ${spoken[kind] ?? kind}`).join(' ');
  const album = wanted.album === null ? '' : parseTitle(wanted.album).base;
  const short = withoutSubtitle ?? base;
  const name = `${artist} ${base}`;
  const candidates = [
    searchable(`${name} ${version}`),
    searchable(inOneWord(name)),
    searchable(otherScript(name) ?? ''),
    sharedWords(artist, base, album),
    searchKey(name),
    decomposed(name),
    searchable(name),
    searchKey(`${artist} ${short}`),
    transliterate(searchKey(name)),
    searchKey(artist.replace(/(?<=[\p{L}\p{N}])-(?=[\p{L}\p{N}])/gu, '') + ` ${base}`),
    album === '' || foldText(album) === foldText(base) ? '' : searchKey(`${short} ${album}`),
    `${searchKey(short)} ${rareWord(artist)}`,
    saysEnough(base) ? searchKey(`${base} ${version}`) : '',
    notes.length > 0 || words(base) > 8 ? searchKey(`${artist} ${base.split(' ').slice(0, 5).join(' ')}`) : '',
  ];
  const queries: { readonly text: string; readonly words: readonly string[] }[] = [];
  for (const candidate of candidates) {
    const text = candidate
      .replace(/\s+/g, ' ')
      .replace(/(?<=^|\s)[-–—]+/gu, '')
      .replace(/\s+/g, ' ')
      .trim();
    const asked = wordsAsked(text);
    if (askable(text) && !queries.some(({ words: earlier }) => earlier.every((word) => asked.includes(word))))
      queries.push({ text, words: asked });
  }
  return queries.map(({ text }) => text);
}

/** The words that clients compare: case and punctuation tell nothing apart. */
const wordsAsked = (query: string): readonly string[] => query.toLowerCase().match(/[\p{L}\p{N}\p{M}$!]+/gu) ?? [query.toLowerCase()];

/** Many write a name with a sign inside as one word: AC/DC is also ACDC. '' where it has none. */
function inOneWord(name: string): string {
  const joined = name.replace(/(?<=[\p{L}\p{N}])[/\\|*+:·・](?=[\p{L}\p{N}])/gu, '');
  return joined === name ? '' : joined;
}

/** As macOS writes names: letters and their marks apart. '' where that is no other spelling. */
function decomposed(name: string): string {
  const composed = searchable(name).normalize('NFC');
  const apart = composed.normalize('NFD');
  return apart === composed ? '' : apart;
}

/** Letters that say enough without an artist: every second share holds a "stay" or a "home". */
const ENOUGH = 8;
const latin = /^[\p{Script=Latin}\P{L}]*$/u;
const saysEnough = (words: string) => !latin.test(words) || words.replace(/\P{L}/gu, '').length >= ENOUGH;

/**
 * Of a name with accents the words that all its spellings share, with those of the album where none of its own tell the song:
 * "sigur byrjun" for Starálfur on Ágætis byrjun. '' where there are no accents, or too few such words.
 */
function sharedWords(artist: string, base: string, album: string): string {
  if (decomposed(`${artist} ${base}`) === '') return '';
  const shared = (text: string) =>
    searchable(text)
      .split(' ')
      .filter((word) => /^[a-z\d]{2,}$/i.test(word));
  const title = shared(base);
  const found = [...new Set([...shared(artist), ...(title.length > 0 ? title : shared(album))].map((word) => word.toLowerCase()))];
  return found.length > 1 && saysEnough(found.join(' ')) ? found.join(' ') : '';
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
