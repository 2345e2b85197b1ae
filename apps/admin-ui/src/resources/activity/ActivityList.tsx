import { Button } from '@mui/material';
import { styled } from '@mui/material/styles';
import type { ActivityRow } from '@soulsync/contracts';
import { actorInWords, timelineInWords } from '@soulsync/contracts/words';
import { SelectInput, useListContext } from 'react-admin';
import { Link } from 'react-router-dom';
import { EmptyState } from '../../components/EmptyState.js';
import { EntryFilterChips } from '../../components/EntryFilterChips.js';
import { NoResult } from '../../components/NoResult.js';
import { PageHead } from '../../components/PageHead.js';
import { RelativeTime } from '../../components/RelativeTime.js';
import { ResourceList } from '../../layout/ResourceList.js';
import { useCounts } from '../../providers/use-counts.js';
import { ListSearch } from '../../components/ListSearch.js';
import { areas, subjectPage, toldEvents, typeInWords } from './told-events.js';

/** As the list's filter has it: any of them. */
const told = toldEvents.join(',');

const filters = [
  <ListSearch key="q" source="q" alwaysOn />,
  <SelectInput
    key="type"
    source="type"
    label="What"
    alwaysOn
    emptyText="All steps"
    choices={[{ id: told, name: 'Without technical steps' }, ...toldEvents.map((type) => ({ id: type, name: typeInWords(type) }))]}
  />,
];

const Lines = styled('ol')({
  listStyle: 'none',
  margin: '8px 0 0',
  padding: 0,
  '& > li': {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 132px 132px',
    columnGap: 16,
    alignItems: 'baseline',
    padding: '9px 0',
    borderBottom: '1px solid var(--border)',
    overflowWrap: 'anywhere',
  },
  '& b': { display: 'block', fontWeight: 'var(--w-medium)' },
  '& b a': { color: 'inherit', textDecoration: 'none' },
  '& b a:hover': { textDecoration: 'underline' },
  '& p': { margin: 0, color: 'var(--text-2)' },
  '& small': { fontSize: 'var(--fs-13)', color: 'var(--muted)' },
  '@media (max-width: 599.95px)': { '& > li': { gridTemplateColumns: 'minmax(0, 1fr) auto' }, '& > li > div': { gridColumn: '1 / -1' } },
});

/** What it was about, what happened, when, and who did it. */
function Line({ item }: { readonly item: ActivityRow }) {
  const { subject, at, actor } = item;
  const page = subjectPage(item);
  return (
    <li>
      <div>
        {subject === null ? null : <b>{page === null ? subject : <Link to={page}>{subject}</Link>}</b>}
        <p>{timelineInWords(item)}</p>
      </div>
      <small>
        <RelativeTime at={at} />
      </small>
      <small title={actor}>{actorInWords(actor)}</small>
    </li>
  );
}

function Areas() {
  const { filterValues, setFilters } = useListContext();
  const { service = '', ...others } = filterValues as Readonly<Record<string, string>>; // flat, as the address says
  const counts = useCounts('activity', 'service', others);
  const choices = [
    { value: '', label: 'All', count: null },
    ...Object.entries(areas).map(([value, label]) => ({ value, label, count: counts ? (counts.get(value) ?? 0) : null })),
  ];
  return (
    <EntryFilterChips
      choices={choices}
      chosen={service}
      onChoose={(value) => setFilters({ ...others, ...(value ? { service: value } : {}) })}
    />
  );
}

function Happened() {
  const { data = [], total, filterValues, setFilters } = useListContext<ActivityRow>();
  const { type = '', ...narrowed } = filterValues as Readonly<Record<string, string>>; // flat, as the address says
  const isNarrowed = (type !== told && type !== '') || Object.values(narrowed).some((value) => value !== '');
  if (total === 0 && !isNarrowed)
    return (
      <EmptyState what="Everything that happens appears here." how="Follow a playlist to see it begin.">
        <Button variant="contained" component={Link} to="/playlists/create">
          Follow a playlist
        </Button>
      </EmptyState>
    );
  if (total === 0) return <NoResult what="Nothing that happened fits." onClear={() => setFilters({})} clear="Show everything" />;
  return (
    <Lines aria-label="What happened, newest first" data-rows>
      {data.map((item) => (
        <Line key={item.id} item={item} />
      ))}
    </Lines>
  );
}

/** What happened, newest first; technical steps are asked for. */
export function ActivityList() {
  return (
    <>
      <PageHead title="Activity">What SoulSync did, newest first.</PageHead>
      <ResourceList
        title={false}
        actions={false}
        filters={filters}
        filterDefaultValues={{ type: told }}
        sort={{ field: 'at', order: 'DESC' }}
        perPage={50}
        empty={false}
      >
        <Areas />
        <Happened />
      </ResourceList>
    </>
  );
}
