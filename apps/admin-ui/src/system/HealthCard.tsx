import { Button, Stack, Typography } from '@mui/material';
import { useGetList } from 'react-admin';
import { Link } from 'react-router-dom';
import type { HealthIssueRow } from '@soulsync/contracts';
import { RelativeTime } from '../components/RelativeTime.js';
import { CommandButton } from '../layout/CommandButton.js';
import { IssueAlert } from '../layout/IssueAlert.js';
import { ReadState } from '../layout/Trouble.js';
import { AcceptRoot, rootOf } from './AcceptRoot.js';
import { linkFor } from './issue-links.js';

/** Standing trouble: what it is, what to do, since when, and the way there. */
export function HealthCard() {
  const read = useGetList<HealthIssueRow>('health-issues');
  return (
    <section aria-label="Health">
      <Typography variant="h2" sx={{ mt: 3, mb: 1 }}>
        Health
      </Typography>
      <ReadState of={read} what="what needs attention" />
      {read.data?.length === 0 ? <Typography>Nothing needs attention.</Typography> : null}
      <Stack spacing={1}>
        {read.data?.map((issue) => (
          <IssueAlert key={issue.id} issue={issue}>
            <Actions issue={issue} />
          </IssueAlert>
        ))}
      </Stack>
    </section>
  );
}

function Actions({ issue }: { readonly issue: HealthIssueRow }) {
  const root = rootOf(issue.code);
  const link = linkFor(issue.code);
  return (
    <Stack direction="row" useFlexGap sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
      {root === null ? null : <AcceptRoot root={root} />}
      {link ? (
        <Button component={Link} to={link.to} size="small">
          {link.label}
        </Button>
      ) : null}
      {issue.code === 'event-log-lost-events' ? (
        <CommandButton label="Mark as seen" path={`health-issues/${issue.code}/acknowledge`} done="Marked as seen" role="admin" outlined />
      ) : null}
      <Typography component="small" variant="caption">
        Since <RelativeTime at={issue.since} />
      </Typography>
    </Stack>
  );
}
