import { styled } from '@mui/material/styles';
import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect } from 'react';
import type { ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import type { RaRecord } from 'react-admin';
import { connectLive } from '../providers/live.js';
import type { ReadRows } from '../providers/live.js';
import { useConsole } from '../providers/use-console.js';
import { AwayLine } from './AwayLine.js';
import { BottomNav } from './BottomNav.js';
import { PageBoundary } from './PageBoundary.js';
import { SideNav } from './SideNav.js';
import { TopBar } from './TopBar.js';

const PHONE = '@media (max-width: 899.9px)';
const RAIL = '@media (max-width: 1199.9px)';

const Main = styled('main')({
  display: 'flex',
  flexDirection: 'column',
  minHeight: '100dvh',
  marginLeft: 'var(--nav-w)',
  padding: 'var(--top-h) 0 var(--player-h)',
  [RAIL]: { marginLeft: 'var(--rail-w)' },
  [PHONE]: { marginLeft: 0, paddingBottom: 'calc(var(--tabbar-h) + var(--player-h) + env(safe-area-inset-bottom))' },
});

/** The page grows with no table: what is wider than the screen scrolls in itself. */
const Sheet = styled('div')({
  position: 'relative',
  flex: 1,
  minWidth: 0,
  padding: '28px var(--gutter) 56px',
  background: 'var(--surface)',
  border: '1px solid var(--border)',
  borderWidth: '1px 0 0 1px',
  borderTopLeftRadius: 'var(--r-sheet)',
  [PHONE]: { padding: '16px var(--gutter) 40px', border: 0, borderRadius: 0 },
  '& .RaList-main, & .RaList-content': { minWidth: 0 },
  '& .RaDataTable-tableWrapper': { overflowX: 'auto' },
});

const Skip = styled('a')({
  position: 'fixed',
  zIndex: 'var(--z-skip)',
  top: -100,
  left: 16,
  padding: '10px 16px',
  borderRadius: 'var(--r-control)',
  background: 'var(--ink)',
  color: 'var(--on-ink)',
  '&:focus': { top: 12 },
});

/** The frame: it stays, whatever happens to a page or to what answers. */
export function Layout({ children }: { readonly children?: ReactNode }) {
  const queryClient = useQueryClient();
  const console = useConsole();
  const { pathname } = useLocation();
  useEffect(() => {
    const readRows: ReadRows = async (resource, ids) => (await console.getMany<RaRecord>(resource, { ids: [...ids] })).data;
    return connectLive(queryClient, console.live, readRows);
  }, [queryClient, console]);
  const skip = () => document.getElementById('main')?.focus();
  return (
    <>
      <Skip
        href="#main"
        onClick={(event) => {
          event.preventDefault(); // the address after # is the page's
          skip();
        }}
      >
        Skip to content
      </Skip>
      <SideNav />
      <TopBar />
      <Main id="main" tabIndex={-1} style={{ outline: 'none' }}>
        <AwayLine />
        <Sheet>
          <PageBoundary at={pathname}>
            <Suspense fallback={null}>{children}</Suspense>
          </PageBoundary>
        </Sheet>
      </Main>
      <BottomNav />
    </>
  );
}
