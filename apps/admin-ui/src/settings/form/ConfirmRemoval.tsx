import { Button } from '@mui/material';
import { useState } from 'react';
import { Confirm } from 'react-admin';
import type { SettingsSectionReport } from '@soulsync/contracts';
import { useSend } from '../../providers/use-console.js';
import type { FormField } from './fields.js';

/** A secret is gone once it is removed: asked for twice. */
export function ConfirmRemoval({ section, field }: { readonly section: SettingsSectionReport; readonly field: FormField }) {
  const [asking, setAsking] = useState(false);
  const { send, sending } = useSend();
  const close = () => setAsking(false);
  const remove = () =>
    send((console) => console.remove(`settings/${section.id}/secrets/${field.name}`), { done: `${field.label} removed` }).then(close);
  return (
    <>
      <Button size="small" aria-label={`Remove ${field.label}`} onClick={() => setAsking(true)}>
        Remove
      </Button>
      <Confirm
        isOpen={asking}
        loading={sending}
        title={`Remove ${field.label} of ${section.label}?`}
        content="What needs it stops at once. SoulSync keeps no copy."
        confirm="Remove"
        onConfirm={() => void remove()}
        onClose={close}
      />
    </>
  );
}
