import { styled } from '@mui/material/styles';

/** Where rows would be: an icon, what is so, why, and what to do. */
export const Sheetlet = styled('div')({
  maxWidth: 560,
  padding: '32px 0',
  color: 'var(--text-2)',
  overflowWrap: 'anywhere',
  '& > svg': { width: 28, height: 28, color: 'var(--muted)', marginBottom: 12 },
  '& h2, & h3': { margin: '0 0 4px', fontSize: 'var(--fs-16)', lineHeight: 1.3, fontWeight: 'var(--w-strong)', color: 'var(--text)' },
  '& p': { margin: 0, lineHeight: 'var(--lh-text)' },
  '& q': { fontFamily: 'var(--mono)', fontSize: '.93em' },
});

export const Acts = styled('div')({ display: 'flex', flexWrap: 'wrap', gap: 8, marginTop: 16 });
