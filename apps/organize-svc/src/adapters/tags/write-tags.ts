import { ByteVector, File as TaggedFile, Id3v2Settings, Picture, PictureType } from 'node-taglib-sharp';
import type { RecordingDescription } from '@soulsync/contracts';

Id3v2Settings.defaultVersion = 4;
Id3v2Settings.forceDefaultVersion = true;

/** Writes what is known of the recording into the file's own kind of tag; what is unknown stays as it is. */
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
    file.save();
  } finally {
    file.dispose();
  }
}
