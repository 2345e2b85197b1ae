import type { HealthIssueRow } from '@soulsync/contracts';
import { Alert, Box } from '@mui/material';
import type { ReactNode } from 'react';
import { issueInWords } from '@soulsync/contracts/words';

interface Props {
  readonly issue: HealthIssueRow;
  /** What a person can do about it here; it stands below the words, which need the width on a phone. */
  readonly children?: ReactNode;
}

/** What happened, then what to do. */
export function IssueAlert({ issue, children }: Props) {
  const { level, code, params } = issue;
  const { message, advice } = issueInWords({ code, params }); // as a service raised it
  return (
    <Alert severity={level} sx={{ overflowWrap: 'anywhere', '& .MuiAlert-message': { minWidth: 0, flex: 1 } }}>
      <strong>{message}</strong> {advice}
      {children ? <Box sx={{ mt: 1 }}>{children}</Box> : null}
    </Alert>
  );
}
