import { DataTable, DateField, FunctionField } from 'react-admin';
import type { LibraryAlbumRow } from '@soulsync/contracts';
import { longLength } from '../../layout/durations.js';
import { LibraryList, NothingFits } from './LibraryList.js';

const toggles = [
  { label: 'Below profile', field: 'belowProfile', value: 'true' },
  { label: 'No picture', field: 'hasArt', value: 'false' },
  { label: 'With duplicates', field: 'duplicate', value: 'true' },
  { label: 'Not placed by SoulSync', field: 'placedByUs', value: 'false' },
  { label: 'Tracks missing at the last reading', field: 'missed_gte', value: '1' },
];

const remarks = ({ missed, tracks, belowProfile, hasArt }: LibraryAlbumRow) =>
  [
    missed === 0 ? '' : missed === tracks ? 'not there at the last reading' : `${missed} tracks not there at the last reading`,
    belowProfile ? 'below profile' : '',
    hasArt === false ? 'no picture' : '',
  ].filter((remark) => remark !== '');

/** The album's own tracks, in its order. */
const tracksOf = (id: string | number) =>
  `/library-tracks?${new URLSearchParams({ filter: JSON.stringify({ libraryAlbumId: id }), sort: 'album', order: 'ASC' }).toString()}`;

const table = (
  <DataTable bulkActionButtons={false} rowClick={(id) => tracksOf(id)} empty={<NothingFits />}>
    <DataTable.Col source="artist" />
    <DataTable.Col source="title" label="Album" />
    <DataTable.Col source="year" />
    <DataTable.NumberCol source="tracks" />
    <DataTable.Col source="durationMs" label="Length">
      <FunctionField render={({ durationMs }: LibraryAlbumRow) => longLength(durationMs)} />
    </DataTable.Col>
    <DataTable.Col source="worstQuality" label="Sound">
      <FunctionField render={({ formats }: LibraryAlbumRow) => formats.join(', ')} />
    </DataTable.Col>
    <DataTable.Col label="Remarks">
      <FunctionField render={(album: LibraryAlbumRow) => remarks(album).join(', ')} />
    </DataTable.Col>
    <DataTable.Col source="indexedAt" label="Since">
      <DateField source="indexedAt" />
    </DataTable.Col>
  </DataTable>
);

/** Albums, by artist and year. */
export const LibraryAlbumList = () => (
  <LibraryList
    page="/library-albums"
    sort={{ field: 'artist', order: 'ASC' }}
    sorts={['artist', 'title', 'year', 'tracks', 'worstQuality', 'indexedAt']}
    toggles={toggles}
    table={table}
    first={(album) => `${String(album['artist'])} – ${String(album['title'])}`}
    second={(album) => {
      const known = album as LibraryAlbumRow; // rows of this resource
      return [known.year, `${known.tracks} tracks`, longLength(known.durationMs), known.formats.join(', '), ...remarks(known)]
        .filter(Boolean)
        .join(' · ');
    }}
  />
);
