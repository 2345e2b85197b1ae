import { Box, Typography } from '@mui/material';
import { useGetIdentity, usePermissions } from 'react-admin';
import { PageHead } from '../../components/PageHead.js';
import { RelativeTime } from '../../components/RelativeTime.js';
import { SingleKeysSwitch } from '../../keys/SingleKeysSwitch.js';
import { ReadState } from '../../layout/Trouble.js';
import { useAsk } from '../../providers/use-console.js';
import { roleWords } from './access-words.js';
import type { Role, SessionRow } from '@soulsync/contracts';
import { FormDialog, TextEntry, textOf } from './FormDialog.js';
import { RecordLine, RecordLines } from './RecordLine.js';
import { RemoveButton } from './RemoveButton.js';
import { NewPassword } from './Users.js';

/** One's own: name and role, password, and where one is signed in. */
export function AccountPage() {
  const { identity } = useGetIdentity();
  const { permissions } = usePermissions<Role>();
  return (
    <Box sx={{ maxWidth: 640 }}>
      <PageHead title="Your account" documentTitle="Account">
        {identity?.fullName}
        {permissions ? `, ${roleWords[permissions].name.toLowerCase()}: ${roleWords[permissions].may}.` : ''}
      </PageHead>
      <FormDialog
        open="Change the password"
        title="Change your password"
        submit="Change"
        isMain
        done="Your password is changed, and your other devices are signed out"
        send={(console, form) => console.command('session/password', { current: textOf(form, 'current'), next: textOf(form, 'next') })}
      >
        {(problems) => (
          <>
            <TextEntry name="current" label="Present password" type="password" autoComplete="current-password" problems={problems} />
            <NewPassword name="next" problems={problems} />
          </>
        )}
      </FormDialog>
      <Typography variant="h6" component="h2" sx={{ mt: 4, mb: 1 }}>
        Keyboard
      </Typography>
      <SingleKeysSwitch />
      <Typography variant="h6" component="h2" sx={{ mt: 4, mb: 1 }}>
        Signed-in devices
      </Typography>
      <Sessions />
    </Box>
  );
}

function Sessions() {
  const read = useAsk<readonly SessionRow[]>('sessions');
  return (
    <>
      <ReadState of={read} what="where you are signed in" />
      <RecordLines label="Signed-in devices">
        {read.data?.map(({ id, device, createdAt, lastSeenAt, isCurrent }) => (
          <RecordLine
            key={id}
            title={`${device ?? 'A device that is not known'}${isCurrent ? ' (this one)' : ''}`}
            facts={
              <>
                Signed in <RelativeTime at={createdAt} />, seen <RelativeTime at={lastSeenAt} />
              </>
            }
          >
            {isCurrent ? null : (
              <RemoveButton
                label="Sign out"
                what={device ?? 'this device'}
                path={`sessions/${id}`}
                content="Whoever uses it has to sign in again."
                done="It is signed out"
              />
            )}
          </RecordLine>
        ))}
      </RecordLines>
    </>
  );
}
