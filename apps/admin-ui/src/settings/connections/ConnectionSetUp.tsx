import { Button, Stack, styled, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { ConnectionId } from '@soulsync/contracts';
import { RelativeTime } from '../../components/RelativeTime.js';
import { StepTest } from '../../components/StepTest.js';
import { FieldStack } from '../form/SectionFields.js';
import { SettingChanges } from '../form/SettingChanges.js';
import type { Drafts, SectionForm } from '../form/use-drafts.js';
import { connectionNames } from '../../layout/connection-words.js';
import type { useTest } from './use-test.js';

interface Props {
  readonly id: ConnectionId;
  /** null: it has no settings, or its service does not answer. */
  readonly form: SectionForm | null;
  readonly drafts: Drafts;
  readonly tester: ReturnType<typeof useTest>;
  readonly onSaved?: () => unknown;
  /** What this system needs beside its settings: a sign-in that needs them, lists to tick. */
  readonly children?: ReactNode;
}

/** The settings of one system: saved, or tried before they are. */
export function ConnectionForm({ id, form, drafts, tester: { test, testing }, onSaved, children }: Props) {
  const name = connectionNames[id];
  return (
    <>
      {form ? (
        <>
          <FieldStack form={form} />
          <Stack direction="row" useFlexGap sx={{ mt: 2.5, gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
            <Button
              variant="contained"
              aria-label={`Save ${name}`}
              aria-busy={drafts.saving}
              disabled={!form.isDirty}
              onClick={() => void drafts.save([form]).then((isSaved) => isSaved && onSaved?.())}
            >
              Save
            </Button>
            <Button variant="outlined" aria-label={`Test what is entered for ${name}`} aria-busy={testing} onClick={() => void test()}>
              {testing ? 'Testing …' : 'Test'}
            </Button>
            {form.isDirty ? (
              <Button variant="text" onClick={form.discard}>
                Cancel
              </Button>
            ) : null}
            <SettingChanges section={form.section} />
          </Stack>
          <Typography sx={{ mt: 1, fontSize: 'var(--fs-13)', color: 'var(--muted)' }}>Saving takes effect at once.</Typography>
        </>
      ) : null}
      {children}
    </>
  );
}

/** The last test of it, and what would mend the step that fails. */
export function ConnectionResult({ form, tester: { tested, testing, mend } }: Pick<Props, 'form' | 'tester'>) {
  return (
    <StepTest
      report={tested}
      isRunning={testing}
      onFix={(fix) => (fix.section === undefined ? form?.apply(fix.values) : void mend(fix.section, fix.values))}
      title={
        tested ? (
          <>
            Test, <RelativeTime at={tested.at} />
          </>
        ) : (
          'Test'
        )
      }
    />
  );
}

const Halves = styled('div')({
  display: 'grid',
  gap: '24px 40px',
  gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
  '@media (max-width: 899.95px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
});

/** Both, side by side. */
export function ConnectionSetUp({
  signIn = null,
  ...props
}: Props & { /** Comes before an address and a key. */ readonly signIn?: ReactNode }) {
  return (
    <Halves>
      <div>
        {signIn}
        <ConnectionForm {...props} />
      </div>
      <div>
        <ConnectionResult {...props} />
      </div>
    </Halves>
  );
}
