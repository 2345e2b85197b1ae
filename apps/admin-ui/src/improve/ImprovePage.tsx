import { Box, MenuItem, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { Title, useGetList, useNotify, useRefresh } from 'react-admin';
import { command } from '../providers/data-provider.js';
import { EditCard } from './EditCard.js';
import { wishInWords } from './edit-records.js';
import type { EditRecord } from './edit-records.js';
import { LookCard } from './LookCard.js';
import type { Wish } from './LookCard.js';

const SHOWN = 20;

/** Pictures, covers and genres of the media server: look, see the difference, apply, undo. */
export function ImprovePage() {
  const notify = useNotify();
  const refresh = useRefresh();
  const [chosen, choose] = useState<string | null>(null);
  const { data: edits = [], isPending } = useGetList<EditRecord>('library-edits', {
    sort: { field: 'requestedAt', order: 'DESC' },
    pagination: { page: 1, perPage: SHOWN },
  });
  const edit = edits.find(({ id }) => id === chosen) ?? edits[0];

  async function look(wish: Wish): Promise<void> {
    try {
      const { body } = await command('library-edits', wish);
      choose(body.id);
    } catch (error) {
      notify(error instanceof Error ? error.message : String(error), { type: 'error' });
    }
    refresh();
  }

  return (
    <Box sx={{ py: 2 }}>
      <Title title="Improve the library" />
      <LookCard busy={edits.some(({ state }) => state === 'looking')} onLook={(wish) => void look(wish)} />
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
      {!edit && !isPending ? (
        <Typography sx={{ mt: 3, textAlign: 'center', color: 'text.secondary' }}>
          What could be better appears here once you have looked.
        </Typography>
      ) : null}
    </Box>
  );
}
