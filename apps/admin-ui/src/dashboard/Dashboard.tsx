import { LinearProgress } from '@mui/material';
import { styled } from '@mui/material/styles';
import { lazy, Suspense, useEffect } from 'react';
import { useGetOne } from 'react-admin';
import { Link } from 'react-router-dom';
import type { SummaryRow } from '@soulsync/contracts';
import { Hidden } from '../components/StateChip.js';
import { ReadState } from '../layout/Trouble.js';
import { firstFigures } from './first-figures.js';
import { lede } from './lede.js';
import { filedToday } from './throughput.js';
import { useLastDays } from './use-throughput.js';

const DashboardColumns = lazy(async () => ({ default: (await import('./DashboardColumns.js')).DashboardColumns }));

const DashboardActions = lazy(async () => ({ default: (await import('./DashboardActions.js')).DashboardActions }));

const WIDE = '@media (min-width: 900px)';

const Top = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'flex-start',
  justifyContent: 'space-between',
  gap: '12px 24px',
  minHeight: 36,
  marginBottom: 24,
});

const Lede = styled('p')({
  flex: '1 1 320px',
  margin: 0,
  maxWidth: 820,
  fontSize: 'var(--fs-28)',
  lineHeight: 1.25,
  letterSpacing: 'var(--track-tight)',
  fontWeight: 'var(--w-medium)',
  color: 'var(--text-2)',
  '& a': { color: 'var(--text)', fontWeight: 'var(--w-strong)', textDecorationThickness: '1.5px', textUnderlineOffset: '5px' },
});

const Figures = styled('ul')({
  display: 'grid',
  gridTemplateColumns: '1fr 1fr',
  margin: 0,
  padding: 0,
  listStyle: 'none',
  borderBlock: '1px solid var(--border)',
  [WIDE]: { gridTemplateColumns: 'repeat(4, 1fr)' },
  '& a': {
    display: 'block',
    padding: '12px 16px 12px 0',
    color: 'inherit',
    textDecoration: 'none',
    '&:hover b': { textDecoration: 'underline' },
  },
  '& b': { display: 'block', fontSize: 'var(--fs-22)', lineHeight: 1.2, fontWeight: 'var(--w-strong)', fontVariantNumeric: 'tabular-nums' },
  '& span': { fontSize: 'var(--fs-13)', color: 'var(--muted)' },
});

/** Activity, of what was filed alone. */
const filedPage = `/activity?filter=${encodeURIComponent(JSON.stringify({ type: 'FilePublished' }))}`;

/** What is true now, in a sentence; then figures, what is on its way, what happened, and what needs a person. */
export function Dashboard() {
  const figures = useGetOne<SummaryRow>('summary', { id: '' });
  const first = firstFigures();
  const summary = figures.data ?? first.summary;
  const days = useLastDays();
  useEffect(() => {
    document.title = 'Dashboard · SoulSync';
  }, []);
  const shown = (value: number | undefined) => (value === undefined ? '–' : value.toLocaleString('en'));
  return (
    <>
      <Hidden as="h1">Dashboard</Hidden>
      {figures.error ? <ReadState of={figures} what="the figures" /> : null}
      {figures.isPending && !summary ? <LinearProgress aria-label="Loading the figures" sx={{ my: 1 }} /> : null}
      <Top>
        {summary ? (
          <Lede>
            {lede(summary).map(({ text, to }) =>
              to ? (
                <Link key={text} to={to}>
                  {text}
                </Link>
              ) : (
                text
              ),
            )}
          </Lede>
        ) : null}
        <Suspense fallback={null}>
          <DashboardActions />
        </Suspense>
      </Top>
      <Figures>
        {(
          [
            ['wanted', shown(summary && summary.entries - summary.owned - summary.filed), '/playlists'],
            ['in progress', shown(summary?.acquiring), '/acquisitions'],
            ['filed today', shown(days.data ? filedToday(days.data, days.nowMs) : first.filedToday), filedPage],
            ['to decide', shown(summary?.review), '/matches'],
          ] as const
        ).map(([label, value, to]) => (
          <li key={label}>
            <Link to={to}>
              <b>{value}</b>
              <span>{label}</span>
            </Link>
          </li>
        ))}
      </Figures>
      <Suspense fallback={null}>
        <DashboardColumns summary={summary ?? null} />
      </Suspense>
    </>
  );
}
