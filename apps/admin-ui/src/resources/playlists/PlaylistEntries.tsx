import { Box, Chip, Typography } from '@mui/material';
import type { PlaylistEntryRow, PlaylistRow } from '@soulsync/contracts';
import { reasonInWords } from '@soulsync/contracts/words';
import { DataTable, FilterLiveSearch, FunctionField, ListBase, useListContext, useResourceContext } from 'react-admin';
import { Pages, Rows } from '../../layout/ResourceList.js';
import { StateChip, stateInWords } from '../../layout/StateChip.js';
import { entryCounts } from './entry-counts.js';
import { usePlaylist } from './use-playlist.js';

/** Tells a remaster from the first edition; '' where nobody says. */
const releaseYear = (date: string | null) => (date ? `(${date.slice(0, 4)})` : '');

/** One state at a time, each with how many entries of the whole playlist are in it; the choice stands in the address. */
function StateFilter({ playlist }: { readonly playlist: PlaylistRow }) {
  const { filterValues, setFilters } = useListContext();
  const { state: chosen, ...others } = filterValues as Readonly<Record<string, string | undefined>>; // what the address says
  const counts = entryCounts(playlist).filter(({ state, count }) => count > 0 || state === chosen);
  const chip = (label: string, count: number, state: string | undefined) => (
    <Chip
      key={label}
      label={`${label}: ${count.toLocaleString('en')}`}
      onClick={() => setFilters({ ...others, ...(state === undefined ? {} : { state }) })}
      color={chosen === state ? 'primary' : 'default'}
      variant={chosen === state ? 'filled' : 'outlined'}
      aria-pressed={chosen === state}
    />
  );
  return (
    <Box role="group" aria-label="Show only" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      {chip('All', playlist.entryCount, undefined)}
      {counts.map(({ state, count }) => chip(stateInWords(state), count, state))}
    </Box>
  );
}

function Empty({ playlist }: { readonly playlist: PlaylistRow }) {
  const { filterValues } = useListContext();
  const words =
    Object.keys(filterValues as object).length > 0 // what the address says
      ? 'No track matches your search.'
      : playlist.importRows !== null || playlist.entryCount > 0
        ? 'The entries appear in a moment.'
        : 'This playlist has no entries yet.';
  return (
    <Typography color="text.secondary" sx={{ p: 2 }}>
      {words}
    </Typography>
  );
}

/** The entries of a playlist, page by page. */
export function PlaylistEntries() {
  const playlist = usePlaylist();
  const page = useResourceContext();
  if (!playlist) return null;
  return (
    <ListBase
      key={playlist.id}
      resource="playlist-entries"
      storeKey={`${page}.${playlist.id}.entries`}
      filter={{ playlistId: playlist.id }}
      sort={{ field: 'position', order: 'ASC' }}
      perPage={100}
      exporter={false}
      disableAuthentication
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', gap: 1, mt: 2 }}>
        <StateFilter playlist={playlist} />
        <FilterLiveSearch source="q" label="Title, artist or album" sx={{ width: 260 }} />
      </Box>
      <Rows>
        <DataTable bulkActionButtons={false} rowClick={false} empty={<Empty playlist={playlist} />}>
          <DataTable.NumberCol source="position" label="#" />
          <DataTable.Col source="title" />
          <DataTable.Col label="Artists">
            <FunctionField render={(entry: PlaylistEntryRow) => entry.artists.join(', ')} />
          </DataTable.Col>
          <DataTable.Col source="album">
            <FunctionField
              render={({ album, releaseDate }: PlaylistEntryRow) => [album, releaseYear(releaseDate)].filter(Boolean).join(' ')}
            />
          </DataTable.Col>
          <DataTable.Col source="state" label="State">
            <FunctionField render={(entry: PlaylistEntryRow) => <StateChip state={entry.stage ?? entry.state} />} />
          </DataTable.Col>
          <DataTable.Col label="Why">
            <FunctionField
              render={(entry: PlaylistEntryRow) =>
                `${reasonInWords('entry', entry.reason)}${entry.confidence === null ? '' : ` (${Math.round(entry.confidence * 100)}\u00a0%)`}`
              }
            />
          </DataTable.Col>
          <DataTable.Col source="path" label="File" disableSort />
        </DataTable>
      </Rows>
      <Pages rowsPerPageOptions={[25, 50, 100, 250]} />
    </ListBase>
  );
}
