import { LinearProgress } from '@mui/material';
import { styled } from '@mui/material/styles';
import { lazy, Suspense, useEffect } from 'react';
import { useGetOne } from 'react-admin';
import { Link } from 'react-router-dom';
import type { SummaryRow } from '@soulsync/contracts';
import { Hidden } from '../components/StateChip.js';
import { ReadState } from '../layout/Trouble.js';
import { lede } from './lede.js';

const DashboardColumns = lazy(async () => ({ default: (await import('./DashboardColumns.js')).DashboardColumns }));

const WIDE = '@media (min-width: 900px)';

const Lede = styled('p')({
  margin: '0 0 24px',
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

/** What is true now, in a sentence; then figures, what is on its way, what happened, and what needs a person. */
export function Dashboard() {
  const figures = useGetOne<SummaryRow>('summary', { id: '' });
  const { data: summary } = figures;
  useEffect(() => {
    document.title = 'Dashboard · SoulSync';
  }, []);
  const shown = (value: number | undefined) => (value === undefined ? '–' : value.toLocaleString('en'));
  return (
    <>
      <Hidden as="h1">Dashboard</Hidden>
      {figures.error ? <ReadState of={figures} what="the figures" /> : null}
      {figures.isPending ? <LinearProgress aria-label="Loading the figures" sx={{ my: 1 }} /> : null}
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
      <Figures>
        {(
          [
            ['in your library', summary ? `${shown(summary.owned + summary.filed)} of ${shown(summary.entries)}` : '–', '/playlists'],
            ['in progress', shown(summary?.acquiring), '/acquisitions'],
            ['to decide', shown(summary?.review), '/matches'],
            ['on the wishlist', shown(summary?.wished), '/wishes'],
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
