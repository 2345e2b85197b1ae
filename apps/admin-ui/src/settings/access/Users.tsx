import { Box, Stack } from '@mui/material';
import { RelativeTime } from '../../components/RelativeTime.js';
import { ReadState } from '../../layout/Trouble.js';
import { useAsk } from '../../providers/use-console.js';
import { Hint } from '../form/Field.js';
import { roleWords, SHORTEST_PASSWORD } from './access-words.js';
import type { Role, UserRow } from '@soulsync/contracts';
import { ChoiceEntry } from './ChoiceEntry.js';
import { FormDialog, TextEntry, textOf } from './FormDialog.js';
import { RecordLine, RecordLines } from './RecordLine.js';
import { RemoveButton } from './RemoveButton.js';

const roles = (Object.keys(roleWords) as Role[]).map((role) => [role, `${roleWords[role].name}: ${roleWords[role].may}`] as const);

/** Who may sign in. */
export function Users() {
  const read = useAsk<readonly UserRow[]>('users');
  return (
    <Box sx={{ mb: 5 }}>
      <ReadState of={read} what="the users" />
      <RecordLines label="Users">
        {read.data?.map((user) => (
          <UserLine key={user.id} user={user} />
        ))}
      </RecordLines>
      {read.data ? (
        <FormDialog
          open="Add a user"
          title="Add a user"
          submit="Add"
          isMain
          done="The user can sign in now"
          send={(console, form) =>
            console.command('users', { name: textOf(form, 'name').trim(), role: textOf(form, 'role'), password: textOf(form, 'password') })
          }
        >
          {(problems) => (
            <>
              <TextEntry name="name" label="Name" problems={problems} />
              <ChoiceEntry name="role" label="Role" choices={roles} initial="viewer" />
              <NewPassword problems={problems} name="password" />
            </>
          )}
        </FormDialog>
      ) : null}
      <Hint>Nobody can sign in as an administrator any more? Run ./soulsync reset-password on the machine that SoulSync runs on.</Hint>
    </Box>
  );
}

export const NewPassword = ({ name, problems }: { readonly name: string; readonly problems: Readonly<Record<string, string>> }) => (
  <TextEntry
    name={name}
    label="New password"
    type="password"
    autoComplete="new-password"
    problems={problems}
    minLength={SHORTEST_PASSWORD}
    help={`At least ${SHORTEST_PASSWORD} characters.`}
  />
);

function UserLine({ user: { id, name, role, createdAt, lastSeenAt, isYou } }: { readonly user: UserRow }) {
  return (
    <RecordLine
      title={
        <>
          <bdi>{name}</bdi>
          {isYou ? ' (you)' : ''}
        </>
      }
      facts={
        <>
          {roleWords[role].name}. Added <RelativeTime at={createdAt} />, seen <RelativeTime at={lastSeenAt} never="never" />
        </>
      }
    >
      {isYou ? null : (
        <Stack direction="row" useFlexGap sx={{ flexWrap: 'wrap' }}>
          <FormDialog
            open="Role"
            label={`Change the role of ${name}`}
            title={`Role of ${name}`}
            submit="Change"
            done="The role is changed"
            send={(console, form) => console.command(`users/${id}/role`, { role: textOf(form, 'role') })}
          >
            {() => <ChoiceEntry name="role" label="Role" choices={roles} initial={role} />}
          </FormDialog>
          <FormDialog
            open="Password"
            label={`Set the password of ${name}`}
            title={`Password of ${name}`}
            submit="Set"
            done="The password is set, and all devices of theirs are signed out"
            send={(console, form) => console.command(`users/${id}/password`, { password: textOf(form, 'password') })}
          >
            {(problems) => <NewPassword problems={problems} name="password" />}
          </FormDialog>
          <RemoveButton
            label="Remove"
            what={name}
            path={`users/${id}`}
            content="They are signed out everywhere and can’t sign in again. What they did stays."
            done={`${name} is removed`}
          />
        </Stack>
      )}
    </RecordLine>
  );
}
