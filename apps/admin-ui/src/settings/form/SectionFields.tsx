import { Box, Button, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { SettingChanges } from './SettingChanges.js';
import { SettingInput } from './SettingInput.js';
import type { FormField } from './fields.js';
import type { SectionForm } from './use-drafts.js';

/** All settings of one section, with its name and what it is about. */
export function SectionFields({
  form,
  without = [],
}: {
  readonly form: SectionForm;
  /** Variables whose fields stand elsewhere. */ readonly without?: readonly string[];
}) {
  const { section } = form;
  const names = form.fields.filter(({ variable }) => !without.includes(variable)).map(({ name }) => name);
  if (names.length === 0) return null;
  return (
    <Box component="section" aria-labelledby={`${section.id}-title`} sx={{ mb: 5 }}>
      <Stack direction="row" sx={{ alignItems: 'baseline', justifyContent: 'space-between', gap: 2 }}>
        <Typography id={`${section.id}-title`} variant="h6" component="h2">
          {section.label}
        </Typography>
        <SettingChanges section={section} />
      </Stack>
      {section.help ? <Typography sx={{ color: 'var(--text-2)', mb: 2 }}>{section.help}</Typography> : null}
      <FieldStack form={form} names={names} />
    </Box>
  );
}

/** What is seldom touched is folded away, unless somebody touched it or something is wrong with it. */
export function FieldStack({
  form,
  names,
}: {
  readonly form: SectionForm;
  /** Only these, where some are enough. */ readonly names?: readonly string[];
}) {
  const [isWhole, setWhole] = useState(false);
  const fields = names ? form.fields.filter(({ name }) => names.includes(name)) : form.fields;
  const isSeldom = ({ name, isAdvanced, source }: FormField) =>
    isAdvanced && source !== 'settings' && form.draft[name] === undefined && form.problems[name] === undefined;
  const seldom = fields.filter(isSeldom);
  const isFolded = !isWhole && seldom.length > 0 && seldom.length < fields.length;
  return (
    <Stack spacing={2.5}>
      {(isFolded ? fields.filter((field) => !isSeldom(field)) : fields).map((field) => (
        <SettingInput key={field.name} form={form} field={field} />
      ))}
      {isFolded ? (
        <Button variant="text" size="small" sx={{ alignSelf: 'flex-start' }} onClick={() => setWhole(true)}>
          Show {seldom.length} more
        </Button>
      ) : null}
    </Stack>
  );
}
