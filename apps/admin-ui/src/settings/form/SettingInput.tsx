import KeyIcon from '@mui/icons-material/KeyOutlined';
import LockIcon from '@mui/icons-material/LockOutlined';
import { Box, Button, FormControlLabel, InputAdornment, NativeSelect, OutlinedInput, Switch } from '@mui/material';
import type { ReactNode } from 'react';
import { RelativeTime } from '../../components/RelativeTime.js';
import { ConfirmRemoval } from './ConfirmRemoval.js';
import { defaultInWords, shown } from './fields.js';
import type { FormField } from './fields.js';
import { Field, Hint, hintOf, Mono } from './Field.js';
import type { SectionForm } from './use-drafts.js';

interface Props {
  readonly form: SectionForm;
  readonly field: FormField;
}

/** One setting: what is in force, where that comes from, and what is wrong with it. */
export function SettingInput({ form, field }: Props) {
  const id = `${form.section.id}.${field.name}`;
  const problem = form.problems[field.name];
  const help = <Hints form={form} field={field} />;
  if (field.kind === 'switch')
    return (
      <Box>
        <FormControlLabel
          control={
            <Switch
              checked={shown(field, form.draft) === true}
              disabled={field.isLocked}
              onChange={(_event, on) => form.set(field, on)}
              slotProps={{ input: { 'aria-describedby': hintOf(id) } }}
            />
          }
          label={field.label}
        />
        <div id={hintOf(id)}>
          {problem ? <Hint role="alert">{problem}</Hint> : null}
          {help}
        </div>
      </Box>
    );
  return (
    <Field id={id} label={field.label} help={help} problem={problem}>
      <Input id={id} form={form} field={field} isWrong={problem !== undefined} />
    </Field>
  );
}

function Input({ id, form, field, isWrong }: Props & { readonly id: string; readonly isWrong: boolean }) {
  const value = String(shown(field, form.draft));
  const common = {
    id,
    fullWidth: true,
    disabled: field.isLocked,
    error: isWrong,
    value,
    onChange: (event: { readonly target: { readonly value: string } }) => form.set(field, event.target.value),
  };
  if (field.kind === 'choice')
    return (
      <NativeSelect {...common} input={<OutlinedInput />} inputProps={{ id, 'aria-describedby': hintOf(id) }}>
        {field.choices.includes(value) ? null : <option value={value}>{value === '' ? 'Nothing' : value}</option>}
        {field.choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </NativeSelect>
    );
  const isSecret = field.kind === 'secret';
  const inputMode = field.kind === 'number' ? 'decimal' : field.kind === 'address' ? 'url' : 'text';
  return (
    <OutlinedInput
      {...common}
      type={isSecret ? 'password' : 'text'}
      autoComplete={isSecret ? 'new-password' : 'off'}
      placeholder={isSecret && field.isSet && !field.isLocked ? secretPlaceholder(field) : undefined}
      startAdornment={field.isLocked ? adornment(<LockIcon fontSize="small" />) : isSecret ? adornment(<KeyIcon fontSize="small" />) : null}
      endAdornment={field.unit ? <InputAdornment position="end">{field.unit.word}</InputAdornment> : null}
      slotProps={{ input: { inputMode, spellCheck: false, 'aria-describedby': hintOf(id), 'aria-invalid': isWrong } }}
    />
  );
}

const adornment = (icon: ReactNode) => <InputAdornment position="start">{icon}</InputAdornment>;

/** `Set on 2 Nov. Type to replace.` */
function secretPlaceholder({ changedAt }: FormField): string {
  const day = changedAt === null ? '' : ` on ${new Date(changedAt).toLocaleDateString(undefined, { day: 'numeric', month: 'short' })}`;
  return `Set${day}. Type to replace.`;
}

function Hints({ form, field }: Props) {
  const { help, isLocked, variable, problem, source, changedAt, changedBy, kind, isSet } = field;
  const fallback = defaultInWords(field);
  const isTouched = form.draft[field.name] !== undefined;
  const mayReset = !isLocked && kind !== 'secret' && source === 'settings' && !isTouched;
  return (
    <>
      {help || fallback ? (
        <Hint>
          {help} {fallback ? `Default: ${fallback}.` : null}
        </Hint>
      ) : null}
      {isLocked ? (
        <Hint>
          Set by <Mono>{variable}</Mono>. Change it there, or remove it to edit here.
        </Hint>
      ) : null}
      {problem ? <Hint sx={{ color: 'var(--attention-text)' }}>What was saved is not in force: {problem}. Save another value.</Hint> : null}
      {changedAt && !isLocked && (mayReset || kind === 'secret') ? (
        <Hint>
          Changed <RelativeTime at={changedAt} />
          {changedBy ? ` by ${changedBy}` : ''}.{' '}
          {mayReset ? (
            <Button size="small" aria-label={`Reset ${field.label} to its default`} onClick={() => form.set(field, null)}>
              Reset to default
            </Button>
          ) : null}
        </Hint>
      ) : null}
      {kind === 'secret' && isSet && !isLocked ? <ConfirmRemoval section={form.section} field={field} /> : null}
    </>
  );
}
