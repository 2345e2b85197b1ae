import { styled } from '@mui/material/styles';

const edge = '2px solid var(--ink)';

const agreementLook = {
  '& [data-agreement]': { display: 'grid', gridTemplateColumns: '16px minmax(0, 1fr)', columnGap: 8 },
  '& [data-agreement] > svg': { width: 16, height: 16, marginTop: 2, color: 'var(--idle-mark)' },
  '& [data-agreement=same] > svg': { color: 'var(--good-mark)' },
  '& [data-agreement=differs] > svg': { color: 'var(--attention-mark)' },
  '& [data-agreement=not-known]': { color: 'var(--muted)' },
  '& mark': { padding: '0 3px', borderRadius: 3, background: 'var(--attention-tint)', color: 'var(--attention-text)' },
};

/** Columns beside each other. */
export const Compare = styled('table')({
  width: '100%',
  borderCollapse: 'separate',
  borderSpacing: 0,
  tableLayout: 'fixed',
  '& th, & td': {
    padding: '10px 12px',
    textAlign: 'left',
    verticalAlign: 'top',
    fontWeight: 'var(--w-normal)',
    borderBottom: '1px solid var(--border)',
    overflowWrap: 'anywhere',
  },
  '& thead th': { borderTop: '1px solid var(--border)' },
  '& [data-field]': { width: 76, paddingLeft: 0, fontSize: 'var(--fs-13)', color: 'var(--muted)' },
  '& [data-wanted]': { background: 'var(--sunken)' },
  '& [data-chosen]': { borderLeft: edge, borderRight: edge },
  '& thead [data-chosen]': { borderTop: edge, borderTopLeftRadius: 'var(--r-panel)', borderTopRightRadius: 'var(--r-panel)' },
  '& tbody tr:last-of-type [data-chosen]': {
    borderBottom: edge,
    borderBottomLeftRadius: 'var(--r-panel)',
    borderBottomRightRadius: 'var(--r-panel)',
  },
  '& [data-head]': { display: 'flex', alignItems: 'center', gap: 10, marginBottom: 8 },
  '& [data-head] > span': { minWidth: 0, flex: 1 },
  '& [data-head] b': { display: 'block', fontWeight: 'var(--w-strong)', fontSize: 'var(--fs-16)', fontVariantNumeric: 'tabular-nums' },
  '& [data-head] > span > span, & small': { display: 'block', fontSize: 'var(--fs-13)', color: 'var(--muted)' },
  '& label': { position: 'relative', flex: 'none', cursor: 'pointer' },
  '& label input': { position: 'absolute', inset: 0, margin: 0, opacity: 0, cursor: 'pointer', zIndex: 1 },
  '& label:focus-within': { outline: '2px solid var(--focus)', outlineOffset: 2, borderRadius: 'var(--r-cover)' },
  '& kbd': {
    position: 'absolute',
    left: -5,
    top: -5,
    minWidth: 20,
    padding: '0 5px',
    borderRadius: 4,
    background: 'var(--ink)',
    color: 'var(--on-ink)',
    fontFamily: 'var(--font)',
    fontSize: 'var(--fs-11)',
    lineHeight: '20px',
    textAlign: 'center',
  },
  ...agreementLook,
});

/** Below 900 px: one card each, to be chosen as a whole. */
export const Cards = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  display: 'grid',
  gap: 10,
  '& > li': { border: '1px solid var(--border)', borderRadius: 'var(--r-panel)', padding: '12px 14px' },
  '& > li[data-wanted]': { background: 'var(--sunken)', borderColor: 'transparent' },
  '& > li[data-chosen]': { borderColor: 'var(--ink)', boxShadow: 'inset 0 0 0 1px var(--ink)' },
  '& [data-head]': { display: 'flex', alignItems: 'center', gap: 12, minHeight: 44 },
  '& [data-head] > span': { flex: 1, minWidth: 0 },
  '& [data-head] b': { display: 'block', fontWeight: 'var(--w-medium)' },
  '& [data-head] input': { width: 20, height: 20, margin: 0, accentColor: 'var(--ink)' },
  '& small': { display: 'block', fontSize: 'var(--fs-13)', color: 'var(--muted)' },
  '& dl': { display: 'grid', gridTemplateColumns: '64px minmax(0, 1fr)', gap: '6px 10px', margin: '8px 0 0', fontSize: 'var(--fs-13)' },
  '& dt': { color: 'var(--muted)' },
  '& dd': { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
  ...agreementLook,
});
