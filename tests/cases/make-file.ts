import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { songBytes } from '@soulsync/simulators/song';
import type { Container } from '@soulsync/simulators/song';
import * as taglib from 'node-taglib-sharp';
import type { FileToMake } from './case.js';
import { dsf, infoList, mp2, mp3, mp3OfVariableRate, mp3WithEmptyXing, riffChunk, wav, wavPack, webm } from './sound-bytes.js';
import { apeV2, id3Of, id3v1, id3v2, u32 } from './tag-bytes.js';

const NO_TAGS = { title: '', artist: '', albumArtist: '', album: '', track: 0, trackTotal: 0, disc: 0, date: '', genre: '', isrc: null };

/** Makes a file of a case below a folder: its sound is silence or a short tune, its length and its tags are those of the case. */
export function makeFile(folder: string, wanted: FileToMake): void {
  const path = join(folder, wanted.path);
  mkdirSync(dirname(path), { recursive: true });
  if (wanted.make === 'link') return symlinkSync(wanted.to ?? '', path);
  const bytes = bytesOf(wanted);
  // Its name may say something else than it is.
  const made = `${path}.${wanted.make}`;
  writeFileSync(made, wanted.appendId3v1 ? Buffer.concat([bytes, id3v1(wanted.appendId3v1)]) : bytes);
  if (isTaggedInPlace(wanted)) tag(made, wanted);
  if (wanted.mdatShort !== undefined) shortenMdat(made, wanted.mdatShort);
  renameSync(made, path);
}

/** A picture of megabytes has been written with the sound: the library that tags takes minutes for it. */
const isTaggedInPlace = ({ make, pictureBytes }: FileToMake) =>
  make === 'flac' || make === 'm4a' || ((make === 'ogg' || make === 'opus') && !pictureBytes);

function bytesOf(wanted: FileToMake): Buffer {
  const { make, ms = 200_000, tags = {}, id3 } = wanted;
  const song = (container: Container, durationMs = ms, more: readonly (readonly [string, string])[] = []) =>
    songBytes({ container, durationS: durationMs / 1_000, tags: NO_TAGS, tune: 1, comments: more });
  const withId3 = (sound: Buffer) =>
    Buffer.concat([
      ...(id3 ? [id3v2(id3.version ?? 4, id3.frames)] : []),
      ...(Object.keys(tags).length > 0 ? [id3Of(tags)] : []),
      sound,
      ...(wanted.ape ? [apeV2(wanted.ape)] : []),
      ...(wanted.id3v1 ? [id3v1(wanted.id3v1)] : []),
    ]);
  switch (make) {
    case 'bytes':
      return wanted.base64 === undefined ? Buffer.from(wanted.text ?? '') : Buffer.from(wanted.base64, 'base64');
    case 'flac':
      return lasting(song('flac', Math.min(ms, 2_000)), ms);
    case 'm4a':
      return song('m4a');
    case 'ogg':
    case 'opus':
      return song('opus', ms, wanted.pictureBytes ? [['METADATA_BLOCK_PICTURE', pictureOf(wanted.pictureBytes)], ...comments(tags)] : []);
    case 'mp3':
      return withId3(mp3(ms));
    case 'mp3-xing0':
      return withId3(mp3WithEmptyXing(ms));
    case 'mp3-vbr-noxing':
      return withId3(mp3OfVariableRate(ms, wanted.quietMs ?? ms / 3));
    case 'mp2':
      return mp2(ms);
    case 'wav':
      return wav(ms, [
        ...(wanted.info ? [infoList(wanted.info)] : []),
        ...(Object.keys(tags).length > 0 ? [riffChunk('id3 ', id3Of(tags))] : []),
      ]);
    case 'wv':
      return Buffer.concat([wavPack(ms), apeV2(apeNamesOf(tags))]);
    case 'webm':
      return webm(ms, texts(tags));
    case 'dsf':
      return dsf(ms, id3v2(4, id3?.frames ?? []));
    default:
      throw new Error(`no file is made by ${make}`);
  }
}

/** STREAMINFO tells the length of a FLAC: two seconds of sound that say they are all. */
function lasting(flac: Buffer, ms: number): Buffer {
  const packed = flac.readBigUInt64BE(8 + 10);
  const rateHz = Number(packed >> 44n);
  flac.writeBigUInt64BE(((packed >> 36n) << 36n) | BigInt(Math.round((rateHz * ms) / 1_000)), 8 + 10);
  return flac;
}

const texts = (tags: NonNullable<FileToMake['tags']>) =>
  Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value].flat().join('; ')]));

const apeNamesOf = (tags: NonNullable<FileToMake['tags']>) =>
  Object.fromEntries(
    Object.entries(texts(tags)).map(([name, value]) => [
      name === 'isrc' ? 'ISRC' : name.replace(/^./, (first) => first.toUpperCase()),
      value,
    ]),
  );

const vorbisNames: Readonly<Record<string, string>> = { albumArtist: 'ALBUMARTIST', track: 'TRACKNUMBER' };

/** The tags of a container, exactly these: whoever made the sound may have left some. */
function tag(path: string, { make, tags = {}, pictureBytes }: FileToMake): void {
  const file = taglib.File.createFromPath(path);
  try {
    file.removeTags(taglib.TagTypes.AllTags);
    if (make === 'm4a') tagApple(file.getTag(taglib.TagTypes.Apple, true), tags);
    else {
      const xiph = file.getTag(taglib.TagTypes.Xiph, true) as unknown as taglib.XiphComment; // what was asked for
      for (const [name, value] of Object.entries(tags))
        xiph.setFieldAsStrings(vorbisNames[name] ?? name.toUpperCase(), ...[value].flat().map(String));
    }
    if (pictureBytes) {
      const data = taglib.ByteVector.fromByteArray(jpegOf(pictureBytes));
      file.tag.pictures = [taglib.Picture.fromFullData(data, taglib.PictureType.FrontCover, 'image/jpeg', '')];
    }
    file.save();
  } finally {
    file.dispose();
  }
}

function tagApple(made: unknown, tags: NonNullable<FileToMake['tags']>): void {
  const apple = made as taglib.Mpeg4AppleTag; // what was asked for
  for (const [name, value] of Object.entries(texts(tags)))
    if (name === 'title') apple.title = value;
    else if (name === 'artist') apple.performers = [value];
    else if (name === 'album') apple.album = value;
    else if (name === 'albumArtist') apple.albumArtists = [value];
    else if (name === 'xid') apple.setQuickTimeString(taglib.ByteVector.fromString('xid ', taglib.StringType.Latin1), value);
    else apple.setItunesStrings('com.apple.iTunes', name === 'isrc' ? 'ISRC' : name, value);
}

const jpegOf = (bytes: number) => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(bytes)]);

/** FLAC's picture block in base64, as Ogg's comments carry it. */
function pictureOf(bytes: number): string {
  const [type, data] = [Buffer.from('image/jpeg'), jpegOf(bytes)];
  const numbers = Buffer.concat([0, 0, 0, 0].map(u32));
  return Buffer.concat([u32(3), u32(type.length), type, u32(0), numbers, u32(data.length), data]).toString('base64');
}

const comments = (tags: NonNullable<FileToMake['tags']>) =>
  Object.entries(texts(tags)).map(([name, value]) => [vorbisNames[name] ?? name.toUpperCase(), value] as const);

/** As a download that ends a few bytes early leaves it, or a program that counts wrongly. */
function shortenMdat(path: string, bytes: number): void {
  const file = readFileSync(path);
  const at = file.indexOf('mdat') - 4;
  file.writeUInt32BE(file.readUInt32BE(at) - bytes, at);
  writeFileSync(path, file);
}
