import { Box, Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle, styled } from '@mui/material';
import { useEffect } from 'react';
import { useBlocker } from 'react-router-dom';
import { listed } from './use-drafts.js';
import type { Drafts, SectionForm } from './use-drafts.js';

const Bar = styled('div')({
  position: 'sticky',
  bottom: 12,
  zIndex: 2,
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  padding: '10px 12px 10px 16px',
  borderRadius: 'var(--r-panel)',
  border: '1px solid var(--border)',
  background: 'var(--raised)',
  boxShadow: 'var(--e-menu)',
});

interface Props {
  readonly drafts: Drafts;
  readonly forms: readonly SectionForm[];
}

/** What is changed and not yet saved; whoever leaves with it is asked. */
export function SaveBar({ drafts, forms }: Props) {
  const dirty = forms.filter(({ isDirty }) => isDirty);
  return (
    <>
      <LeaveGuard isDirty={drafts.isDirty} />
      {dirty.length > 0 ? (
        <Bar role="status">
          <Box sx={{ flex: 1, minWidth: 0 }}>{listed(dirty.map(({ section }) => section.label))} changed</Box>
          <Button onClick={drafts.discard}>Discard</Button>
          <Button variant="contained" aria-busy={drafts.saving} onClick={() => void drafts.save(dirty)}>
            Save
          </Button>
        </Bar>
      ) : null}
    </>
  );
}

/** One a page: the router knows no more. */
export function LeaveGuard({ isDirty }: { readonly isDirty: boolean }) {
  const blocker = useBlocker(({ currentLocation, nextLocation }) => isDirty && currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => {
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isDirty]);
  return (
    <Dialog open={blocker.state === 'blocked'} onClose={() => blocker.reset?.()} aria-labelledby="leave-title">
      <DialogTitle id="leave-title">Leave without saving?</DialogTitle>
      <DialogContent>
        <DialogContentText>What you changed on this page is not saved yet.</DialogContentText>
      </DialogContent>
      <DialogActions>
        <Button onClick={() => blocker.proceed?.()}>Leave</Button>
        <Button variant="contained" onClick={() => blocker.reset?.()}>
          Stay
        </Button>
      </DialogActions>
    </Dialog>
  );
}
