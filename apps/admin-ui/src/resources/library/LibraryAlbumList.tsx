import { DataTable, DateField, FunctionField } from 'react-admin';
import type { LibraryAlbumRow } from '@soulsync/contracts';
import { longLength } from '../../layout/durations.js';
import { Link } from 'react-router-dom';
import { ListedAlbums } from './AlbumGrid.js';
import { albumPage, artistPage } from './library-words.js';
import { useView, ViewSwitch } from './ViewSwitch.js';
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

const table = (
  <DataTable bulkActionButtons={false} rowClick={false} empty={<NothingFits />}>
    <DataTable.Col source="title" label="Album">
      <FunctionField render={({ id, title }: LibraryAlbumRow) => <Link to={albumPage(id)}>{title}</Link>} />
    </DataTable.Col>
    <DataTable.Col source="artist">
      <FunctionField render={({ artistId, artist }: LibraryAlbumRow) => <Link to={artistPage(artistId)}>{artist}</Link>} />
    </DataTable.Col>
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

/** Albums, by artist and year: as covers, or as a list that says more of each. */
export function LibraryAlbumList() {
  const [view] = useView();
  return (
    <LibraryList
      page="/library-albums"
      sort={{ field: 'artist', order: 'ASC' }}
      sorts={['artist', 'title', 'year', 'tracks', 'worstQuality', 'indexedAt']}
      toggles={toggles}
      beside={<ViewSwitch />}
      perPage={view === 'grid' ? 50 : 25}
      {...(view === 'grid' ? { instead: <ListedAlbums /> } : {})}
      table={table}
      to={({ id }) => albumPage(String(id))}
      first={(album) => `${String(album['artist'])} – ${String(album['title'])}`}
      second={(album) => {
        const known = album as LibraryAlbumRow; // rows of this resource
        return [known.year, `${known.tracks} tracks`, longLength(known.durationMs), known.formats.join(', '), ...remarks(known)]
          .filter(Boolean)
          .join(' · ');
      }}
    />
  );
}
