import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';

export interface PageTab {
  readonly to: string;
  readonly label: string;
  /** A count that asks for eyes. */
  readonly badge?: ReactNode;
}

const Bar = styled('nav')({
  display: 'flex',
  gap: 24,
  margin: '-8px 0 20px',
  borderBottom: '1px solid var(--border)',
  overflowX: 'auto',
  scrollbarWidth: 'none',
  '& a': {
    display: 'inline-flex',
    alignItems: 'center',
    gap: 8,
    flex: 'none',
    minHeight: 44,
    borderBottom: '2px solid transparent',
    marginBottom: -1,
    color: 'var(--text-2)',
    textDecoration: 'none',
    whiteSpace: 'nowrap',
  },
  '& a:hover': { color: 'var(--text)' },
  '& a[aria-current=page]': { color: 'var(--text)', fontWeight: 'var(--w-medium)', borderBottomColor: 'var(--ink)' },
  '@media (max-width: 899.95px)': { marginInline: 'calc(var(--gutter) * -1)', paddingInline: 'var(--gutter)' },
});

/** Pages of one place, side by side; each has an address of its own. */
export function PageTabs({
  label,
  tabs,
  current,
}: {
  readonly label: string;
  readonly tabs: readonly PageTab[];
  readonly current: string;
}) {
  return (
    <Bar aria-label={label}>
      {tabs.map(({ to, label: word, badge }) => (
        <Link key={to} to={to} aria-current={to === current ? 'page' : undefined}>
          {word}
          {badge}
        </Link>
      ))}
    </Bar>
  );
}
