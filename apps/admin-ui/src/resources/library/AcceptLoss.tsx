import { Button } from '@mui/material';
import { useState } from 'react';
import { Confirm, useNotify, useRefresh } from 'react-admin';
import type { SuspectedLoss } from '@soulsync/contracts';
import { command } from '../../providers/data-provider.js';

/** The answer to so great a loss that nobody may believe it without asking; asked for twice, since it takes tracks off. */
export function AcceptLoss({ libraryId, loss }: { readonly libraryId: string; readonly loss: SuspectedLoss }) {
  const [asking, setAsking] = useState(false);
  const [sending, setSending] = useState(false);
  const notify = useNotify();
  const refresh = useRefresh();
  const send = async () => {
    setSending(true);
    try {
      await command(`library-mirrors/${encodeURIComponent(libraryId)}/accept-loss`);
      notify('They are taken off by the next readings that do not show them either', { type: 'success' });
      refresh();
    } catch (error) {
      notify(error instanceof Error ? error.message : String(error), { type: 'error' });
    }
    setSending(false);
    setAsking(false);
  };
  return (
    <>
      <Button size="small" variant="outlined" color="inherit" onClick={() => setAsking(true)}>
        They are really gone
      </Button>
      <Confirm
        isOpen={asking}
        loading={sending}
        title="Take them off the library?"
        content={`${loss.missing} tracks leave the list of what you own, and what playlists want of them is fetched again. No file is touched. If the server or its disk is only away, wait instead: they come back by themselves.`}
        confirm="They are really gone"
        cancel="Wait"
        onConfirm={() => void send()}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
