import { Box, Stack, Typography } from '@mui/material';
import type { ReactNode } from 'react';

interface Props {
  readonly title: ReactNode;
  readonly facts: ReactNode;
  readonly children?: ReactNode;
}

/** One of a short list: its name, what is known of it, what can be done. */
export function RecordLine({ title, facts, children }: Props) {
  return (
    <Stack
      component="li"
      direction="row"
      useFlexGap
      sx={{ alignItems: 'center', gap: 1, py: 1.25, borderBottom: '1px solid var(--border)', flexWrap: 'wrap' }}
    >
      <Box sx={{ flex: '1 1 220px', minWidth: 0, overflowWrap: 'anywhere' }}>
        <Box>{title}</Box>
        <Typography component="div" sx={{ fontSize: 'var(--fs-13)', color: 'var(--muted)' }}>
          {facts}
        </Typography>
      </Box>
      {children}
    </Stack>
  );
}

export const RecordLines = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <Box component="ul" aria-label={label} sx={{ listStyle: 'none', p: 0, m: 0, mb: 3 }}>
    {children}
  </Box>
);
