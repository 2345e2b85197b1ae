import { parseFromTokenizer } from 'music-metadata';
import type { IAudioMetadata } from 'music-metadata';
import { mpegLength } from '@soulsync/music';
import type { ReadBytes } from '@soulsync/music';
import { BufferSizeError } from 'strtok3';
import type { ReadFile } from '../../library/ports/file-notes.js';
import type { DiskPath } from './disk-name.js';
import { FilePages, LARGEST_TAG_BYTES } from './file-pages.js';
import { songsOfSheet } from './cue-sheets.js';
import { tagsOf } from './file-tags.js';
import type { FileExtras } from './file-tags.js';
import { endingBySign, SIGN_BYTES } from './sound-kind.js';
import { unreadBecause } from './unread.js';

/** In these the length is only known once the frames were counted; those of MPEG are counted here. */
const counted = /\.(og[gax]|opus|spx|aac|adts)$/i;
const PICTURE_BLOCK = 6;
const CUESHEET_BLOCK = 5;

/** Reads one file. Never throws: what can't be read says why. */
export async function readFile(path: DiskPath, name: string): Promise<ReadFile> {
  try {
    const file = await FilePages.open(path, name);
    try {
      const kind = await kindOf(file, name);
      file.fileInfo.path = kind; // the parser chooses by it
      // A picture is not held; that there is one is seen in the tag that is read in any case, or in the list of a FLAC's blocks.
      const flac = /\.flac$/i.test(kind);
      const metadata = await parseFromTokenizer(file, { skipCovers: flac, duration: counted.test(kind) });
      // A few bytes of anything pass for a file without tags.
      if (metadata.format.sampleRate === undefined && metadata.format.duration === undefined)
        return { kind: 'unread', reason: 'not-audio', detail: 'there is no sound in it' };
      const blocks = flac ? await flacBlocks(file) : { picture: (metadata.common.picture?.length ?? 0) > 0, sheetSongs: null };
      const extras = { ...blocks, sheetSongs: blocks.sheetSongs ?? sheetSongsIn(metadata) };
      return { kind: 'tags', tags: tagsOf(await withLength(metadata, file), extras, name) };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof BufferSizeError)
      return { kind: 'unread', reason: 'unreadable', detail: `a tag in it is larger than ${LARGEST_TAG_BYTES / 1024 / 1024} MB` };
    return { kind: 'unread', ...unreadBecause(error) };
  }
}

/** A name with the ending that belongs to the file: songs are called .mp3 that are something else. */
async function kindOf(file: FilePages, name: string): Promise<string> {
  const head = new Uint8Array(SIGN_BYTES);
  const length = await file.peekBuffer(head, { position: 0, mayBeLess: true });
  return `${name}${endingBySign(head.subarray(0, length)) ?? ''}`;
}

/** The parser believes the first three frames of MPEG audio. */
async function withLength(metadata: IAudioMetadata, file: FilePages): Promise<IAudioMetadata> {
  if (metadata.format.container !== 'MPEG') return metadata;
  const read: ReadBytes = async (position, length) => {
    const bytes = new Uint8Array(length);
    return bytes.subarray(0, await file.peekBuffer(bytes, { position, mayBeLess: true }));
  };
  const length = await mpegLength(read, file.fileInfo.size);
  if (!length) return metadata;
  return { ...metadata, format: { ...metadata.format, duration: length.durationMs / 1_000, bitrate: length.bitrateKbps * 1_000 } };
}

/** A whole sheet in one field, as rippers write it. */
function sheetSongsIn({ native }: IAudioMetadata): number | null {
  const fields = [...(native['vorbis'] ?? []), ...(native['APEv2'] ?? [])];
  const sheet: unknown = fields.find(({ id }) => id.toLowerCase() === 'cuesheet')?.value;
  return typeof sheet === 'string' ? songsOfSheet(sheet) : null;
}

/** Walks the heads of a FLAC's metadata blocks (RFC 9639, section 8). A file with an ID3 tag in front is said to have none. */
async function flacBlocks(file: FilePages): Promise<FileExtras> {
  const head = new Uint8Array(4);
  const none = { picture: false, sheetSongs: null };
  if ((await file.peekBuffer(head, { position: 0, mayBeLess: true })) < 4 || String.fromCharCode(...head) !== 'fLaC') return none;
  let found: FileExtras = none;
  for (let at = 4, last = false; !last;) {
    if ((await file.peekBuffer(head, { position: at, mayBeLess: true })) < 4) break;
    const [flags = 0, high = 0, middle = 0, low = 0] = head;
    const type = flags & 0x7f;
    if (type === PICTURE_BLOCK) found = { ...found, picture: true };
    if (type === CUESHEET_BLOCK) found = { ...found, sheetSongs: await songsOfBlock(file, at + 4) };
    last = (flags & 0x80) !== 0;
    at += 4 + high * 65_536 + middle * 256 + low;
  }
  return found;
}

/** Its tracks without the one at the end that only says where the disc ends (RFC 9639, section 8.7). */
async function songsOfBlock(file: FilePages, at: number): Promise<number | null> {
  const count = new Uint8Array(1);
  await file.peekBuffer(count, { position: at + 395, mayBeLess: true });
  const songs = (count[0] ?? 0) - 1;
  return songs > 1 ? songs : null;
}
