import { Button } from '@mui/material';
import type { Drafts, SectionForm } from './use-drafts.js';

/** Saves what of these is changed; not there while nothing is. */
export function SaveButton({ forms, drafts }: { readonly forms: readonly SectionForm[]; readonly drafts: Drafts }) {
  if (!forms.some(({ isDirty }) => isDirty)) return null;
  return (
    <Button variant="contained" aria-busy={drafts.saving} onClick={() => void drafts.save(forms)}>
      Save
    </Button>
  );
}
