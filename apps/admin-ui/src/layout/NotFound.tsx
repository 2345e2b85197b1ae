import { Button } from '@mui/material';
import { Link } from 'react-router-dom';
import { EmptyState } from '../components/EmptyState.js';
import { PageHead } from '../components/PageHead.js';

/** For an address that leads nowhere. */
export const NotFound = () => (
  <>
    <PageHead title="There is no such page" />
    <EmptyState what="Nothing is at this address." how="It may be mistyped, or of another version of SoulSync.">
      <Button component={Link} to="/">
        Open the dashboard
      </Button>
    </EmptyState>
  </>
);
