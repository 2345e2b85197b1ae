import { LIKED_SONGS } from '@soulsync/contracts';

const wrongKinds = ['track', 'album', 'artist', 'show', 'episode', 'audiobook', 'user'] as const;
type WrongKind = (typeof wrongKinds)[number];

/** What a person pasted. `short`: one request tells what it stands for. */
export type SpotifyLink =
  | { readonly kind: 'playlist'; readonly id: string }
  | { readonly kind: 'short'; readonly url: string }
  | { readonly kind: WrongKind | 'made-by-spotify' | 'not-spotify' | 'unreadable' };

const ID = /^[0-9A-Za-z]{22}$/;
/** Daily mixes, radios, charts and the like, which Spotify has shown to nobody's app since November 2024. */
const MADE_BY_SPOTIFY = /^37i9dQZ/;

/** A link (any language, embedded, old user form), a URI, or the bare id; whatever else stands in it is thrown away. */
export function spotifyLink(text: string): SpotifyLink {
  const trimmed = text.trim();
  if (ID.test(trimmed)) return playlist(trimmed);
  const uri = /^spotify:(.+)$/.exec(trimmed)?.[1];
  if (uri !== undefined) return ofParts(uri.split(':'));
  const [, host = '', path = ''] = /^(?:https?:\/\/)?([a-z0-9.-]+)(?::443)?(\/[^?#]*)?/i.exec(trimmed) ?? [];
  switch (host.toLowerCase()) {
    case 'open.spotify.com':
    case 'play.spotify.com':
      return ofParts(path.split('/').filter(Boolean));
    case 'spotify.link':
    case 'spotify.app.link':
      return /^\/[\w-]{1,64}\/?$/.test(path) ? { kind: 'short', url: `https://${host.toLowerCase()}${path}` } : { kind: 'unreadable' };
    default:
      return { kind: 'not-spotify' };
  }
}

function ofParts(parts: readonly string[]): SpotifyLink {
  const [first = '', ...rest] = parts;
  if (/^intl-[a-z-]+$/i.test(first) || first === 'embed') return ofParts(rest);
  if (first === 'collection') return rest[0] === undefined || rest[0] === 'tracks' ? playlist(LIKED_SONGS.id) : { kind: 'unreadable' };
  if (first === 'user' && rest.length > 1) return ofParts(rest.slice(1));
  const [id = ''] = rest;
  if (first === 'playlist') return ID.test(id) ? playlist(id) : { kind: 'unreadable' };
  return { kind: wrongKinds.find((kind) => kind === first) ?? 'unreadable' };
}

const playlist = (id: string): SpotifyLink => (MADE_BY_SPOTIFY.test(id) ? { kind: 'made-by-spotify' } : { kind: 'playlist', id });

/** Why it can't be followed, as words of the field. */
export const linkProblems: Readonly<Record<Exclude<SpotifyLink['kind'], 'playlist' | 'short'>, string>> = {
  track: 'is the link of a single track: open a playlist in Spotify and copy its link',
  album: 'is the link of an album: put its tracks into a playlist of yours and follow that',
  artist: 'is the link of an artist: open a playlist in Spotify and copy its link',
  show: 'is the link of a podcast: only playlists can be followed',
  episode: 'is the link of an episode: only playlists can be followed',
  audiobook: 'is the link of an audiobook: only playlists can be followed',
  user: 'is the link of a person: open one of their playlists and copy its link',
  'made-by-spotify':
    'is a playlist that Spotify makes itself, and it shows those to no app: copy its tracks into a playlist of yours and follow that, or import a CSV',
  'not-spotify': 'is no link of Spotify: it begins with https://open.spotify.com/playlist/',
  unreadable: 'leads to no playlist: copy the link of one in Spotify (Share, Copy link to playlist)',
};
