import { Box, Stack, Typography } from '@mui/material';
import { SettingChanges } from './SettingChanges.js';
import { SettingInput } from './SettingInput.js';
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

export function FieldStack({
  form,
  names,
}: {
  readonly form: SectionForm;
  /** Only these, where some are enough. */ readonly names?: readonly string[];
}) {
  const fields = names ? form.fields.filter(({ name }) => names.includes(name)) : form.fields;
  return (
    <Stack spacing={2.5}>
      {fields.map((field) => (
        <SettingInput key={field.name} form={form} field={field} />
      ))}
    </Stack>
  );
}
