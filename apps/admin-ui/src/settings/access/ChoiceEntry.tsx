import { NativeSelect, OutlinedInput } from '@mui/material';
import { useId } from 'react';
import { Field } from '../form/Field.js';

interface Props<Value extends string> {
  readonly name: string;
  readonly label: string;
  readonly choices: readonly (readonly [Value, string])[];
  readonly initial?: Value;
}

export function ChoiceEntry<Value extends string>({ name, label, choices, initial }: Props<Value>) {
  const id = useId();
  return (
    <Field id={id} label={label} help={null} problem={undefined}>
      <NativeSelect fullWidth input={<OutlinedInput />} inputProps={{ id, name }} defaultValue={initial}>
        {choices.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </NativeSelect>
    </Field>
  );
}
