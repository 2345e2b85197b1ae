import { Button, Card, CardContent, Typography } from '@mui/material';
import { useGetList } from 'react-admin';
import { Link } from 'react-router-dom';

/** How many events wait for a person, and the way to them. */
export function ParkedEventsCard() {
  const { total, isPending, error } = useGetList('parked-events', { filter: { state: 'parked' }, pagination: { page: 1, perPage: 1 } });
  return (
    <Card sx={{ mt: 2 }}>
      <CardContent>
        <Typography variant="h6" component="h2">
          Failed events
        </Typography>
        <Typography>{error ? `They can't be counted now: ${error.message}` : isPending ? 'Being counted' : inWords(total ?? 0)}</Typography>
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
