import MenuIcon from '@mui/icons-material/Menu';
import { Divider, Drawer } from '@mui/material';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { Link, useLocation } from 'react-router-dom';
import { AccountItems } from './AccountMenu.js';
import { Badge } from './Badge.js';
import { isAt, phonePlaces, places } from './navigation.js';
import type { Place } from './navigation.js';
import { useBadges } from './use-badges.js';

const Bar = styled('nav')({
  display: 'none',
  '@media (max-width: 899.9px)': {
    position: 'fixed',
    zIndex: 'var(--z-frame)',
    inset: 'auto 0 0 0',
    minHeight: 'var(--tabbar-h)',
    paddingBottom: 'env(safe-area-inset-bottom)',
    display: 'grid',
    gridTemplateColumns: 'repeat(5, 1fr)',
    background: 'var(--surface)',
    borderTop: '1px solid var(--border)',
  },
  '& > a, & > button': {
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: 3,
    minHeight: 56,
    border: 0,
    background: 'none',
    color: 'var(--text-2)',
    font: 'var(--w-medium) var(--fs-11)/1.2 var(--font)',
    textDecoration: 'none',
    '&[aria-current]': { color: 'var(--text)', boxShadow: 'inset 0 2px 0 var(--ink)' },
    '& svg': { width: 22, height: 22 },
    '& .badge': { position: 'absolute', top: 4, left: 'calc(50% + 4px)', minWidth: 18, height: 18, lineHeight: '18px', padding: '0 5px' },
  },
});

const Sheet = styled('ul')({
  margin: 0,
  padding: '12px 8px',
  listStyle: 'none',
  '& a': {
    display: 'flex',
    alignItems: 'center',
    gap: 14,
    minHeight: 48,
    padding: '0 12px',
    borderRadius: 'var(--r-control)',
    color: 'var(--text)',
    fontWeight: 'var(--w-medium)',
    textDecoration: 'none',
    '&[aria-current]': { background: 'var(--hover)' },
    '& .badge': { marginLeft: 'auto' },
  },
});

/** The way to the pages on a phone. */
export function BottomNav() {
  const { pathname } = useLocation();
  const badges = useBadges();
  const [isOpen, setOpen] = useState(false);
  const rest = places.filter((place) => !phonePlaces.includes(place));
  const current = (place: Place) => (isAt(place, pathname) ? 'page' : undefined);
  const badge = (place: Place) => (place.badge ? <Badge count={badges(place)} tone={place.badge.tone} /> : null);
  const problems = rest.filter(({ badge: shown }) => shown?.tone === 'problem').reduce((sum, place) => sum + badges(place), 0);
  return (
    <Bar aria-label="Pages">
      {phonePlaces.map((place) => (
        <Link key={place.to} to={place.to} aria-current={current(place)}>
          <place.Icon />
          {place.short ?? place.label}
          {badge(place)}
        </Link>
      ))}
      <button type="button" aria-haspopup="dialog" aria-expanded={isOpen} onClick={() => setOpen(true)}>
        <MenuIcon />
        More
        <Badge count={problems} tone="problem" />
      </button>
      <Drawer
        anchor="bottom"
        open={isOpen}
        onClose={() => setOpen(false)}
        slotProps={{ paper: { 'aria-label': 'More pages', role: 'dialog', sx: { borderRadius: '14px 14px 0 0' } } }}
      >
        <Sheet>
          {rest.map((place) => (
            <li key={place.to}>
              <Link to={place.to} aria-current={current(place)} onClick={() => setOpen(false)}>
                <place.Icon />
                {place.label}
                {badge(place)}
              </Link>
            </li>
          ))}
        </Sheet>
        <Divider />
        <AccountItems onDone={() => setOpen(false)} />
      </Drawer>
    </Bar>
  );
}
