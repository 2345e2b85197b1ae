import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseFile } from 'music-metadata';

/** A folder of music as a media server names it, and where it lies. */
export interface MusicLocation {
  /** As the server names it. */
  readonly serverPath: string;
  /** As it lies on this machine. */
  readonly localPath: string;
}

export interface FoundFile {
  readonly local: string;
  /** As the server names it. */
  readonly file: string;
}

/** What a file says of itself. */
export interface FileTags {
  readonly title: string;
  readonly artist: string;
  readonly albumArtist: string;
  readonly album: string;
  readonly year: number | null;
  readonly track: number | null;
  readonly disc: number | null;
  readonly container: string;
  readonly codec: string;
  readonly bitrateKbps: number | null;
  readonly durationMs: number | null;
}

const audio = /\.(flac|mp3|m4a|ogg|opus)$/i;

/** '': every location. `/music2` is not below `/music`. */
export const isBelow = (folder: string, file: string) => folder === '' || file === folder || file.startsWith(`${folder}/`);

export function localPathOf(locations: readonly MusicLocation[], file: string): string | null {
  const location = locations.find(({ serverPath }) => isBelow(serverPath, file));
  return location ? location.localPath + file.slice(location.serverPath.length) : null;
}

/** Audio files below a folder (as the server names it), by name; hidden things never appear. */
export async function musicFilesIn(locations: readonly MusicLocation[], folder: string): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = [];
  async function walk(local: string, file: string): Promise<void> {
    const entries = await readdir(local, { withFileTypes: true }).catch(() => []); // gone in between
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.')) continue;
      const below = { local: join(local, entry.name), file: `${file}/${entry.name}` };
      if (entry.isDirectory()) await walk(below.local, below.file);
      else if (audio.test(entry.name)) found.push(below);
    }
  }
  for (const { localPath, serverPath } of locations) {
    if (folder === '' || isBelow(folder, serverPath)) await walk(localPath, serverPath);
    else if (isBelow(serverPath, folder)) await walk(localPath + folder.slice(serverPath.length), folder);
  }
  return found;
}

/** null: it does not parse, and no media server would show it. */
export async function tagsOf({ local, file }: FoundFile): Promise<FileTags | null> {
  try {
    const { common, format } = await parseFile(local, { skipCovers: true, duration: /\.(opus|ogg|mp3)$/i.test(local) });
    const artist = common.artist ?? 'Unknown Artist';
    const container = /\.([^.]+)$/.exec(file)?.[1]?.toLowerCase() ?? '';
    return {
      title: common.title ?? file.replace(/^.*\//, '').replace(/\.[^.]+$/, ''),
      artist,
      albumArtist: common.albumartist ?? artist,
      album: common.album ?? 'Unknown Album',
      year: common.year ?? null,
      track: common.track.no,
      disc: common.disk.no,
      container,
      codec: container === 'm4a' ? 'aac' : container,
      bitrateKbps: format.bitrate === undefined ? null : Math.round(format.bitrate / 1000),
      durationMs: format.duration === undefined ? null : Math.round(format.duration * 1000),
    };
  } catch {
    return null;
  }
}
