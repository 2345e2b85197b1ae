import LockIcon from '@mui/icons-material/LockOutlined';
import { Button } from '@mui/material';
import { useGetIdentity, usePermissions } from 'react-admin';
import { Link } from 'react-router-dom';
import { Acts, Sheetlet } from './Sheetlet.js';

const whoMay = { admin: 'Only administrators', editor: 'Only editors and administrators' } as const;

interface Props {
  /** The role that is missing. */
  readonly needs: 'editor' | 'admin';
  readonly what?: string;
}

/** Names the missing role and who can give it. */
export function Forbidden({ needs, what = 'see this page' }: Props) {
  const { identity } = useGetIdentity();
  const { permissions: role } = usePermissions<string>();
  const fullName = identity?.fullName;
  return (
    <Sheetlet>
      <LockIcon aria-hidden />
      <h2>{`${whoMay[needs]} ${what}`}</h2>
      <p>
        {fullName ? `You are signed in as ${fullName}${role ? ` with the role “${role}”` : ''}. ` : ''}
        An administrator can change that in Settings, Users and access.
      </p>
      <Acts>
        <Button variant="outlined" component={Link} to="/">
          Back to Dashboard
        </Button>
      </Acts>
    </Sheetlet>
  );
}
