import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { ByteVector, File as TaggedFile, Id3v2Settings, Picture, PictureType } from 'node-taglib-sharp';
import type { Tag } from 'node-taglib-sharp';
import { namesOf } from '@soulsync/contracts';
import type { ReleaseDescription, RecordingDescription } from '@soulsync/contracts';

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
    const { title, artists, release } = recording;
    const albumArtists = release?.artists ?? [];
    tag.title = title;
    tag.performers = [...namesOf(artists)];
    tag.albumArtists = [...namesOf(albumArtists.length > 0 ? albumArtists : artists.slice(0, 1))];
    if (release) tagRelease(tag, release);
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

function tagRelease(tag: Tag, { title, trackNumber, trackTotal, discNumber, discTotal, date }: ReleaseDescription): void {
  if (title !== null) tag.album = title;
  if (trackNumber !== null) tag.track = trackNumber;
  if (trackTotal !== null) tag.trackCount = trackTotal;
  if (discNumber !== null) tag.disc = discNumber;
  if (discTotal !== null) tag.discCount = discTotal;
  const year = Number(date?.slice(0, 4));
  if (Number.isInteger(year) && year > 0) tag.year = year;
}

function mustHaveRoom(path: string, bytes: number): void {
  const { bavail, blocks, bsize } = statfsSync(dirname(path));
  // Some network file systems don't tell their size.
  if (blocks > 0 && bavail * bsize < bytes)
    throw Object.assign(new Error(`ENOSPC: no space left on device, write '${path}'`), { code: 'ENOSPC', syscall: 'write', path });
}
