import ExpandIcon from '@mui/icons-material/ExpandMore';
import { Accordion, AccordionDetails, AccordionSummary, Button, Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import type { FormEvent } from 'react';

interface Props {
  /** Of the account's chosen server; null: there is none, so an address alone is of no use. */
  readonly serverId: string | null;
  readonly name: string | null;
  /** Filled in for the person who chose it. */
  readonly foundUrl: string | null;
  use(path: 'choose' | 'token', body: object): Promise<boolean>;
}

const field = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
};

/** For a server behind a proxy, in a container, or without plex.tv. */
export function OwnAddress({ serverId, name, foundUrl, use }: Props) {
  const [busy, setBusy] = useState(false);
  const sent = (path: 'choose' | 'token', body: (form: FormData) => object) => async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    setBusy(true);
    // A token does not stay in the page.
    if (await use(path, body(new FormData(form)))) form.reset();
    setBusy(false);
  };
  return (
    <Accordion variant="outlined" disableGutters defaultExpanded={foundUrl !== null} sx={{ mt: 2 }}>
      <AccordionSummary expandIcon={<ExpandIcon />}>
        <Typography>Another address, or a token of your own</Typography>
      </AccordionSummary>
      <AccordionDetails>
        <Stack spacing={3}>
          {serverId ? (
            <form
              onSubmit={(event) => void sent('choose', (form) => ({ serverId, address: field(form, 'address') }))(event)}
              aria-label="An address of your own"
            >
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
          ) : null}
          <form
            onSubmit={(event) => void sent('token', (form) => ({ url: field(form, 'url'), token: field(form, 'token') }))(event)}
            aria-label="Address and token"
          >
            <Typography gutterBottom>
              Without plex.tv: the address of the server and a token it takes. The token is stored encrypted.
            </Typography>
            <Stack direction={{ xs: 'column', sm: 'row' }} spacing={1}>
              <TextField
                name="url"
                label="Address of the server"
                defaultValue={foundUrl ?? ''}
                placeholder="http://nas.lan:32400"
                type="url"
                required
                size="small"
                fullWidth
              />
              <TextField
                name="token"
                label="Token"
                type="password"
                autoComplete="off"
                autoFocus={foundUrl !== null}
                required
                size="small"
                fullWidth
              />
              <Button type="submit" variant="outlined" disabled={busy} sx={{ flexShrink: 0 }}>
                Use it
              </Button>
            </Stack>
          </form>
        </Stack>
      </AccordionDetails>
    </Accordion>
  );
}
