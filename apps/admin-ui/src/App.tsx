import DownloadIcon from '@mui/icons-material/Download';
import HistoryIcon from '@mui/icons-material/History';
import HourglassIcon from '@mui/icons-material/HourglassEmpty';
import QueueMusicIcon from '@mui/icons-material/QueueMusic';
import RuleIcon from '@mui/icons-material/Rule';
import type { QueryClient } from '@tanstack/react-query';
import { Admin, CustomRoutes, Resource } from 'react-admin';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { createHashRouter, Navigate, Route, RouterProvider } from 'react-router-dom';
import { Toasts } from './components/Toasts.js';
import { Home } from './first-run/Home.js';
import { Layout } from './layout/Layout.js';
import { LoginPage } from './layout/LoginPage.js';
import { NotFound } from './layout/NotFound.js';
import {
  AccountPage,
  AcquisitionList,
  ActivityList,
  AlbumPage,
  ArtistPage,
  FollowPlaylist,
  LibraryAlbumList,
  LibraryArtistList,
  LibraryTrackList,
  MetadataEditsPage,
  ParkedEventList,
  PlaylistList,
  PlaylistShow,
  RecordingPage,
  ReviewPage,
  SettingsPage,
  SystemPage,
  WishList,
} from './pages.js';
import type { ConsolePort } from './providers/console-port.js';
import { darkTheme, lightTheme } from './theme/theme.js';

interface Props {
  readonly port: ConsolePort;
  readonly queryClient: QueryClient;
  /** `Route`s beside the console's own. */
  readonly more?: ReactNode;
}

/**
 * The console over whatever port it is given. Pages change at once rather than as a transition: React puts those off as long as anything else
 * changes, and react-admin, with nobody signed in, asks whether somebody is and signs out, on and on, until the sign-in page is there.
 */
export function App(props: Props) {
  const [router] = useState(() => createHashRouter([{ path: '*', element: <Pages {...props} /> }]));
  return <RouterProvider router={router} useTransitions={false} />;
}

/** All pages there are: what a person can open, and what is looked at by the test of every page. */
export const pages = (
  <>
    <Resource
      name="playlists"
      list={PlaylistList}
      show={PlaylistShow}
      create={FollowPlaylist}
      recordRepresentation="name"
      icon={QueueMusicIcon}
    />
    <Resource name="playlist-entries" />
    <Resource name="playlist-mirrors" />
    <Resource name="mirror-gaps" />
    <Resource name="mirror-backups" />
    <Resource name="matches" list={ReviewPage} options={{ label: 'Review' }} icon={RuleIcon} />
    <Resource name="acquisitions" list={AcquisitionList} options={{ label: 'Downloads' }} icon={DownloadIcon} />
    <Resource name="wishes" list={WishList} options={{ label: 'Wishlist' }} icon={HourglassIcon} />
    <Resource name="library-artists" list={LibraryArtistList} show={ArtistPage} options={{ label: 'Library: artists' }} />
    <Resource name="library-albums" list={LibraryAlbumList} show={AlbumPage} options={{ label: 'Library: albums' }} />
    <Resource name="library-tracks" list={LibraryTrackList} options={{ label: 'Library: tracks' }} />
    <Resource name="activity" list={ActivityList} options={{ label: 'Activity' }} icon={HistoryIcon} />
    <Resource name="parked-events" list={ParkedEventList} options={{ label: 'Failed events' }} />
    <CustomRoutes>
      <Route path="/metadata-edits" element={<MetadataEditsPage />} />
      <Route path="/recordings/:id" element={<RecordingPage />} />
      <Route path="/settings" element={<SettingsPage />} />
      <Route path="/settings/:section" element={<SettingsPage />} />
      <Route path="/account" element={<AccountPage />} />
      <Route path="/library" element={<Navigate to="/library-albums" replace />} />
      <Route path="/system" element={<SystemPage tab="health" />} />
      <Route path="/system/read-models" element={<SystemPage tab="read-models" />} />
      <Route path="/system/tasks" element={<SystemPage tab="tasks" />} />
      <Route path="/system/logs" element={<SystemPage tab="logs" />} />
    </CustomRoutes>
  </>
);

function Pages({ port, queryClient, more }: Props) {
  return (
    <Admin
      dataProvider={port.data}
      authProvider={port.auth}
      queryClient={queryClient}
      dashboard={Home}
      layout={Layout}
      loginPage={LoginPage}
      theme={lightTheme}
      lightTheme={lightTheme}
      darkTheme={darkTheme}
      notification={Toasts}
      catchAll={NotFound}
      requireAuth
      disableTelemetry
      title="SoulSync"
    >
      {pages}
      {more ? <CustomRoutes>{more}</CustomRoutes> : null}
    </Admin>
  );
}
