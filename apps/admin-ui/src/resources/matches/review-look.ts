import { styled } from '@mui/material/styles';
import { drawnWhenSeen } from '../../components/drawn-when-seen.js';

const wide = '@media (min-width: 1200px)';
const narrow = '@media (max-width: 899.95px)';
const clip = { display: 'block', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

/** Queue and question side by side; below 1200 px the question alone, with its place. */
export const Columns = styled('div')({
  paddingBottom: 88,
  '& h2': { margin: 0, fontSize: 'var(--fs-22)', fontWeight: 'var(--w-strong)', lineHeight: 'var(--lh-tight)', overflowWrap: 'anywhere' },
  '& h2 + p': { margin: '4px 0 20px', color: 'var(--text-2)' },
  '& [data-place]': { margin: '0 0 4px', fontSize: 'var(--fs-13)', color: 'var(--muted)' },
  '& section': { minWidth: 0 },
  '& section > ul': { margin: '16px 0 0', paddingLeft: 18, fontSize: 'var(--fs-13)', color: 'var(--muted)' },
  [wide]: {
    display: 'grid',
    gridTemplateColumns: '264px minmax(0, 1fr)',
    columnGap: 36,
    alignItems: 'start',
    '& [data-place]': { display: 'none' },
  },
});

export const Queue = styled('div')({
  minWidth: 0,
  '& ul': { display: 'none', listStyle: 'none', margin: '0 0 16px', padding: 0, maxHeight: '60vh', overflowY: 'auto' },
  '& li': drawnWhenSeen('68px'),
  '& li a': {
    display: 'grid',
    gridTemplateColumns: '40px minmax(0, 1fr)',
    columnGap: 12,
    alignItems: 'center',
    padding: '10px 12px',
    borderRadius: 'var(--r-control)',
    color: 'inherit',
    textDecoration: 'none',
  },
  '& li a[aria-current]': { background: 'var(--idle-tint)' },
  '& b, & li span > span, & small': clip,
  '& b': { fontWeight: 'var(--w-medium)' },
  '& li span > span': { fontSize: 'var(--fs-13)', color: 'var(--muted)' },
  '& small': { fontSize: 'var(--fs-12)', color: 'var(--attention-text)' },
  [wide]: { '& ul': { display: 'block' } },
});

export const Verdict = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 8,
  marginTop: 20,
  '& [data-keys]': { marginLeft: 'auto', fontSize: 'var(--fs-13)', color: 'var(--muted)' },
  [narrow]: {
    position: 'sticky',
    bottom: 'calc(var(--frame-bottom, 0px))',
    padding: '8px 0',
    background: 'var(--surface)',
    borderTop: '1px solid var(--border)',
    '& [data-keys]': { display: 'none' },
    '& button': { minHeight: 44 },
  },
});

export const Rule = styled('p')({
  display: 'flex',
  alignItems: 'flex-start',
  gap: 10,
  maxWidth: '64ch',
  margin: '20px 0 0',
  fontSize: 'var(--fs-13)',
  color: 'var(--text-2)',
});

/** The last decision, and the way back. */
export const Done = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  margin: '16px 0',
  fontSize: 'var(--fs-13)',
  color: 'var(--muted)',
  '& > span': { flex: 1, minWidth: 0 },
});
