import { styled } from '@mui/material/styles';
import type { LibraryAlbumRow } from '@soulsync/contracts';
import { useListContext } from 'react-admin';
import { Link } from 'react-router-dom';
import { AlbumCover } from './LibraryCover.js';
import { albumPage } from './library-words.js';
import { NothingFits } from './LibraryList.js';

const Grid = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: '12px 0 24px',
  display: 'grid',
  gap: 20,
  gridTemplateColumns: 'repeat(auto-fill, minmax(min(164px, 42%), 1fr))',
  '& > li': { minWidth: 0, contentVisibility: 'auto', containIntrinsicSize: 'auto 230px' },
  '& a': { color: 'inherit', textDecoration: 'none' },
  '& a:hover b': { textDecoration: 'underline' },
  '& b, & small': { display: 'block', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '& b': { marginTop: 8, fontWeight: 'var(--w-medium)' },
  '& small': { fontSize: 'var(--fs-13)', color: 'var(--muted)' },
});

/** Albums as covers; each is a link to its page. */
export function AlbumGrid({ albums }: { readonly albums: readonly LibraryAlbumRow[] }) {
  return (
    <Grid aria-label="Albums">
      {albums.map((album) => (
        <li key={album.id}>
          <Link to={albumPage(album.id)} title={album.title}>
            <AlbumCover album={album} size="fill" />
            <b>{album.title}</b>
          </Link>
          <small title={album.artist}>{[album.artist, album.year].filter(Boolean).join(' · ')}</small>
          {album.belowProfile ? <small>{album.formats.join(', ')}, below your rule</small> : null}
        </li>
      ))}
    </Grid>
  );
}

/** Of the list around it. */
export function ListedAlbums() {
  const { data, total } = useListContext<LibraryAlbumRow>();
  return total === 0 ? <NothingFits /> : <AlbumGrid albums={data ?? []} />;
}
