import type { LibraryAlbumRow, LibraryArtistRow } from '@soulsync/contracts';
import { useGetList, useGetOne } from 'react-admin';
import { useParams } from 'react-router-dom';
import { PageHead } from '../../components/PageHead.js';
import { longLength } from '../../layout/durations.js';
import { ReadState } from '../../layout/Trouble.js';
import { AlbumGrid } from './AlbumGrid.js';
import { ArtistCover } from './LibraryCover.js';
import { counted } from './library-words.js';

const MOST = 500;

function Known({ artist }: { readonly artist: LibraryArtistRow }) {
  const read = useGetList<LibraryAlbumRow>('library-albums', {
    filter: { artistFold: artist.id },
    sort: { field: 'year', order: 'DESC' },
    pagination: { page: 1, perPage: MOST },
  });
  return (
    <>
      <PageHead title={artist.name} kind="Artist" cover={<ArtistCover artist={artist} size="xl" />}>
        {`${counted(artist.albums, 'album')}, ${counted(artist.tracks, 'song')}, ${longLength(artist.durationMs)} in your library`}
      </PageHead>
      <ReadState of={read} what="the albums of this artist" />
      {read.data ? <AlbumGrid albums={read.data} /> : null}
    </>
  );
}

/** An artist that albums are filed under: what the library holds of them, newest first. */
export function ArtistPage() {
  const { id = '' } = useParams();
  const read = useGetOne<LibraryArtistRow>('library-artists', { id });
  return (
    <>
      <ReadState of={read} what="the artist" />
      {read.data ? <Known artist={read.data} /> : null}
    </>
  );
}
