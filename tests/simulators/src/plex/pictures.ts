import { createHash } from 'node:crypto';
import type { Answer, Call } from '../http/simulator-server.js';
import { container, done, html } from './replies.js';

export type PictureKind = 'thumb' | 'art';

/** What may carry a picture: an artist, an album or a playlist. */
export interface Pictured {
  readonly ratingKey: number;
  /** Has one by itself (an album with its cover). */
  readonly ownPicture: boolean;
}

export interface Pictures {
  /** `/library/metadata/{k}/posters|arts|poster|thumb|art/…` */
  answer(call: Call, item: Pictured): Answer | Promise<Answer>;
  /** Back to the one it has by itself. */
  reset(ratingKey: number, kind: PictureKind): void;
  /** `/photo/:/transcode?url=…`: the same bytes; nothing is scaled. */
  transcoded(url: string, of: (ratingKey: number) => Pictured | undefined): Answer;
}

/** `changed`: another picture is shown now; null: none. */
type Changed = (ratingKey: number, kind: PictureKind, stamp: number | null) => void;

interface Uploaded {
  readonly name: string;
  readonly bytes: Buffer;
}

const PLURAL: Readonly<Record<string, PictureKind>> = { posters: 'thumb', arts: 'art', poster: 'thumb', thumb: 'thumb', art: 'art' };
const LOOPBACK = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?\//;

/** The smallest picture there is: one grey PNG pixel. */
const onePixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==', 'base64');

export function pictures(changed: Changed): Pictures {
  const uploads = new Map<string, Uploaded[]>();
  const chosen = new Map<string, string>();
  let stamps = Math.floor(Date.now() / 1000);
  const place = (item: Pictured, kind: PictureKind) => `${item.ratingKey} ${kind}`;

  async function upload(call: Call, item: Pictured, kind: PictureKind): Promise<Answer> {
    const url = call.query.get('url');
    const bytes = url === null ? call.body : await fetched(url);
    if (bytes === null || mimeOf(bytes) === null) return html(400, 'Bad Request');
    const name = `upload://${kind === 'thumb' ? 'posters' : 'arts'}/${createHash('sha1').update(bytes).digest('hex')}`;
    const at = place(item, kind);
    const known = uploads.get(at) ?? [];
    uploads.set(at, [...known.filter((one) => one.name !== name), { name, bytes }]);
    return choose(item, kind, name);
  }

  function choose(item: Pictured, kind: PictureKind, name: string): Answer {
    chosen.set(place(item, kind), name);
    stamps += 1;
    changed(item.ratingKey, kind, stamps);
    return done;
  }

  function candidates(item: Pictured, kind: PictureKind): Answer {
    const at = place(item, kind);
    const own = item.ownPicture ? [`metadata://posters/${item.ratingKey}`] : [];
    const names = [...own, ...(uploads.get(at) ?? []).map(({ name }) => name)];
    const selected = chosen.get(at) ?? own[0];
    return container({
      size: names.length,
      ...(names.length > 0
        ? {
            Metadata: names.map((name) => {
              const key = `/library/metadata/${item.ratingKey}/file?url=${encodeURIComponent(name)}`;
              return { key, ratingKey: name, thumb: key, selected: name === selected };
            }),
          }
        : {}),
    });
  }

  function shown(item: Pictured, kind: PictureKind): Answer {
    const name = chosen.get(place(item, kind));
    const upload = (uploads.get(place(item, kind)) ?? []).find((one) => one.name === name);
    if (!upload && !(item.ownPicture && kind === 'thumb')) return html(404, 'Not Found');
    const bytes = upload?.bytes ?? onePixel;
    return { status: 200, type: mimeOf(bytes) ?? 'image/png', body: bytes };
  }

  return {
    answer(call, item) {
      const verb = call.segments[3] ?? '';
      const kind = PLURAL[verb];
      if (!kind) return html(404, 'Not Found');
      if (call.method === 'POST') return upload(call, item, kind);
      if (call.method === 'PUT') {
        const name = call.query.get('url') ?? '';
        const known = (uploads.get(place(item, kind)) ?? []).some((one) => one.name === name);
        return known || name.startsWith('metadata://') ? choose(item, kind, name) : html(400, 'Bad Request');
      }
      return verb.endsWith('s') ? candidates(item, kind) : shown(item, kind);
    },
    reset: (ratingKey, kind) => void chosen.delete(`${ratingKey} ${kind}`),
    transcoded(url, of) {
      const [, key, kind] = /^\/library\/metadata\/(\d+)\/(thumb|art)(?:\/\d+)?$/.exec(url) ?? [];
      const item = of(Number(key));
      return item && kind ? shown(item, kind as PictureKind) : html(404, 'Not Found'); // the pattern has these two alone
    },
  };
}

/** Plex itself fetches it. This one goes no further than this machine. */
async function fetched(url: string): Promise<Buffer | null> {
  if (!LOOPBACK.test(url)) return null;
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(5_000) });
    return response.ok ? Buffer.from(await response.arrayBuffer()) : null;
  } catch {
    return null; // it could not be had: the request is answered as a bad one
  }
}

/** null: neither JPEG nor PNG. */
function mimeOf(bytes: Buffer): string | null {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg';
  return bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47])) ? 'image/png' : null;
}
