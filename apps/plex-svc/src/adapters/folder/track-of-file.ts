import type { UnreadFile } from '@soulsync/contracts';
import { foldText, isGarbled, isVariousArtists, namesInPath } from '@soulsync/music';
import type { FileNote, FileTags } from '../../library/ports/file-notes.js';
import type { ServerTrack } from '../../library/ports/library-server.js';
import { cleanText } from './unread.js';
import { folderOf } from './walk.js';

/** The folder is one library. */
export const SECTION = 'music';
const LONGEST_TEXT = 300;

/** A picture, or a cue sheet with so many songs of this file, lies beside it. */
export interface Beside {
  readonly cover: boolean;
  readonly sheetSongs: number | null;
}

export function trackOf({ path, state }: FileNote, tags: FileTags, beside: Beside): ServerTrack {
  const { picture, sheetSongs: _songs, garbled: _garbled, ...rest } = tags;
  return {
    ...rest,
    ...namesOf(tags, path),
    section: SECTION,
    serverKey: path,
    albumKey: folderOf(path),
    path,
    sizeBytes: state.sizeBytes,
    hasArt: picture || beside.cover,
  };
}

type Names = Pick<ServerTrack, 'title' | 'artist' | 'album' | 'trackNumber' | 'discNumber'>;

/** What the tags say; where they say nothing, or nothing that can be read, what the path says. */
function namesOf(tags: FileTags, path: string): Names {
  const readable = (name: string | null) => (name !== null && tags.garbled && isGarbled(name) ? null : name);
  const artist = [tags.artist, tags.albumArtist].map(readable).find((name) => name !== null && !isVariousArtists(name)) ?? null;
  const title = artist === null && tags.title !== null && placeholder.test(tags.title) ? null : readable(tags.title);
  const { album, trackNumber, discNumber } = tags;
  const credited = artist ?? tags.artist ?? tags.albumArtist ?? '';
  if (title !== null && artist !== null) return { title, artist, album, trackNumber, discNumber };
  const inPath = namesInPath(path, artist);
  const stem = path.replace(/^.*\//, '').replace(/\.[^.]+$/, '');
  if (title !== null) {
    const other = told(title, stem) ? inPath.artist : namesInPath(`${title.replaceAll('/', ' ')}.mp3`).artist;
    return { title, artist: named(other) ?? credited, album, trackNumber, discNumber };
  }
  return {
    title: (/\p{L}/u.test(inPath.title ?? '') ? named(inPath.title) : null) ?? tags.title ?? stem,
    artist: artist ?? named(inPath.artist) ?? credited,
    album: readable(album) ?? named(inPath.album) ?? album,
    trackNumber: trackNumber ?? inPath.track,
    discNumber: discNumber ?? inPath.disc,
  };
}

/** What rippers write where they know no names. */
const placeholder =
  /^(?:(?:audio ?)?track|piste|titel|t[ií]tulo|pista|traccia|faixa|sp[åo]r|utw[óo]r|skladba|raita|nummer|трек|дорожка|トラック|音轨|音軌|트랙|unknown(?: title)?|untitled)\s*\d{0,3}$/iu;
const named = (name: string | null) => cleanText(name ?? '', LONGEST_TEXT);

/** Is the file called by its title? Then what else its path names belongs to it. */
const told = (title: string, stem: string) => ` ${foldText(stem)} `.includes(` ${foldText(title)} `);

/** What a person should know of a file that was taken in. */
export function remarksOn({ path, artist }: ServerTrack, tags: FileTags, beside: Beside): readonly UnreadFile[] {
  const remark = (reason: UnreadFile['reason'], detail: string): UnreadFile => ({ path: path ?? '', kind: 'file', reason, detail });
  const songs = beside.sheetSongs ?? tags.sheetSongs;
  return [
    ...(songs === null ? [] : [remark('album-in-one-file', `a cue sheet names ${songs} songs in it; they are not told apart`)]),
    ...(tags.garbled ? [remark('unknown-encoding', `they read “${tags.title ?? tags.artist ?? ''}”`)] : []),
    ...(artist === '' || /^unknown(?: artist)?$/i.test(artist) ? [remark('no-artist', 'neither its tags nor its path name one')] : []),
  ];
}
