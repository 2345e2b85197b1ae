import { Box, MenuItem, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import type { LibraryEditRow } from '@soulsync/contracts';
import { Title, useGetList } from 'react-admin';
import { ReadState } from '../layout/Trouble.js';
import { useSend } from '../providers/use-console.js';
import { EditCard } from './EditCard.js';
import { wishInWords } from './edit-records.js';
import { LookCard } from './LookCard.js';
import type { Wish } from './LookCard.js';

const SHOWN = 20;

/** Pictures, covers and genres of the media server: look, see the difference, apply, undo. */
export function ImprovePage() {
  const { send, sending } = useSend();
  const [chosen, choose] = useState<string | null>(null);
  const read = useGetList<LibraryEditRow>('library-edits', {
    sort: { field: 'requestedAt', order: 'DESC' },
    pagination: { page: 1, perPage: SHOWN },
  });
  const { data: edits = [] } = read;
  const edit = edits.find(({ id }) => id === chosen) ?? edits[0];

  const look = (wish: Wish) => send((console) => console.command('library-edits', wish), { then: ({ id }) => choose(id) });

  return (
    <Box sx={{ py: 2 }}>
      <Title title="Improve the library" />
      <LookCard busy={sending || edits.some(({ state }) => state === 'looking')} onLook={(wish) => void look(wish)} />
      {edits.length > 1 && edit ? (
        <TextField
          select
          fullWidth={false}
          size="small"
          sx={{ mt: 2, minWidth: 420 }}
          label="Shown"
          value={edit.id}
          onChange={({ target }) => choose(target.value)}
        >
          {edits.map((one) => (
            <MenuItem key={one.id} value={one.id}>
              {new Date(one.requestedAt).toLocaleString()}: {wishInWords(one)}
            </MenuItem>
          ))}
        </TextField>
      ) : null}
      {edit ? <EditCard key={edit.id} edit={edit} /> : null}
      <ReadState of={read} what="what was proposed" />
      {read.data?.length === 0 ? (
        <Typography sx={{ mt: 3, textAlign: 'center', color: 'text.secondary' }}>
          What could be better appears here once you have looked.
        </Typography>
      ) : null}
    </Box>
  );
}
