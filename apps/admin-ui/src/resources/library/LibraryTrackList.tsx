import { Stack, Typography } from '@mui/material';
import { DataTable, DateField, FunctionField } from 'react-admin';
import type { LibraryTrackRow } from '@soulsync/contracts';
import { reasonInWords } from '@soulsync/contracts/words';
import { trackLength } from '../../layout/durations.js';
import { Link } from 'react-router-dom';
import { albumPage, sound } from './library-words.js';
import { LibraryList, NothingFits } from './LibraryList.js';

const toggles = [
  { label: 'Below profile', field: 'belowProfile', value: 'true' },
  { label: 'No picture', field: 'hasArt', value: 'false' },
  { label: 'Duplicates', field: 'duplicate', value: 'true' },
  { label: 'Not placed by SoulSync', field: 'placedByUs', value: 'false' },
  { label: 'Missing at the last reading', field: 'missed', value: 'true' },
];

const remarks = ({ missed, belowProfile, hasArt, copies, placedByUs }: LibraryTrackRow): readonly string[] => [
  ...(missed ? ['not there at the last reading'] : []),
  ...(belowProfile ? ['below profile'] : []),
  ...(hasArt === false ? ['no picture'] : []),
  ...(copies === null ? [] : [reasonInWords('duplicate', copies)]),
  ...(placedByUs ? ['placed by SoulSync'] : []),
];

function Remarks({ track }: { readonly track: LibraryTrackRow }) {
  return (
    <Stack>
      {remarks(track).map((remark) => (
        <Typography key={remark} variant="caption">
          {remark}
        </Typography>
      ))}
    </Stack>
  );
}

const table = (
  <DataTable bulkActionButtons={false} rowClick={false} empty={<NothingFits />}>
    <DataTable.Col source="title" />
    <DataTable.Col source="artist" />
    <DataTable.Col source="album">
      <FunctionField
        render={({ libraryAlbumId, album }: LibraryTrackRow) => (album === null ? '' : <Link to={albumPage(libraryAlbumId)}>{album}</Link>)}
      />
    </DataTable.Col>
    <DataTable.Col source="durationMs" label="Length">
      <FunctionField render={({ durationMs }: LibraryTrackRow) => trackLength(durationMs)} />
    </DataTable.Col>
    <DataTable.Col source="quality" label="Sound">
      <FunctionField render={sound} />
    </DataTable.Col>
    <DataTable.Col label="Remarks">
      <FunctionField render={(track: LibraryTrackRow) => <Remarks track={track} />} />
    </DataTable.Col>
    <DataTable.Col source="path" label="File" sx={{ overflowWrap: 'anywhere' }} />
    <DataTable.Col source="indexedAt" label="Since">
      <DateField source="indexedAt" />
    </DataTable.Col>
  </DataTable>
);

/** What the library holds, track by track. */
export const LibraryTrackList = () => (
  <LibraryList
    page="/library-tracks"
    sort={{ field: 'artist', order: 'ASC' }}
    sorts={['artist', 'title', 'album', 'quality', 'indexedAt']}
    toggles={toggles}
    table={table}
    to={(track) => albumPage(String(track['libraryAlbumId']))}
    first={(track) => `${String(track['artist'])} – ${String(track['title'])}`}
    second={(track) => {
      const known = track as LibraryTrackRow; // rows of this resource
      return [known.album, trackLength(known.durationMs), sound(known), ...remarks(known)].filter(Boolean).join(' · ');
    }}
  />
);
