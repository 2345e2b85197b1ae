import { readFileSync } from 'node:fs';
import { songBytes } from '../audio/song.js';
import type { Answer, Call } from '../http/simulator-server.js';
import type { PlexLocation } from './config.js';
import type { PlexLibrary, Version } from './library.js';
import { done, html } from './replies.js';
import { localPathOf } from './scan-folder.js';
import { partIdOf } from './wire.js';

export interface Parts {
  /** `/library/parts/{id}/{stamp}/file.ext` */
  file(call: Call, partId: number, mayDownload: boolean): Answer;
  /** `/music/:/transcode/universal/…` */
  transcode(call: Call): Answer;
  /** Jobs that nobody stopped. */
  jobs(): readonly string[];
}

const types: Readonly<Record<string, string>> = {
  flac: 'audio/flac',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
};
/** Without these in the query the transcoder knows nobody. */
const identity = ['X-Plex-Client-Identifier', 'X-Plex-Product', 'X-Plex-Platform', 'session'];
const TRANSCODED_S = 5;

export function parts(library: PlexLibrary, locations: readonly PlexLocation[]): Parts {
  const jobs = new Set<string>();

  /** Rows that are on no disk have no bytes either. */
  function bytesOf({ file, lost }: Version): Buffer | null {
    const local = lost ? null : localPathOf(locations, file);
    if (local === null) return null;
    try {
      return readFileSync(local);
    } catch {
      return null;
    }
  }

  return {
    file(call, partId, mayDownload) {
      const version = library
        .tracks()
        .flatMap(({ versions }) => versions)
        .find((one) => partIdOf(one) === partId);
      const bytes = version ? bytesOf(version) : null;
      if (!version || !bytes) return html(404, 'Not Found');
      const download = call.query.get('download') === '1';
      if (download && !mayDownload) return html(403, 'Forbidden');
      const name = encodeURIComponent(version.file.split('/').at(-1) ?? '');
      const answer = ranged(bytes, call.headers.range, types[version.container] ?? 'application/octet-stream');
      return download
        ? { ...answer, headers: { ...answer.headers, 'Content-Disposition': `attachment; filename*=UTF-8''${name}` } }
        : answer;
    },
    transcode(call) {
      const session = call.query.get('session') ?? '';
      const action = call.segments.at(-1);
      if (action === 'stop') {
        jobs.delete(session);
        return done;
      }
      if (action !== 'start.mp3') return html(404, 'Not Found');
      if (identity.some((name) => !call.query.get(name))) return html(400, 'Bad Request');
      const [, key] = /^\/library\/metadata\/(\d+)$/.exec(call.query.get('path') ?? '') ?? [];
      const track = library.find(Number(key));
      if (track?.type !== 10) return html(404, 'Not Found');
      jobs.add(session);
      const tags = {
        title: track.title,
        artist: track.artist,
        albumArtist: track.album.artist.title,
        album: track.album.title,
        track: track.index ?? 1,
        trackTotal: track.album.tracks.length,
        disc: track.disc ?? 1,
        date: String(track.album.year ?? ''),
        genre: '',
        isrc: null,
      };
      // Written as a stream: it has no length, and no part of it can be asked for.
      return {
        status: 200,
        type: 'audio/mpeg',
        stream: (response) => response.end(songBytes({ container: 'mp3', durationS: TRANSCODED_S, tags, tune: track.ratingKey % 100 })),
      };
    },
    jobs: () => [...jobs],
  };
}

function ranged(bytes: Buffer, range: string | undefined, type: string): Answer {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (from === '' && to === '')
    return { status: 200, type, headers: { 'Accept-Ranges': 'bytes', 'Content-Length': String(bytes.length) }, body: bytes };
  const first = from === '' ? Math.max(0, bytes.length - Number(to)) : Number(from);
  const last = from === '' || to === '' ? bytes.length - 1 : Math.min(Number(to), bytes.length - 1);
  if (first > last) return { status: 416, headers: { 'Content-Range': `bytes */${bytes.length}` } };
  const part = bytes.subarray(first, last + 1);
  return {
    status: 206,
    type,
    headers: { 'Accept-Ranges': 'bytes', 'Content-Range': `bytes ${first}-${last}/${bytes.length}`, 'Content-Length': String(part.length) },
    body: part,
  };
}
