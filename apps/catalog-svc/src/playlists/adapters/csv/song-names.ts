import { creditsOf } from '@soulsync/contracts';
import type { ArtistCredit, RecordingDescription } from '@soulsync/contracts';
import { foldText, isVariousArtists, parseTitle, parseVideoTitle } from '@soulsync/music';
import { creditsOfCell } from './artist-cells.js';
import { meaning } from './cell-values.js';
import type { Field } from './list-fields.js';
import { localTrackOf } from './local-track.js';
import type { Columns } from './playlist-columns.js';

type Names = Pick<RecordingDescription, 'title' | 'artists'>;

/** Title and artists of a row. null: there is no title, and no file of one's own that names one. */
export function songNames(columns: Columns, cells: readonly string[], cell: (field: Field) => string | null): Names | null {
  const title = cell('title');
  if (title === null) {
    const local = localTrackOf(cell('uri'));
    return local && { title: local.title, artists: creditsOf(local.artist === '' ? [] : [local.artist]) };
  }
  const artists = artistsOf(columns, cells, cell);
  const [first] = artists;
  if (first === undefined) return ofVideo(title, cell('channel')) ?? { title, artists };
  if (artists.length > 1 || cell('album') !== null || cell('isrc') !== null) return { title, artists };
  const byChannel = isChannel(first.name) ? ofVideo(title, first.name) : null;
  return byChannel ?? { title: withoutArtist(title, first.name), artists };
}

/** Where a list names none of a track, those of its release: Roon writes what differs alone. */
function artistsOf(columns: Columns, cells: readonly string[], cell: (field: Field) => string | null): readonly ArtistCredit[] {
  if (columns.artistColumns.length > 0) return creditsOf(columns.artistColumns.flatMap((place) => meaning(cells[place]) ?? []));
  const artists = creditsOfCell(cell('artists'), cell('artistUris'), columns.separation);
  if (artists.length > 0) return artists;
  return creditsOfCell(cell('albumArtists'), cell('albumArtistUris'), columns.separation).filter(({ name }) => !isVariousArtists(name));
}

/** A list of videos names artist and title in one cell; null: this one names no artist. */
function ofVideo(title: string, channel: string | null): Names | null {
  const video = parseVideoTitle(title, channel);
  if (video.artist === null || isNoted(title, video.artist)) return null;
  return { title: video.written, artists: creditsOf([video.artist, ...video.featured]) };
}

/** What YouTube calls an artist's channel, which stands where the artist would. */
const isChannel = (name: string) => /(?:VEVO|\s-\sTopic)$/.test(name);

/** `Old Ferry - Home` by Old Ferry is Home. */
function withoutArtist(title: string, artist: string): string {
  const [, before, behind] = /^(.+?)\s+[-–—]\s+(\S.*)$/u.exec(title) ?? [];
  return before !== undefined && behind !== undefined && foldText(before) === foldText(artist) && !isNoted(title, artist) ? behind : title;
}

/** `Blue Pier - 2011 Remaster`: a note stands behind the dash, and before it the title. */
const isNoted = (title: string, artist: string) => foldText(parseTitle(title).base) === foldText(artist);
