import { Button, Card, CardContent, Typography } from '@mui/material';
import { useGetList } from 'react-admin';
import { Link } from 'react-router-dom';
import { ReadState } from '../layout/Trouble.js';

/** How many events wait for a person, and the way to them. */
export function ParkedEventsCard() {
  const read = useGetList('parked-events', { filter: { state: 'parked' }, pagination: { page: 1, perPage: 1 } });
  return (
    <Card sx={{ mt: 2 }}>
      <CardContent>
        <Typography variant="h6" component="h2">
          Failed events
        </Typography>
        <ReadState of={read} what="the failed events" />
        {read.total === undefined ? null : <Typography>{inWords(read.total)}</Typography>}
        <Button component={Link} to="/parked-events" size="small">
          Show failed events
        </Button>
      </CardContent>
    </Card>
  );
}

function inWords(total: number): string {
  if (total === 0) return 'None waits for you.';
  return total === 1 ? 'One event could not be handled and waits for you.' : `${total} events could not be handled and wait for you.`;
}
