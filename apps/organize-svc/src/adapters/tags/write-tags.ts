import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { ByteVector, File as TaggedFile, Id3v2Settings, Picture, PictureType } from 'node-taglib-sharp';
import type { RecordingDescription } from '@soulsync/contracts';

Id3v2Settings.defaultVersion = 4;
Id3v2Settings.forceDefaultVersion = true;

/** Tags without their cover, and what a file system rounds up. */
const ROOM_BYTES = 1_048_576;
/** With less left afterwards, something may be missing in the file. */
const LEFT_BYTES = 65_536;

/**
 * Writes what is known of the recording into the file's own kind of tag; what is unknown stays as it is. Throws ENOSPC: the library takes a
 * write that was cut short for a whole one (6.0.3), and the file would look damaged by its tags.
 */
export function writeTags(path: string, recording: RecordingDescription, cover: Buffer | null): void {
  const file = TaggedFile.createFromPath(path);
  try {
    const { tag } = file;
    tag.title = recording.title;
    tag.performers = [...recording.artists];
    tag.albumArtists = recording.albumArtists.length > 0 ? [...recording.albumArtists] : recording.artists.slice(0, 1);
    if (recording.album !== null) tag.album = recording.album;
    if (recording.trackNumber !== null) tag.track = recording.trackNumber;
    if (recording.trackTotal !== null) tag.trackCount = recording.trackTotal;
    if (recording.discNumber !== null) tag.disc = recording.discNumber;
    const year = Number(recording.releaseDate?.slice(0, 4));
    if (Number.isInteger(year) && year > 0) tag.year = year;
    if (recording.isrc !== null) tag.isrc = recording.isrc;
    if (cover) {
      const picture = Picture.fromData(ByteVector.fromByteArray(new Uint8Array(cover)));
      picture.type = PictureType.FrontCover;
      tag.pictures = [picture];
    }
    mustHaveRoom(path, ROOM_BYTES + (cover?.length ?? 0));
    file.save();
    mustHaveRoom(path, LEFT_BYTES);
  } finally {
    file.dispose();
  }
}

function mustHaveRoom(path: string, bytes: number): void {
  const { bavail, blocks, bsize } = statfsSync(dirname(path));
  // Some network file systems don't tell their size.
  if (blocks > 0 && bavail * bsize < bytes)
    throw Object.assign(new Error(`ENOSPC: no space left on device, write '${path}'`), { code: 'ENOSPC', syscall: 'write', path });
}
