import { Card, CardActionArea, CardContent, Grid, List, ListItem, ListItemText, Typography } from '@mui/material';
import { Link } from 'react-router-dom';
import { Title, useGetList, useGetOne } from 'react-admin';
import type { ActivityRow, HealthIssueRow, ServiceStatusRow, SummaryRow } from '@soulsync/contracts';
import { timelineInWords } from '@soulsync/contracts/words';
import { CommandButton } from '../layout/CommandButton.js';
import { IssueAlert } from '../layout/IssueAlert.js';
import { StateChip } from '../layout/StateChip.js';
import { ReadState } from '../layout/Trouble.js';

function Figure({ label, value, to }: { readonly label: string; readonly value: number | string; readonly to: string }) {
  return (
    <Grid size={{ xs: 6, sm: 4, md: 2 }}>
      <Card>
        <CardActionArea component={Link} to={to}>
          <CardContent>
            <Typography variant="h4" component="p">
              {value}
            </Typography>
            <Typography sx={{ color: 'text.secondary' }}>{label}</Typography>
          </CardContent>
        </CardActionArea>
      </Card>
    </Grid>
  );
}

/** What is going on, in numbers, states and the last things that happened. */
export function Dashboard() {
  const figures = useGetOne<SummaryRow>('summary', { id: '' });
  const services = useGetList<ServiceStatusRow>('services');
  const issues = useGetList<HealthIssueRow>('health-issues');
  const activity = useGetList<ActivityRow>('activity', {
    pagination: { page: 1, perPage: 20 },
    sort: { field: 'at', order: 'DESC' },
  });
  const { data: summary } = figures;
  return (
    <Grid container spacing={2} sx={{ mt: 1 }}>
      <Title title="Dashboard" />
      <Grid size={12}>
        <ReadState of={issues} what="what needs attention" />
        <ReadState of={figures} what="the figures" />
      </Grid>
      {issues.data?.map((issue) => (
        <Grid key={issue.id} size={12}>
          <IssueAlert issue={issue}>
            {issue.code === 'event-log-lost-events' ? (
              <CommandButton
                label="Mark as seen"
                path={`health-issues/${issue.code}/acknowledge`}
                done="Marked as seen"
                role="admin"
                outlined
              />
            ) : null}
          </IssueAlert>
        </Grid>
      ))}
      <Figure label="playlist tracks" value={summary?.entries ?? '–'} to="/playlists" />
      <Figure label="in the library" value={summary ? summary.owned + summary.filed : '–'} to="/library-tracks" />
      <Figure label="downloading" value={summary?.acquiring ?? '–'} to="/acquisitions" />
      <Figure label="need review" value={summary?.review ?? '–'} to="/matches" />
      <Figure label="on the wishlist" value={summary?.wished ?? '–'} to="/wishes" />
      <Figure label="library tracks" value={summary?.libraryTracks ?? '–'} to="/library-tracks" />
      <Grid size={{ xs: 12, md: 5 }}>
        <Card>
          <CardContent>
            <Typography variant="h6" component="h2">
              Services
            </Typography>
            <ReadState of={services} what="the services" />
            <List dense>
              {services.data?.map((service) => (
                <ListItem key={service.id} secondaryAction={<StateChip state={service.state} />}>
                  <ListItemText
                    primary={service.id}
                    secondary={service.connections
                      .map(({ system, state, detail }) => `${system}: ${state === 'ok' ? 'connected' : (detail ?? state)}`)
                      .join('; ')}
                  />
                </ListItem>
              ))}
            </List>
            <Typography sx={{ color: 'text.secondary' }}>{summary ? `${summary.rssMb} MB resident` : ''}</Typography>
          </CardContent>
        </Card>
      </Grid>
      <Grid size={{ xs: 12, md: 7 }}>
        <Card>
          <CardContent>
            <Typography variant="h6" component="h2">
              Latest activity
            </Typography>
            <ReadState of={activity} what="the latest activity" />
            {activity.data?.length === 0 ? <Typography>Nothing has happened yet.</Typography> : null}
            <List dense aria-live="polite">
              {activity.data?.map((row) => (
                <ListItem key={row.id}>
                  <ListItemText primary={timelineInWords(row)} secondary={new Date(row.at).toLocaleTimeString()} />
                </ListItem>
              ))}
            </List>
          </CardContent>
        </Card>
      </Grid>
    </Grid>
  );
}
