import { Button } from '@mui/material';
import { useNotify, useRefresh } from 'react-admin';
import { command } from '../providers/data-provider.js';

interface Props {
  readonly label: string;
  readonly path: string;
  readonly body?: object;
  readonly done: string;
  /** For one that stands on coloured ground. */
  readonly outlined?: boolean;
}

/** Sends one command and says what came of it. */
export function CommandButton({ label, path, body, done, outlined = false }: Props) {
  const notify = useNotify();
  const refresh = useRefresh();
  const send = async () => {
    try {
      await command(path, body);
      notify(done, { type: 'success' });
      refresh();
    } catch (error) {
      notify(error instanceof Error ? error.message : String(error), { type: 'error' });
    }
  };
  return (
    <Button size="small" {...(outlined ? { variant: 'outlined', color: 'inherit' } : {})} onClick={() => void send()}>
      {label}
    </Button>
  );
}
