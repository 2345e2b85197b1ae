import { Box, MenuItem, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import type { MetadataEditRow } from '@soulsync/contracts';
import { useGetList } from 'react-admin';
import { PageHead } from '../components/PageHead.js';
import { ReadState } from '../layout/Trouble.js';
import { useSend } from '../providers/use-console.js';
import { EditCard } from './EditCard.js';
import { requestInWords } from './edit-records.js';
import { ProposeCard } from './ProposeCard.js';
import type { EditRequest } from './ProposeCard.js';

const SHOWN = 20;

/** Pictures, covers and genres of the media server: look, see the difference, apply, undo. */
export function MetadataEditsPage() {
  const { send, sending } = useSend();
  const [chosen, choose] = useState<string | null>(null);
  const read = useGetList<MetadataEditRow>('metadata-edits', {
    sort: { field: 'requestedAt', order: 'DESC' },
    pagination: { page: 1, perPage: SHOWN },
  });
  const { data: edits = [] } = read;
  const edit = edits.find(({ id }) => id === chosen) ?? edits[0];

  const propose = (request: EditRequest) => send((console) => console.command('metadata-edits', request), { then: ({ id }) => choose(id) });

  return (
    <Box sx={{ py: 2 }}>
      <PageHead title="Metadata edits">Better pictures and genres for your library, shown before they are written.</PageHead>
      <ProposeCard busy={sending || edits.some(({ state }) => state === 'looking')} onPropose={(request) => void propose(request)} />
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
              {new Date(one.requestedAt).toLocaleString()}: {requestInWords(one)}
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
