import { Alert, Button, Tab, Tabs, useMediaQuery } from '@mui/material';
import type { Theme } from '@mui/material';
import type { ReactElement } from 'react';
import { SearchInput, SimpleList, SortButton, useListContext } from 'react-admin';
import type { RaRecord } from 'react-admin';
import { Link } from 'react-router-dom';
import { Nothing } from '../../layout/Nothing.js';
import { ResourceList } from '../../layout/ResourceList.js';
import { FilterToggles } from './FilterToggles.js';
import type { Toggle } from './FilterToggles.js';
import { LibraryHead } from './LibraryHead.js';

const pages = [
  { to: '/library-artists', label: 'Artists' },
  { to: '/library-albums', label: 'Albums' },
  { to: '/library-tracks', label: 'Tracks' },
];

interface Props {
  readonly page: '/library-artists' | '/library-albums' | '/library-tracks';
  readonly sort: { readonly field: string; readonly order: 'ASC' | 'DESC' };
  /** Offered on a phone, which shows no heads of columns. */
  readonly sorts: readonly string[];
  readonly toggles: readonly Toggle[];
  /** What is shown where there is room. */
  readonly table: ReactElement;
  /** Two lines a row on a phone. */
  readonly first: (record: RaRecord) => string;
  readonly second: (record: RaRecord) => string;
}

/** A list says so when it shows what is spelt alike instead of what was searched for. */
function SpeltAlike() {
  const { meta, total } = useListContext();
  const alike = (meta as { alike?: boolean } | undefined)?.alike; // as the data provider sets it
  return alike && total ? <Alert severity="info">No exact match. These are spelled similarly, closest first.</Alert> : null;
}

export function NothingFits() {
  const { setFilters } = useListContext();
  return (
    <Nothing what="Nothing in your library matches." how="Try other words or fewer filters.">
      <Button onClick={() => setFilters({})}>Show everything</Button>
    </Nothing>
  );
}

/** One page of the library: how fresh it is, the way to the other pages, conditions with counts, and the rows. */
export function LibraryList({ page, sort, sorts, toggles, table, first, second }: Props) {
  const small = useMediaQuery<Theme>((theme) => theme.breakpoints.down('sm'));
  return (
    <>
      <LibraryHead />
      <Tabs value={page} aria-label="Pages of the library">
        {pages.map(({ to, label }) => (
          <Tab key={to} value={to} label={label} component={Link} to={to} />
        ))}
      </Tabs>
      <ResourceList
        actions={false}
        filters={[<SearchInput key="q" source="q" alwaysOn placeholder="Search" />]}
        sort={{ ...sort }}
        perPage={25}
        empty={<Nothing what="Your library appears here." how="It is synced at the start and after each download." />}
      >
        <FilterToggles toggles={toggles} />
        {small ? <SortButton fields={[...sorts]} /> : null}
        <SpeltAlike />
        {small ? <SimpleList primaryText={first} secondaryText={second} linkType={false} empty={<NothingFits />} /> : table}
      </ResourceList>
    </>
  );
}
