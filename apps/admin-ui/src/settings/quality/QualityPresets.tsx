import { Box, FormControlLabel, Radio, RadioGroup, Typography } from '@mui/material';
import { useSend } from '../../providers/use-console.js';
import { Hint, Mono } from '../form/Field.js';
import { listed } from '../form/use-drafts.js';
import { useSettings } from '../use-settings.js';
import { presetOf, qualityPresets } from './quality-presets.js';

const SECTION = 'acquire-svc.transfers';

/** Which files are good enough, in one choice that takes effect at once. Nothing while its service does not answer. */
export function QualityPresets() {
  const { data: sections } = useSettings();
  const { send, sending } = useSend();
  const settings = sections?.find(({ id }) => id === SECTION)?.settings ?? [];
  const valueOf = (name: string) => settings.find((one) => one.name === name);
  const lossy = valueOf('allowLossy');
  const least = valueOf('leastLossyKbps');
  if (typeof lossy?.value !== 'boolean' || typeof least?.value !== 'number') return null;
  const locked = [lossy, least].filter(({ isLocked }) => isLocked).map(({ variable }) => variable);
  const now = presetOf({ allowLossy: lossy.value, leastLossyKbps: least.value });
  const choose = (id: string) => {
    const preset = qualityPresets.find((one) => one.id === id);
    if (preset)
      void send((console) => console.change(`settings/${SECTION}`, { values: preset.takes }), { done: `${preset.label}: from now on` });
  };
  return (
    <Box component="section" aria-labelledby="quality-presets" sx={{ mb: 4 }}>
      <Typography id="quality-presets" variant="h6" component="h2" sx={{ mb: 1 }}>
        Good enough
      </Typography>
      <RadioGroup aria-labelledby="quality-presets" value={now?.id ?? ''} onChange={(_event, id) => choose(id)} aria-busy={sending}>
        {qualityPresets.map(({ id, label, words }) => (
          <FormControlLabel
            key={id}
            value={id}
            disabled={locked.length > 0}
            control={<Radio />}
            sx={{ alignItems: 'flex-start', mb: 1 }}
            label={
              <>
                {label}
                <Hint as="span" sx={{ display: 'block', mt: 0 }}>
                  {words}
                </Hint>
              </>
            }
          />
        ))}
      </RadioGroup>
      {now === null ? (
        <Hint>Set by hand under Getting music: {lossy.value ? `lossy files from ${least.value} kbps` : 'nothing lossy'}.</Hint>
      ) : null}
      {locked.length > 0 ? (
        <Hint>
          Set by the environment: <Mono>{listed(locked)}</Mono>.
        </Hint>
      ) : null}
    </Box>
  );
}
