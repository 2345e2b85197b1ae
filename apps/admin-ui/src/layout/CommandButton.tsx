import { Button } from '@mui/material';
import type { Role } from '@soulsync/contracts';
import { useSend } from '../providers/use-console.js';
import { useMay } from '../providers/use-may.js';

interface Props {
  readonly label: string;
  readonly path: string;
  readonly body?: object;
  readonly done: string;
  /** Whoever is less does not see it. */
  readonly role?: Role;
  /** For one that stands on coloured ground. */
  readonly outlined?: boolean;
}

/** Sends one command and says what came of it. It keeps the focus while it does. */
export function CommandButton({ label, path, body, done, role = 'editor', outlined = false }: Props) {
  const { send, sending } = useSend();
  if (!useMay(role)) return null;
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
