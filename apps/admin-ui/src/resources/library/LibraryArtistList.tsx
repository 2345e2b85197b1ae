import { DataTable, FunctionField } from 'react-admin';
import type { LibraryArtistRow } from '@soulsync/contracts';
import { longLength } from '../../layout/durations.js';
import { Link } from 'react-router-dom';
import { artistPage } from './library-words.js';
import { LibraryList, NothingFits } from './LibraryList.js';

const toggles = [
  { label: 'Albums below profile', field: 'belowProfile', value: 'true' },
  { label: 'Albums without a picture', field: 'lacksArt', value: 'true' },
  { label: 'Tracks missing at the last reading', field: 'missed_gte', value: '1' },
];

const remarks = ({ albumsBelowProfile, albumsWithoutArt, missed }: LibraryArtistRow) =>
  [
    albumsBelowProfile > 0 ? `${albumsBelowProfile} below profile` : '',
    albumsWithoutArt > 0 ? `${albumsWithoutArt} without a picture` : '',
    missed > 0 ? `${missed} tracks not there at the last reading` : '',
  ].filter((remark) => remark !== '');

const table = (
  <DataTable bulkActionButtons={false} rowClick={false} empty={<NothingFits />}>
    <DataTable.Col source="name" label="Artist">
      <FunctionField render={({ id, name }: LibraryArtistRow) => <Link to={artistPage(id)}>{name}</Link>} />
    </DataTable.Col>
    <DataTable.NumberCol source="albums" />
    <DataTable.NumberCol source="tracks" />
    <DataTable.Col source="durationMs" label="Length">
      <FunctionField render={({ durationMs }: LibraryArtistRow) => longLength(durationMs)} />
    </DataTable.Col>
    <DataTable.Col label="Remarks">
      <FunctionField render={(artist: LibraryArtistRow) => remarks(artist).join(', ')} />
    </DataTable.Col>
  </DataTable>
);

/** Artists that albums are filed under. */
export const LibraryArtistList = () => (
  <LibraryList
    page="/library-artists"
    sort={{ field: 'name', order: 'ASC' }}
    sorts={['name', 'albums', 'tracks']}
    toggles={toggles}
    table={table}
    to={({ id }) => artistPage(String(id))}
    first={(artist) => String(artist['name'])}
    second={(artist) => {
      const known = artist as LibraryArtistRow; // rows of this resource
      return [`${known.albums} albums`, `${known.tracks} tracks`, ...remarks(known)].join(' · ');
    }}
  />
);
