import { styled } from '@mui/material/styles';

const Cap = styled('kbd')({
  display: 'inline-flex',
  alignItems: 'center',
  justifyContent: 'center',
  minWidth: 20,
  height: 20,
  padding: '0 5px',
  borderRadius: 4,
  border: '1px solid var(--border-strong)',
  background: 'var(--sunken)',
  color: 'var(--text-2)',
  font: 'var(--w-medium) var(--fs-11)/1 var(--font)',
  whiteSpace: 'nowrap',
});

const isApple = () => /Mac|iPhone|iPad/.test(navigator.userAgent);
const capOf = (stroke: string) => (isApple() ? stroke.replace(/^Ctrl /, '⌘ ') : stroke);

/** A key as it is written on the keyboard. */
export const Kbd = ({ children }: { readonly children: string }) => <Cap>{capOf(children)}</Cap>;
