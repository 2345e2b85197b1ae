import { FormControlLabel, FormHelperText, Switch } from '@mui/material';
import { useSingleKeys } from './use-keys.js';

/** For whoever dictates or leans on a keyboard: single letters do nothing then. */
export function SingleKeysSwitch() {
  const [isOn, turn] = useSingleKeys();
  return (
    <>
      <FormControlLabel control={<Switch checked={isOn} onChange={(_, on) => turn(on)} />} label="Single keys" />
      <FormHelperText>
        Keys that are pressed without Ctrl. Off, only Ctrl K, Enter and Esc do something. Kept in this browser.
      </FormHelperText>
    </>
  );
}
