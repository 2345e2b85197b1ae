import CheckIcon from '@mui/icons-material/Check';
import { Box, Button, LinearProgress, Stack, styled, Typography } from '@mui/material';
import { useEffect, useState } from 'react';
import { PageHead } from '../components/PageHead.js';
import { Dashboard } from '../dashboard/Dashboard.js';
import { Mono } from '../settings/form/Field.js';
import { LeaveGuard } from '../settings/form/SaveBar.js';
import { useDrafts } from '../settings/form/use-drafts.js';
import { listed } from '../settings/form/use-drafts.js';
import { stepBodies, stepWords } from './step-bodies.js';
import { isOver, openStep } from './steps.js';
import type { StepId, StepState } from './steps.js';
import { useFirstRun } from './use-first-run.js';

const Number = styled('span')({
  width: 28,
  height: 28,
  flex: 'none',
  borderRadius: '50%',
  display: 'grid',
  placeItems: 'center',
  fontSize: 'var(--fs-13)',
  fontWeight: 600,
  boxShadow: 'inset 0 0 0 1.5px var(--control)',
  '&[data-is=done]': { background: 'var(--good-tint)', color: 'var(--good-text)', boxShadow: 'none' },
  '&[data-is=open]': { background: 'var(--ink)', color: 'var(--on-ink)', boxShadow: 'none' },
  '& svg': { width: 16, height: 16 },
});

/** What is left until the first song arrives, one step open in its place. It is gone for good when done or dismissed. */
export function FirstRun() {
  const run = useFirstRun();
  const drafts = useDrafts();
  const [chosen, setChosen] = useState<StepId | null>(null);
  const [opened, setOpened] = useState<StepId | null>(null);
  const { steps, isKnown, dismiss } = run;
  const started = steps.some(({ id, state }) => id === 'first-sync' && state === 'done');
  const over = isKnown && (started || isOver(steps));
  // Once, when it is over: `dismiss` is another function each time.
  useEffect(() => {
    if (over) void dismiss();
  }, [over]);
  const open = openStep(steps, chosen, opened);
  useEffect(() => {
    if (isKnown) setOpened(open);
  }, [isKnown, open]);
  if (over) return <Dashboard />;
  if (run.playlists.isPending) return null; // an older system has some, and no first run
  const done = steps.filter(({ state }) => state !== 'todo').length;
  return (
    <Box sx={{ maxWidth: 860, mx: 'auto', mt: { xs: 0, md: 3 } }}>
      <LeaveGuard isDirty={drafts.isDirty} />
      <PageHead title="Let’s get your first playlist" documentTitle="Welcome">
        <Box component="span" sx={{ display: 'block', fontSize: 'var(--fs-16)', maxWidth: '56ch' }}>
          Six steps, about ten minutes. Each one saves by itself, can be skipped, and can be changed later in Settings. Nothing is
          downloaded before you say so.
        </Box>
      </PageHead>
      <LinearProgress
        variant="determinate"
        value={(100 * done) / steps.length}
        aria-label={`${done} of ${steps.length} steps done`}
        sx={{ mt: 3, height: 4, borderRadius: 2, '& .MuiLinearProgress-bar': { background: 'var(--ink)' } }}
      />
      <Box component="ol" aria-label="Steps" sx={{ listStyle: 'none', p: 0, m: 0, mt: 3, borderTop: '1px solid var(--border)' }}>
        {steps.map((step, at) => (
          <Step
            key={step.id}
            step={step}
            number={at + 1}
            isOpen={step.id === open}
            onOpen={() => setChosen(step.id)}
            onSkip={() => {
              setChosen(null);
              void run.skip(step.id);
            }}
            onDone={() => setChosen(null)}
          >
            {step.id === open ? stepBodies[step.id]({ drafts, playlists: run.playlists }) : null}
          </Step>
        ))}
      </Box>
      <Stack direction="row" sx={{ mt: 2, justifyContent: 'flex-end' }}>
        <Button variant="text" onClick={() => void dismiss()}>
          I know my way, hide this
        </Button>
      </Stack>
    </Box>
  );
}

interface StepProps {
  readonly step: StepState;
  readonly number: number;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onSkip: () => void;
  readonly onDone: () => void;
  readonly children: React.ReactNode;
}

function Step({ step: { id, state, result, variables }, number, isOpen, onOpen, onSkip, onDone, children }: StepProps) {
  const { title, purpose, skip, skipped } = stepWords[id];
  const is = isOpen ? 'open' : state === 'todo' ? 'todo' : 'done';
  return (
    <Box
      component="li"
      aria-current={isOpen ? 'step' : undefined}
      sx={{ display: 'flex', gap: 2, py: isOpen ? 2.5 : 2, borderBottom: '1px solid var(--border)', alignItems: 'flex-start' }}
    >
      <Number data-is={is}>{is === 'done' ? <CheckIcon titleAccess={state === 'done' ? 'Done' : 'Skipped'} /> : number}</Number>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography
          component="h2"
          sx={{
            fontSize: isOpen ? 'var(--fs-18)' : 15,
            fontWeight: isOpen ? 600 : 500,
            color: is === 'todo' ? 'var(--text-2)' : 'inherit',
          }}
        >
          {title}
        </Typography>
        <Typography
          sx={{
            fontSize: 'var(--fs-13)',
            color: state === 'todo' && result ? 'var(--attention-text)' : 'var(--muted)',
            overflowWrap: 'anywhere',
          }}
        >
          {state === 'skipped' ? skipped : (result ?? purpose)}
        </Typography>
        {variables.length > 0 ? (
          <Typography sx={{ fontSize: 'var(--fs-13)', color: 'var(--muted)' }}>
            Set by the environment: <Mono>{listed(variables)}</Mono>.
          </Typography>
        ) : null}
        {isOpen ? (
          <Box sx={{ mt: 2 }}>
            {children}
            <Stack direction="row" sx={{ gap: 1, mt: 2 }}>
              {state === 'todo' ? (
                <Button variant="text" onClick={onSkip}>
                  {skip}
                </Button>
              ) : (
                <Button variant="text" onClick={onDone}>
                  Go on
                </Button>
              )}
            </Stack>
          </Box>
        ) : null}
      </Box>
      {isOpen ? null : (
        <Button size="small" aria-label={`${state === 'todo' ? 'Open' : 'Change'}: ${title}`} onClick={onOpen}>
          {state === 'todo' ? 'Open' : 'Change'}
        </Button>
      )}
    </Box>
  );
}
