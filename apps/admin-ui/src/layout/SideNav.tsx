import { Tooltip } from '@mui/material';
import { styled } from '@mui/material/styles';
import { Link, useLocation } from 'react-router-dom';
import { Badge } from './Badge.js';
import { Mark } from './Mark.js';
import { groups, isAt } from './navigation.js';
import { useBadges } from './use-badges.js';

const RAIL = '@media (max-width: 1199.9px)';

const Side = styled('nav')({
  position: 'fixed',
  zIndex: 'var(--z-frame)',
  inset: '0 auto var(--player-h) 0',
  width: 'var(--nav-w)',
  padding: '0 12px 12px',
  overflow: 'auto',
  background: 'var(--bg)',
  [RAIL]: { width: 'var(--rail-w)', padding: '0 14px 12px' },
  '@media (max-width: 899.9px)': { display: 'none' },
  '& ul': { display: 'flex', flexDirection: 'column', gap: 1, margin: '0 0 16px', padding: 0, listStyle: 'none' },
  '& li a': {
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    gap: 12,
    height: 36,
    padding: '0 10px',
    borderRadius: 'var(--r-control)',
    color: 'var(--text-2)',
    fontWeight: 'var(--w-medium)',
    fontSize: 'var(--fs-14)',
    textDecoration: 'none',
    '&:hover': { background: 'var(--hover)' },
    '&[aria-current]': { background: 'var(--surface)', color: 'var(--text)', boxShadow: 'inset 0 0 0 1px var(--border)' },
    '& svg': { width: 20, height: 20, flex: 'none' },
    '& .badge': { marginLeft: 'auto' },
    [RAIL]: {
      height: 44,
      justifyContent: 'center',
      '& .label': { position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' },
      '& .badge': { position: 'absolute', top: 1, right: -3, minWidth: 18, height: 18, lineHeight: '18px', padding: '0 4px' },
    },
  },
});

const Brand = styled(Link)({
  display: 'flex',
  alignItems: 'center',
  gap: 10,
  height: 'var(--top-h)',
  padding: '0 10px',
  color: 'var(--text)',
  fontWeight: 'var(--w-strong)',
  fontSize: 'var(--fs-16)',
  letterSpacing: '-.02em',
  textDecoration: 'none',
  '& i': { fontStyle: 'normal', fontWeight: 'var(--w-normal)' },
  [RAIL]: { justifyContent: 'center', padding: 0, '& span': { display: 'none' } },
});

/** Beside its word a name is said once. */
const onRailAlone = { popper: { sx: { '@media (min-width: 1200px)': { display: 'none' } } } };

/** The way to every page; a rail of icons where there is little room, and no part of a phone's screen. */
export function SideNav() {
  const { pathname } = useLocation();
  const badges = useBadges();
  return (
    <Side aria-label="Main">
      <Brand to="/" aria-label="SoulSync">
        <Mark />
        <span>
          Soul<i>Sync</i>
        </span>
      </Brand>
      {groups.map((group) => (
        <ul key={group[0]?.to}>
          {group.map((place) => {
            const { to, label, Icon, badge } = place;
            return (
              <li key={to}>
                <Tooltip title={label} placement="right" disableInteractive describeChild slotProps={onRailAlone}>
                  <Link to={to} aria-current={isAt(place, pathname) ? 'page' : undefined}>
                    <Icon />
                    <span className="label">{label}</span>
                    {badge ? <Badge count={badges(place)} tone={badge.tone} /> : null}
                  </Link>
                </Tooltip>
              </li>
            );
          })}
        </ul>
      ))}
    </Side>
  );
}
