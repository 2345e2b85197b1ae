import { Button } from '@mui/material';
import { useSend } from '../providers/use-console.js';

interface Props {
  readonly label: string;
  readonly path: string;
  readonly body?: object;
  readonly done: string;
  /** For one that stands on coloured ground. */
  readonly outlined?: boolean;
}

/** Sends one command and says what came of it. It keeps the focus while it does. */
export function CommandButton({ label, path, body, done, outlined = false }: Props) {
  const { send, sending } = useSend();
  return (
    <Button
      size="small"
      aria-busy={sending}
      {...(outlined ? { variant: 'outlined', color: 'inherit' } : {})}
      onClick={() => void send((console) => console.command(path, body), { done })}
    >
      {label}
    </Button>
  );
}
