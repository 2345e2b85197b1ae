import type { Tags } from './tags.js';

/** A Vorbis comment block without framing bit (FLAC and Opus share it); `more` comments stand behind the tags. */
export function vorbisComments(tags: Tags, more: readonly (readonly [string, string])[] = []): Buffer {
  const fields: (readonly [string, string])[] = [
    ['TITLE', tags.title],
    ['ARTIST', tags.artist],
    ['ALBUMARTIST', tags.albumArtist],
    ['ALBUM', tags.album],
    ['TRACKNUMBER', String(tags.track)],
    ['TRACKTOTAL', String(tags.trackTotal)],
    ['DISCNUMBER', String(tags.disc)],
    ['DATE', tags.date],
    ['GENRE', tags.genre],
    ...(tags.isrc ? ([['ISRC', tags.isrc]] as [string, string][]) : []),
    ...more,
  ];
  const sized = (text: string) => {
    const bytes = Buffer.from(text, 'utf8');
    const size = Buffer.alloc(4);
    size.writeUInt32LE(bytes.length);
    return Buffer.concat([size, bytes]);
  };
  const count = Buffer.alloc(4);
  count.writeUInt32LE(fields.length);
  return Buffer.concat([sized('soulsync simulators'), count, ...fields.map(([name, value]) => sized(`${name}=${value}`))]);
}
