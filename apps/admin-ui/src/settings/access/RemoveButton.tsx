import { Button } from '@mui/material';
import { useState } from 'react';
import { Confirm } from 'react-admin';
import { useSend } from '../../providers/use-console.js';

interface Props {
  readonly label: string;
  /** What it is that goes: `the key homepage`. */
  readonly what: string;
  readonly path: string;
  readonly content: string;
  readonly done: string;
}

/** Ends something for good, asked for twice. */
export function RemoveButton({ label, what, path, content, done }: Props) {
  const [asking, setAsking] = useState(false);
  const { send, sending } = useSend();
  const close = () => setAsking(false);
  return (
    <>
      <Button size="small" aria-label={`${label} ${what}`} onClick={() => setAsking(true)}>
        {label}
      </Button>
      <Confirm
        isOpen={asking}
        loading={sending}
        title={`${label} ${what}?`}
        content={content}
        confirm={label}
        onConfirm={() => void send((console) => console.remove(path), { done }).then(close)}
        onClose={close}
      />
    </>
  );
}
