import ExpandIcon from '@mui/icons-material/ExpandMore';
import { Accordion, AccordionDetails, AccordionSummary, Button, Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import type { FormEvent } from 'react';

interface Props {
  /** Of the account's chosen server. */
  readonly serverId: string;
  readonly name: string | null;
  use(path: 'choose', body: object): Promise<boolean>;
}

/** For a server of the account behind a proxy or in a container. */
export function OwnAddress({ serverId, name, use }: Props) {
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const address = new FormData(form).get('address');
    if (typeof address !== 'string') return;
    setBusy(true);
    if (await use('choose', { serverId, address: address.trim() })) form.reset();
    setBusy(false);
  };
  return (
    <Accordion variant="outlined" disableGutters sx={{ mt: 2 }}>
      <AccordionSummary expandIcon={<ExpandIcon />}>
        <Typography>Another address for it</Typography>
      </AccordionSummary>
      <AccordionDetails>
        <form onSubmit={(event) => void submit(event)} aria-label="An address of your own">
          <Typography gutterBottom>
            Reach {name ?? 'the server'} at an address of your own: a container&apos;s name, a proxy. It is tested like the others.
          </Typography>
          <Stack direction={{ xs: 'column', sm: 'row' }} spacing={1}>
            <TextField name="address" label="Address" placeholder="http://plex:32400" type="url" required size="small" fullWidth />
            <Button type="submit" variant="outlined" disabled={busy} sx={{ flexShrink: 0 }}>
              Use it
            </Button>
          </Stack>
        </form>
      </AccordionDetails>
    </Accordion>
  );
}
