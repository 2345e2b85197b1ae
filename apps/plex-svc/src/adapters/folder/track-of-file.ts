import type { UnreadFile } from '@soulsync/contracts';
import { foldText, namesInPath } from '@soulsync/music';
import type { FileNote, FileTags } from '../../library/ports/file-notes.js';
import type { ServerTrack } from '../../library/ports/library-server.js';
import { isGarbled } from './tag-encodings.js';
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
  const title = readable(tags.title);
  const artist = readable(tags.artist) ?? readable(tags.albumArtist);
  const { album, trackNumber, discNumber } = tags;
  if (title !== null && artist !== null) return { title, artist, album, trackNumber, discNumber };
  const inPath = namesInPath(path, artist);
  const stem = path.replace(/^.*\//, '').replace(/\.[^.]+$/, '');
  const own = { title: title ?? tags.title ?? stem, artist: artist ?? tags.artist ?? tags.albumArtist ?? '' };
  if (title !== null)
    return { ...own, artist: told(title, stem) ? (inPath.artist ?? own.artist) : own.artist, album, trackNumber, discNumber };
  const named = inPath.title !== null && /\p{L}/u.test(inPath.title) ? cleanText(inPath.title, LONGEST_TEXT) : null;
  return {
    title: named ?? own.title,
    artist: artist ?? cleanText(inPath.artist ?? '', LONGEST_TEXT) ?? own.artist,
    album: readable(album) ?? cleanText(inPath.album ?? '', LONGEST_TEXT) ?? album,
    trackNumber: trackNumber ?? inPath.track,
    discNumber: discNumber ?? inPath.disc,
  };
}

/** Is the file called by its title? Then what else its path names belongs to it. */
const told = (title: string, stem: string) => ` ${foldText(stem)} `.includes(` ${foldText(title)} `);

/** What a person should know of a file that was taken in. */
export function remarksOn({ path, artist }: ServerTrack, tags: FileTags, beside: Beside): readonly UnreadFile[] {
  const remark = (reason: UnreadFile['reason'], detail: string): UnreadFile => ({ path: path ?? '', kind: 'file', reason, detail });
  const songs = beside.sheetSongs ?? tags.sheetSongs;
  return [
    ...(songs === null ? [] : [remark('album-in-one-file', `a cue sheet names ${songs} songs in it; they are not told apart`)]),
    ...(tags.garbled ? [remark('unknown-encoding', `they read “${tags.title ?? tags.artist ?? ''}”`)] : []),
    ...(artist === '' ? [remark('no-artist', 'neither its tags nor its path name one')] : []),
  ];
}
