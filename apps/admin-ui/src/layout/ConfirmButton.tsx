import { Button } from '@mui/material';
import { useState } from 'react';
import { Confirm } from 'react-admin';
import type { Role } from '@soulsync/contracts';
import { useSend } from '../providers/use-console.js';
import { useMay } from '../providers/use-may.js';

interface Props {
  readonly label: string;
  readonly path: string;
  readonly done: string;
  /** The question, and what it means to say yes. */
  readonly title: string;
  readonly content: string;
  readonly confirm: string;
  readonly cancel?: string;
  /** Whoever is less does not see it. */
  readonly role?: Role;
  /** For one that stands on coloured ground. */
  readonly outlined?: boolean;
}

/** A command that is asked for twice. The question stays until it is answered, and the focus goes back to where it came from. */
export function ConfirmButton({ label, path, done, title, content, confirm, cancel = 'Cancel', role = 'editor', outlined = false }: Props) {
  const [asking, setAsking] = useState(false);
  const { send, sending } = useSend();
  const close = () => setAsking(false);
  if (!useMay(role)) return null;
  return (
    <>
      <Button size="small" {...(outlined ? { variant: 'outlined', color: 'inherit' } : {})} onClick={() => setAsking(true)}>
        {label}
      </Button>
      <Confirm
        isOpen={asking}
        loading={sending}
        title={title}
        content={content}
        confirm={confirm}
        cancel={cancel}
        onConfirm={() => void send((console) => console.command(path), { done }).then(close)}
        onClose={close}
      />
    </>
  );
}
