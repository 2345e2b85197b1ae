import { foldText } from '../text/fold.js';
import { parseArtists } from '../titles/parse-artists.js';
import { parseTitle } from '../titles/parse-title.js';
import type { WantedTrack } from '../compare/tracks.js';

/** Queries for a network that wants every word in the path, best first. No word begins with a dash: that would exclude it. */
export function searchQueries(wanted: WantedTrack): readonly string[] {
  const { base, versions } = parseTitle(wanted.title, wanted.album);
  const [artist = ''] = parseArtists(wanted.artists).main;
  const version = versions.map((tag) => (tag.detail ? `${tag.detail} ${tag.kind}` : tag.kind)).join(' ');
  const raw = [`${artist} ${base} ${version}`, `${artist} ${base}`];
  const folded = raw.map(foldText);
  const album = wanted.album === null ? [] : [`${foldText(base)} ${foldText(parseTitle(wanted.album).base)}`];
  const candidates = [...raw.map(searchable), ...folded, ...album, foldText(base).includes(' ') ? foldText(base) : ''];
  return [...new Set(candidates.map((query) => query.replace(/\s+/g, ' ').trim()))].filter((query) =>
    query.split(' ').some((word) => [...word].length > 1),
  );
}

const searchable = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}"“”()[\]{}]/gu, ' ')
    .replace(/(^|\s)-+/g, '$1');
