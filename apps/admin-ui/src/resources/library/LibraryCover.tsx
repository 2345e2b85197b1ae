import type { LibraryAlbumRow, LibraryArtistRow } from '@soulsync/contracts';
import { Cover } from '../../components/Cover.js';
import type { CoverSize } from '../../components/Cover.js';
import { useConsole } from '../../providers/use-console.js';

const pixels = { xs: 64, s: 64, m: 160, l: 160, xl: 640, fill: 640 } as const;

/** An album's own picture; drawn where it has none. */
export function AlbumCover({
  album,
  size,
}: {
  readonly album: Pick<LibraryAlbumRow, 'id' | 'artist' | 'title' | 'hasArt'>;
  readonly size: CoverSize;
}) {
  const console = useConsole();
  const src = album.hasArt === false ? null : console.addressOf(`artwork/albums/${encodeURIComponent(album.id)}?size=${pixels[size]}`);
  return <Cover src={src} seed={`${album.artist} ${album.title}`} name={album.title} size={size} />;
}

export function ArtistCover({ artist, size }: { readonly artist: Pick<LibraryArtistRow, 'id' | 'name'>; readonly size: CoverSize }) {
  const console = useConsole();
  const src = console.addressOf(`artwork/artists/${encodeURIComponent(artist.id)}?size=${pixels[size]}`);
  return <Cover src={src} seed={artist.name} size={size} isRound />;
}
