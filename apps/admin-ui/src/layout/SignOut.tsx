import ExitIcon from '@mui/icons-material/PowerSettingsNew';
import { ListItemIcon, ListItemText, MenuItem } from '@mui/material';
import { useLogout, useNotify, useUserMenu } from 'react-admin';
import { messageOf } from '../providers/use-console.js';

/** Whoever could not be signed out must not believe it: their session opens this page to the next person. */
export function SignOut() {
  const logout = useLogout();
  const notify = useNotify();
  const menu = useUserMenu();
  const signOut = () => {
    menu?.onClose();
    logout(null, undefined, false).catch((error: unknown) =>
      notify(`You are still signed in. ${messageOf(error)}`, { type: 'error', autoHideDuration: 15_000, multiLine: true }),
    );
  };
  return (
    <MenuItem onClick={signOut}>
      <ListItemIcon>
        <ExitIcon fontSize="small" />
      </ListItemIcon>
      <ListItemText>Sign out</ListItemText>
    </MenuItem>
  );
}
