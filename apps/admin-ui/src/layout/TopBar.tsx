import BackIcon from '@mui/icons-material/ArrowBack';
import SearchIcon from '@mui/icons-material/Search';
import { IconButton } from '@mui/material';
import { styled } from '@mui/material/styles';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router-dom';
import { Kbd } from '../keys/Kbd.js';
import { destinations } from '../keys/key-table.js';
import { listenToKeys } from '../keys/keyboard.js';
import { rowKeys } from '../keys/row-keys.js';
import { useKeys, useSingleKeys } from '../keys/use-keys.js';
import { AccountMenu, ThemeButton } from './AccountMenu.js';
import { Mark } from './Mark.js';
import { headOnPhone } from './navigation.js';
import { ServiceCluster, WorstConnection } from './ServiceCluster.js';

const CommandPalette = lazy(async () => ({ default: (await import('../palette/CommandPalette.js')).CommandPalette }));
const KeysDialog = lazy(async () => ({ default: (await import('../keys/KeysDialog.js')).KeysDialog }));

const PHONE = '@media (max-width: 899.9px)';
const RAIL = '@media (max-width: 1199.9px)';

const Top = styled('header')({
  position: 'fixed',
  zIndex: 'var(--z-frame)',
  top: 0,
  right: 0,
  left: 'var(--nav-w)',
  height: 'var(--top-h)',
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'flex-end',
  gap: 4,
  padding: '0 16px 0 var(--gutter)',
  background: 'var(--bg)',
  [RAIL]: { left: 'var(--rail-w)' },
  [PHONE]: {
    left: 0,
    justifyContent: 'space-between',
    gap: 8,
    padding: '0 8px 0 16px',
    background: 'var(--surface)',
    borderBottom: '1px solid var(--border)',
  },
  '& .wide': { display: 'contents', [PHONE]: { display: 'none' } },
  '& .phone': { display: 'none', [PHONE]: { display: 'flex', alignItems: 'center', minWidth: 0 } },
});

const Rule = styled('span')({ width: 1, height: 20, margin: '0 6px', background: 'var(--border-strong)' });

const Title = styled('div')({
  flex: '0 1 auto',
  gap: 4,
  fontWeight: 'var(--w-strong)',
  '& a, & button': { flex: 'none', display: 'grid', placeItems: 'center', width: 44, height: 44, marginLeft: -10, color: 'var(--text)' },
  '& > span': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});

/** The mark and the page's title, or the way back and what is there. */
function PhoneTitle() {
  const { pathname, key } = useLocation();
  const navigate = useNavigate();
  const head = headOnPhone(pathname);
  if (head && 'title' in head)
    return (
      <Title className="phone">
        <Link to="/" aria-label="SoulSync, dashboard">
          <Mark size={24} />
        </Link>
        <span>{head.title}</span>
      </Title>
    );
  if (head)
    return (
      <Title className="phone">
        <Link to={head.parent.to} aria-label={`Back to ${head.parent.label}`}>
          <BackIcon />
        </Link>
        <span aria-hidden>{head.parent.label}</span>
      </Title>
    );
  /** One was nowhere before: this page was opened by its address. */
  const isFirst = key === 'default';
  return (
    <Title className="phone">
      <IconButton aria-label={isFirst ? 'Back to Dashboard' : 'Back'} onClick={() => void (isFirst ? navigate('/') : navigate(-1))}>
        <BackIcon />
      </IconButton>
      <span aria-hidden>{isFirst ? 'Dashboard' : 'Back'}</span>
    </Title>
  );
}

/** Out of a search field, which the browser empties. */
function leave(): false {
  const field = document.activeElement;
  if (field instanceof HTMLInputElement && field.type === 'search') field.blur();
  return false;
}

/** What lies over the page. */
type Opened = 'palette' | 'keys' | null;

/** Keys that work on every page, and what they open. */
function Keyboard({ opened, open }: { readonly opened: Opened; readonly open: (next: Opened) => void }) {
  const [singles] = useSingleKeys();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const mayPress = useRef(singles);
  useEffect(() => {
    mayPress.current = singles && opened === null; // what is typed while it is still loaded is no key
  }, [singles, opened]);
  useEffect(() => listenToKeys(() => mayPress.current), []);
  const go = Object.fromEntries(destinations.map(({ to }) => [`go ${to}`, () => void navigate(to)]));
  useKeys({
    ...go,
    // A list has its own: the row one was at is none of the next list's.
    ...useMemo(() => (pathname === '' ? {} : rowKeys()), [pathname]),
    palette: () => open('palette'),
    help: () => open('keys'),
    leave,
  });
  const close = () => open(null);
  return (
    <Suspense fallback={null}>
      {opened === 'palette' ? <CommandPalette onClose={close} onKeys={() => open('keys')} /> : null}
      {opened === 'keys' ? <KeysDialog onClose={close} /> : null}
    </Suspense>
  );
}

const Field = styled('button')({
  display: 'flex',
  alignItems: 'center',
  gap: 10,
  width: 'min(420px, 30vw)',
  height: 36,
  marginRight: 'auto',
  padding: '0 8px 0 12px',
  border: '1px solid var(--border)',
  borderRadius: 'var(--r-control)',
  background: 'var(--surface)',
  color: 'var(--muted)',
  font: 'var(--w-normal) var(--fs-13)/1 var(--font)',
  textAlign: 'left',
  whiteSpace: 'nowrap',
  overflow: 'hidden',
  cursor: 'text',
  '& > kbd': { marginLeft: 'auto' },
  '&:hover': { borderColor: 'var(--border-strong)' },
});

/** Where one is, how the connections are, who is signed in; and the way to everything that has a name. */
export function TopBar() {
  const [opened, open] = useState<Opened>(null);
  const search = () => open('palette');
  return (
    <Top>
      <Keyboard opened={opened} open={open} />
      <PhoneTitle />
      <div className="phone">
        <WorstConnection />
        <IconButton aria-label="Search" aria-haspopup="dialog" onClick={search}>
          <SearchIcon />
        </IconButton>
      </div>
      <div className="wide">
        <Field type="button" aria-haspopup="dialog" onClick={search}>
          <SearchIcon fontSize="small" aria-hidden />
          Search or jump to…
          <Kbd>Ctrl K</Kbd>
        </Field>
        <ServiceCluster />
        <Rule />
        <ThemeButton />
        <AccountMenu />
      </div>
    </Top>
  );
}
