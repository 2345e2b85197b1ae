import { Box, styled } from '@mui/material';
import type { ReactNode } from 'react';
import { capital } from '../../components/capital.js';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly help: ReactNode;
  readonly problem: string | undefined;
  readonly children: ReactNode;
}

const Label = styled('label')({ display: 'block', marginBottom: 6, fontSize: 'var(--fs-14)', fontWeight: 500 });
export const Hint = styled('div')({ marginTop: 6, fontSize: 'var(--fs-13)', color: 'var(--muted)', overflowWrap: 'anywhere' });
export const Mono = styled('span')({ fontFamily: 'var(--mono)', fontSize: 'var(--fs-13)' });

/** Where the words below an input are, for those who hear them. */
export const hintOf = (id: string) => `${id}-hint`;

/** Label above, what it is for and what is wrong with it below. */
export function Field({ id, label, help, problem, children }: Props) {
  return (
    <Box>
      <Label htmlFor={id}>{label}</Label>
      {children}
      <div id={hintOf(id)}>
        {problem ? (
          <Hint role="alert" sx={{ color: 'var(--problem-text)' }}>
            {capital(problem)}
          </Hint>
        ) : null}
        {help}
      </div>
    </Box>
  );
}
