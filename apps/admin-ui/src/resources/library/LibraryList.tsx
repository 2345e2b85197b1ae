import { Alert, Box, Tab, Tabs, useMediaQuery } from '@mui/material';
import { styled } from '@mui/material/styles';
import type { Theme } from '@mui/material';
import type { ReactElement } from 'react';
import { SortButton, useListContext } from 'react-admin';
import type { RaRecord } from 'react-admin';
import { Link } from 'react-router-dom';
import { ListSearch } from '../../components/ListSearch.js';
import { EmptyState } from '../../components/EmptyState.js';
import { NoResult } from '../../components/NoResult.js';
import { PageHead } from '../../components/PageHead.js';
import { ResourceList } from '../../layout/ResourceList.js';
import { FilterToggles } from './FilterToggles.js';
import type { Toggle } from './FilterToggles.js';
import { LibraryHead } from './LibraryHead.js';

const pages = [
  { to: '/library-albums', label: 'Albums' },
  { to: '/library-artists', label: 'Artists' },
  { to: '/library-tracks', label: 'Songs' },
  { to: '/metadata-edits', label: 'Improve' },
];

interface Props {
  readonly page: '/library-artists' | '/library-albums' | '/library-tracks';
  readonly sort: { readonly field: string; readonly order: 'ASC' | 'DESC' };
  /** Offered on a phone, which shows no heads of columns. */
  readonly sorts: readonly string[];
  readonly toggles: readonly Toggle[];
  /** What is shown where there is room. */
  readonly table: ReactElement;
  /** In the table's place: covers. */
  readonly instead?: ReactElement;
  /** At the right of the filters. */
  readonly beside?: ReactElement;
  readonly perPage?: number;
  /** Where a row leads. */
  readonly to: (record: RaRecord) => string;
  /** Two lines a row where there is no room for a table. */
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
    <NoResult
      what="Nothing in your library matches."
      otherwise="Try other words or fewer filters."
      clear="Show everything"
      onClear={() => setFilters({})}
    />
  );
}

const Lines = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  '& > li': { minHeight: 'var(--row-touch)', padding: '10px 0', borderBottom: '1px solid var(--border)', overflowWrap: 'anywhere' },
  '& a': { display: 'block', fontWeight: 'var(--w-medium)', color: 'var(--text)', textDecoration: 'none' },
  '& span': { fontSize: 'var(--fs-13)', color: 'var(--muted)' },
});

function RowsOfTwoLines({ to, first, second }: Pick<Props, 'to' | 'first' | 'second'>) {
  const { data = [], total } = useListContext<RaRecord>();
  if (total === 0) return <NothingFits />;
  return (
    <Lines>
      {data.map((record) => (
        <li key={record.id}>
          <Link to={to(record)}>{first(record)}</Link>
          <span>{second(record)}</span>
        </li>
      ))}
    </Lines>
  );
}

/** The ways between the pages of the library. */
export function LibraryTabs({ page }: { readonly page: string }) {
  return (
    <Tabs value={page} variant="scrollable" scrollButtons={false} aria-label="Pages of the library">
      {pages.map(({ to, label }) => (
        <Tab key={to} value={to} label={label} component={Link} to={to} />
      ))}
    </Tabs>
  );
}

/** One page of the library: how fresh it is, the way to the other pages, conditions with counts, and the rows. */
export function LibraryList({ page, sort, sorts, toggles, table, instead, beside, perPage = 25, to, first, second }: Props) {
  const small = useMediaQuery<Theme>((theme) => theme.breakpoints.down('md'));
  return (
    <>
      <PageHead title="Library">
        <LibraryHead />
      </PageHead>
      <LibraryTabs page={page} />
      <ResourceList
        actions={false}
        filters={[<ListSearch key="q" source="q" alwaysOn />]}
        sort={{ ...sort }}
        title={false}
        perPage={perPage}
        empty={<EmptyState what="Your library appears here." how="It is synced at the start and after each download." />}
      >
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
          <FilterToggles toggles={toggles} />
          {beside}
        </Box>
        {small ? <SortButton fields={[...sorts]} /> : null}
        <SpeltAlike />
        {instead ?? (small ? <RowsOfTwoLines to={to} first={first} second={second} /> : table)}
      </ResourceList>
    </>
  );
}
