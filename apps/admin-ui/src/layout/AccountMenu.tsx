import ExitIcon from '@mui/icons-material/LogoutOutlined';
import DarkIcon from '@mui/icons-material/DarkModeOutlined';
import LightIcon from '@mui/icons-material/LightModeOutlined';
import SystemIcon from '@mui/icons-material/SettingsBrightnessOutlined';
import { IconButton, ListItemIcon, ListItemText, Menu, MenuItem, MenuList } from '@mui/material';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { useGetIdentity, useLogout, useNotify } from 'react-admin';
import { messageOf } from '../providers/use-console.js';
import { nextTheme, themeInWords, useThemeChoice } from '../theme/use-theme-choice.js';
import type { ThemeChoice } from '../theme/use-theme-choice.js';

const Avatar = styled('span')({
  display: 'grid',
  placeItems: 'center',
  width: 30,
  height: 30,
  borderRadius: '50%',
  background: 'var(--ink)',
  color: 'var(--on-ink)',
  font: 'var(--w-strong) var(--fs-12)/1 var(--font)',
});

const icons: Readonly<Record<ThemeChoice, typeof DarkIcon>> = { system: SystemIcon, light: LightIcon, dark: DarkIcon };

/** Light, dark, or as the system has it: the next one at each press. */
export function ThemeButton() {
  const [theme, choose] = useThemeChoice();
  const Icon = icons[theme];
  const next = nextTheme(theme);
  return (
    <IconButton aria-label={`Theme: ${themeInWords[theme]}. Change to ${themeInWords[next]}`} onClick={() => choose(next)}>
      <Icon fontSize="small" />
    </IconButton>
  );
}

/** What an account can do, wherever its menu is. */
export function AccountItems({ onDone }: { readonly onDone: () => void }) {
  const logout = useLogout();
  const notify = useNotify();
  const [theme, choose] = useThemeChoice();
  const Icon = icons[theme];
  /** Whoever could not be signed out must not believe it: their session opens this page to the next person. */
  const signOut = () => {
    onDone();
    logout(null, undefined, false).catch((error: unknown) =>
      notify(`You are still signed in. ${messageOf(error)}`, { type: 'error', autoHideDuration: 15_000, multiLine: true }),
    );
  };
  return (
    <MenuList>
      <MenuItem onClick={() => choose(nextTheme(theme))}>
        <ListItemIcon>
          <Icon fontSize="small" />
        </ListItemIcon>
        <ListItemText>Theme: {themeInWords[theme]}</ListItemText>
      </MenuItem>
      <MenuItem onClick={signOut}>
        <ListItemIcon>
          <ExitIcon fontSize="small" />
        </ListItemIcon>
        <ListItemText>Sign out</ListItemText>
      </MenuItem>
    </MenuList>
  );
}

/** Who is signed in, and what they can do about it. */
export function AccountMenu() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { identity } = useGetIdentity();
  const name = identity?.fullName ?? 'Account';
  const close = () => setAnchor(null);
  return (
    <>
      <IconButton
        aria-label={name}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Avatar aria-hidden>{(Array.from(name)[0] ?? '').toUpperCase()}</Avatar>
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close} slotProps={{ list: { component: 'div', role: 'presentation' } }}>
        <AccountItems onDone={close} />
      </Menu>
    </>
  );
}
