import { namesOf, playlistNameOf } from '@soulsync/contracts';
import { CsvUnreadable } from '../../ports/playlist-file.js';
import type { CsvEntry, CsvPlaylist } from '../../ports/playlist-file.js';
import type { ListFindings } from './list-findings.js';
import { LOST, MAX_CSV_ROWS, MAX_ROW_CHARACTERS, noText } from './list-limits.js';
import type { RowRead, Song } from './recording-of-row.js';
import { accountData } from './spotify-account-data.js';

/** What Spotify sends of an account; a problem's line is the number of the song. */
export function readAccountData(text: string, fileName: string, found: ListFindings): CsvPlaylist {
  const songs = accountSongs(text, fileName);
  if (songs.length > MAX_CSV_ROWS) throw new CsvUnreadable(`${fileName} has more than ${MAX_CSV_ROWS} rows`);
  const entries = songs.flatMap((read, at): readonly CsvEntry[] => {
    const taken = 'song' in read && read.song ? storable(read.song, 'trackName') : read;
    if ('problem' in taken) found.leftOut(at + 1, taken.problem);
    if ('problem' in taken || !taken.song) return [];
    if (taken.song.list !== null) found.inList(taken.song.list, 'playlists');
    return [{ ...taken.song, line: at + 1 }];
  });
  return { name: playlistNameOf(fileName), entries, ...found.all(1) };
}

function accountSongs(text: string, fileName: string) {
  try {
    const songs = accountData(text);
    if (songs) return songs;
  } catch (error) {
    throw new CsvUnreadable(`${fileName} begins as JSON and is none`, { cause: error });
  }
  throw new CsvUnreadable(`${fileName}: this JSON is not what Spotify sends of an account: it has no playlists and no tracks`);
}

/** The song, unless something of it can't be kept. */
function storable(song: Song, column: string): RowRead {
  const { title, artists, release } = song.recording;
  const names = [title, ...namesOf(artists), release?.title ?? '', song.list ?? ''].join('\n');
  if (noText.test(names)) return { problem: { column, code: 'no-text', params: {} } };
  if (names.includes(LOST)) return { problem: { column, code: 'sign-lost', params: {} } };
  const characters = JSON.stringify(song.recording).length;
  return characters <= MAX_ROW_CHARACTERS
    ? { song }
    : { problem: { column, code: 'row-too-long', params: { characters, most: MAX_ROW_CHARACTERS } } };
}
