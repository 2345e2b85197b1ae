import AutoFixIcon from '@mui/icons-material/AutoFixHigh';
import LibraryIcon from '@mui/icons-material/LibraryMusic';
import SettingsIcon from '@mui/icons-material/Settings';
import TuneIcon from '@mui/icons-material/Tune';
import { Chip } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { AppBar, Layout as AdminLayout, Menu, MenuItemLink, TitlePortal, UserMenu } from 'react-admin';
import { useLocation } from 'react-router-dom';
import { connectLive, liveStore } from '../providers/live.js';
import { useConsole } from '../providers/use-console.js';
import { SignOut } from './SignOut.js';

const userMenu = (
  <UserMenu>
    <SignOut />
  </UserMenu>
);

function Bar() {
  const { connected } = useSyncExternalStore(liveStore.subscribe, liveStore.snapshot);
  return (
    <AppBar userMenu={userMenu}>
      <TitlePortal />
      {connected ? null : <Chip size="small" color="warning" label="No live updates: what you see may be out of date" />}
    </AppBar>
  );
}

/** One entry for all pages of the library. */
function LibraryItem() {
  const { pathname } = useLocation();
  return <MenuItemLink to="/library" primaryText="Library" leftIcon={<LibraryIcon />} selected={pathname.startsWith('/library')} />;
}

function Navigation() {
  return (
    <Menu>
      <Menu.DashboardItem />
      <Menu.ResourceItem name="playlists" />
      <Menu.ResourceItem name="matches" />
      <Menu.ResourceItem name="acquisitions" />
      <Menu.ResourceItem name="wishes" />
      <LibraryItem />
      <Menu.Item to="/metadata-edits" primaryText="Metadata edits" leftIcon={<AutoFixIcon />} />
      <Menu.ResourceItem name="activity" />
      <Menu.Item to="/settings" primaryText="Settings" leftIcon={<TuneIcon />} />
      <Menu.Item to="/system" primaryText="System" leftIcon={<SettingsIcon />} />
    </Menu>
  );
}

/** react-admin's frame grows with its widest table; here the table scrolls, and the page stays as wide as the screen. */
const narrow = {
  minWidth: 0,
  '& .RaLayout-appFrame, & .RaLayout-contentWithSidebar, & .RaLayout-content, & .RaList-main, & .RaList-content': { minWidth: 0 },
  '& .RaDataTable-tableWrapper': { overflowX: 'auto' },
};

export function Layout({ children }: { readonly children?: ReactNode }) {
  const queryClient = useQueryClient();
  const { live } = useConsole();
  useEffect(() => connectLive(queryClient, live), [queryClient, live]);
  return (
    <AdminLayout appBar={Bar} menu={Navigation} sx={narrow}>
      {children}
    </AdminLayout>
  );
}
