import type { Answer, Call } from '../http/simulator-server.js';
import { png } from '../pictures/png.js';

export interface SpotifyArtist {
  readonly id: string;
  readonly name: string;
  /** `0xrrggbb`; null: it has no picture. */
  readonly colour: number | null;
  readonly genres?: readonly string[];
}

export interface SpotifyAlbum {
  readonly id: string;
  readonly name: string;
  readonly artist: string;
  readonly colour: number | null;
}

const DEFAULT_LIMIT = 5;

/** `GET /v1/search` of artists and albums, as fuzzy as the real one: a hit shares a word with what was asked. */
export function searched(call: Call, artists: readonly SpotifyArtist[], albums: readonly SpotifyAlbum[], most: number): Answer {
  const limit = Number(call.query.get('limit') ?? DEFAULT_LIMIT);
  if (!(limit >= 1 && limit <= most)) return { status: 400, body: { error: { status: 400, message: 'Invalid limit' } } };
  const q = call.query.get('q') ?? '';
  const type = call.query.get('type');
  const base = `http://${call.headers.host ?? ''}`;
  const images = (colour: number | null) =>
    colour === null
      ? []
      : [64, 640, 300].map((size) => ({ url: `${base}/image/${colour.toString(16)}-${size}`, width: size, height: size }));
  const list = (items: readonly object[]) => ({ limit, offset: 0, total: items.length, next: null, items: items.slice(0, limit) });
  const [wanted, by] = [valueOf(q, type === 'album' ? 'album' : 'artist'), valueOf(q, 'artist')];
  if (type === 'track') return { status: 200, body: { tracks: list([]) } };
  if (type === 'artist') {
    const found = artists.filter(({ name }) => shareWord(name, wanted));
    const items = found.map(({ colour, genres, ...artist }) => ({
      ...artist,
      type: 'artist',
      images: images(colour),
      ...(genres ? { genres } : {}),
    }));
    return { status: 200, body: { artists: list(items) } };
  }
  const found = albums.filter(({ name, artist }) => shareWord(name, wanted) && shareWord(artist, by));
  const items = found.map(({ id, name, artist, colour }) => ({
    id,
    name,
    artists: [{ name: artist }],
    images: images(colour),
    genres: [],
  }));
  return { status: 200, body: { albums: list(items) } };
}

/** `/image/<colour>-<size>`: a picture of that colour, as the image hosts give it without a sign-in. */
export function pictured(name: string): Answer {
  const [, colour, size] = /^([0-9a-f]+)-(\d{1,4})$/.exec(name) ?? [];
  if (colour === undefined) return { status: 404, body: 'Not found' };
  return { status: 200, type: 'image/png', body: png(Number(size), Number(size), parseInt(colour, 16)) };
}

const valueOf = (q: string, field: string) => new RegExp(`${field}:"([^"]*)"`).exec(q)?.[1] ?? '';
const words = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
const shareWord = (a: string, b: string) => words(b).some((word) => words(a).includes(word));
