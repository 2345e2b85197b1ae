import { Typography } from '@mui/material';
import type { LibraryAlbumRow, LibraryTrackRow } from '@soulsync/contracts';
import { useGetList, useGetOne } from 'react-admin';
import { Link, useParams } from 'react-router-dom';
import { PageHead } from '../../components/PageHead.js';
import { RecordingRow } from '../../components/RecordingRow.js';
import { RecordingTable } from '../../components/RecordingTable.js';
import { TrackTicks } from '../../components/TrackTicks.js';
import { longLength } from '../../layout/durations.js';
import { ReadState } from '../../layout/Trouble.js';
import { AlbumCover } from './LibraryCover.js';
import { artistPage, sound } from './library-words.js';

/** More than any release has; a folder of loose files may have more, which the list of songs shows. */
const MOST = 500;

const discOf = (track: LibraryTrackRow) => track.discNumber ?? 1;

function Disc({
  number,
  isOnly,
  tracks,
}: {
  readonly number: number;
  readonly isOnly: boolean;
  readonly tracks: readonly LibraryTrackRow[];
}) {
  return (
    <>
      {isOnly ? null : (
        <Typography variant="h6" component="h2" sx={{ mt: 3 }}>
          Disc {number}
        </Typography>
      )}
      <RecordingTable
        label={isOnly ? 'Songs' : `Songs of disc ${number}`}
        columns={['position', 'state', 'match', 'length']}
        heads={{ match: 'Quality and file' }}
      >
        {tracks.map((track) => (
          <RecordingRow
            key={track.id}
            title={track.title}
            artist={track.artist}
            to={null}
            cover={null}
            position={track.trackNumber}
            state={track.missed ? 'missing' : track.belowProfile ? 'below-rule' : 'in-library'}
            match={{ first: sound(track), second: track.path ?? '', ...(track.path === null ? {} : { full: track.path }) }}
            lengthMs={track.durationMs}
          />
        ))}
      </RecordingTable>
    </>
  );
}

function Known({ album }: { readonly album: LibraryAlbumRow }) {
  const read = useGetList<LibraryTrackRow>('library-tracks', {
    filter: { libraryAlbumId: album.id },
    sort: { field: 'album', order: 'ASC' },
    pagination: { page: 1, perPage: MOST },
  });
  const tracks = read.data ?? [];
  const discs = [...new Set(tracks.map(discOf))].sort((a, b) => a - b);
  return (
    <>
      <PageHead title={album.title} kind="Album" cover={<AlbumCover album={album} size="xl" />}>
        <Link to={artistPage(album.artistId)}>{album.artist}</Link>
        {[album.year, longLength(album.durationMs), album.formats.join(', ')].filter(Boolean).map((fact) => ` · ${fact}`)}
        <div style={{ marginTop: 10 }}>
          <TrackTicks ticks={tracks.map(({ title, missed }) => ({ title, state: missed ? 'missing' : 'owned' }))} />
        </div>
      </PageHead>
      <ReadState of={read} what="the songs of this album" />
      {discs.map((number) => (
        <Disc key={number} number={number} isOnly={discs.length === 1} tracks={tracks.filter((track) => discOf(track) === number)} />
      ))}
    </>
  );
}

/** An album of the library: what it is, how much of it is there, its songs by disc. */
export function AlbumPage() {
  const { id = '' } = useParams();
  const read = useGetOne<LibraryAlbumRow>('library-albums', { id });
  return (
    <>
      <ReadState of={read} what="the album" />
      {read.data ? <Known album={read.data} /> : null}
    </>
  );
}
