import { styled } from '@mui/material/styles';
import { useGetList } from 'react-admin';
import { Link } from 'react-router-dom';
import type { LibraryAlbumRow } from '@soulsync/contracts';
import { ReadState } from '../layout/Trouble.js';
import { AlbumCover } from '../resources/library/LibraryCover.js';
import { Part } from './Part.js';

const SHOWN = 6;

const Shelf = styled('ul')({
  display: 'grid',
  gridAutoFlow: 'column',
  gridAutoColumns: 'minmax(104px, 1fr)',
  gap: 16,
  overflowX: 'auto',
  scrollbarWidth: 'none',
  '& a': { display: 'block', color: 'var(--text)', textDecoration: 'none' },
  '& b, & small': { display: 'block', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '& b': { marginTop: 8, fontWeight: 'var(--w-medium)', fontSize: 'var(--fs-13)' },
  '& small': { fontSize: 'var(--fs-12)', color: 'var(--muted)' },
  '& a:hover b': { textDecoration: 'underline' },
});

/** Albums that came last. */
export function NewInLibrary() {
  const read = useGetList<LibraryAlbumRow>('library-albums', {
    filter: {},
    pagination: { page: 1, perPage: SHOWN },
    sort: { field: 'indexedAt', order: 'DESC' },
  });
  const { data: albums = [] } = read;
  if (!read.error && albums.length === 0) return null;
  return (
    <Part title="New in your library" more={<Link to="/library">Library</Link>}>
      <ReadState of={read} what="what is new in your library" />
      <Shelf>
        {albums.map((album) => (
          <li key={album.id}>
            <Link to={`/library-albums/${encodeURIComponent(album.id)}/show`} title={`${album.title}, ${album.artist}`}>
              <AlbumCover album={album} size="fill" />
              <b>{album.title}</b>
              <small>{album.artist}</small>
            </Link>
          </li>
        ))}
      </Shelf>
    </Part>
  );
}
