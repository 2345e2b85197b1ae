import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';

/** What will appear here, what makes it appear, and the button that starts it. */
export function Nothing({ what, how, children }: { readonly what: string; readonly how: string; readonly children?: ReactNode }) {
  return (
    <Box sx={{ textAlign: 'center', p: 6 }}>
      <Typography variant="h6" component="p" gutterBottom>
        {what}
      </Typography>
      <Typography gutterBottom>{how}</Typography>
      {children}
    </Box>
  );
}
