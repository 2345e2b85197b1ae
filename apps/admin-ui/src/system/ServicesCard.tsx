import { Typography } from '@mui/material';
import { styled } from '@mui/material/styles';
import { useGetList, useGetOne } from 'react-admin';
import type { ServiceStatusRow, SummaryRow } from '@soulsync/contracts';
import { RelativeTime } from '../components/RelativeTime.js';
import { StateChip } from '../components/StateChip.js';
import { ReadState } from '../layout/Trouble.js';

/** What each does, for people; its technical name stands second. */
const tasks: Readonly<Record<string, string>> = {
  'catalog-svc': 'Reads playlists and says what is wanted',
  'match-svc': 'Compares what is wanted with the library',
  'acquire-svc': 'Searches and fetches',
  'organize-svc': 'Checks, tags and files',
  'plex-svc': 'Knows the library and its servers',
  gateway: 'Serves this console and the API',
};

const Row = styled('li')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) auto',
  gap: '2px 16px',
  alignItems: 'center',
  padding: '10px 0',
  borderBottom: '1px solid var(--border)',
  '& small': { color: 'var(--muted)', fontSize: 'var(--fs-13)' },
});

/** The parts of SoulSync, and how each is. */
export function ServicesCard() {
  const read = useGetList<ServiceStatusRow>('services');
  const { data: summary } = useGetOne<SummaryRow>('summary', { id: '' });
  const inAllMb = summary?.rssMb ?? 0;
  /** Services of one process have one memory, which is said once. */
  const isShared = (read.data ?? []).reduce((sum, { rssMb }) => sum + rssMb, 0) > inAllMb;
  return (
    <section aria-label="Services">
      <Typography variant="h2" sx={{ mt: 3, mb: 1 }}>
        Services
      </Typography>
      {inAllMb > 0 ? <Typography sx={{ color: 'var(--muted)', fontSize: 'var(--fs-13)' }}>{inAllMb} MB of memory in all</Typography> : null}
      <ReadState of={read} what="the services" />
      <ul style={{ margin: 0, padding: 0, listStyle: 'none' }}>
        {read.data?.map(({ id, state, version, startedAt, rssMb }) => (
          <Row key={id}>
            <span>
              {tasks[id] ?? id}
              <br />
              <small>
                {id}
                {version === '' ? '' : ` ${version}`}
                {startedAt === null ? null : (
                  <>
                    , started <RelativeTime at={startedAt} />
                  </>
                )}
                {rssMb > 0 && !isShared ? `, ${rssMb} MB` : ''}
              </small>
            </span>
            <StateChip state={state} />
          </Row>
        ))}
      </ul>
    </section>
  );
}
