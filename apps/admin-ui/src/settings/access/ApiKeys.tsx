import { Alert, Box, Button } from '@mui/material';
import { useState } from 'react';
import { RelativeTime } from '../../components/RelativeTime.js';
import { ReadState } from '../../layout/Trouble.js';
import { useAsk } from '../../providers/use-console.js';
import { Hint, Mono } from '../form/Field.js';
import { scopeWords } from './access-words.js';
import type { ApiKeyRow, ApiKeyScope } from '@soulsync/contracts';
import { ChoiceEntry } from './ChoiceEntry.js';
import { FormDialog, TextEntry, textOf } from './FormDialog.js';
import { RecordLine, RecordLines } from './RecordLine.js';
import { RemoveButton } from './RemoveButton.js';

interface Issued {
  readonly name: string;
  readonly key: string;
}

const scopes = (Object.keys(scopeWords) as ApiKeyScope[]).map((scope) => [scope, scopeWords[scope]] as const);

/** A day that was chosen ends with its last moment here. */
const endOf = (day: string): string | null => (day === '' ? null : new Date(`${day}T23:59:59`).toISOString());

/** Keys for programs; each is shown once. */
export function ApiKeys() {
  const read = useAsk<readonly ApiKeyRow[]>('api-keys');
  const [issued, setIssued] = useState<Issued | null>(null);
  return (
    <Box>
      <ReadState of={read} what="the API keys" />
      {read.data?.length === 0 ? <Hint>There is no key yet. A program sends its key as X-Api-Key.</Hint> : null}
      {issued ? (
        <Alert severity="success" sx={{ mb: 2 }} action={<Button onClick={() => setIssued(null)}>Done</Button>}>
          The key “{issued.name}” is <Mono style={{ userSelect: 'all', overflowWrap: 'anywhere' }}>{issued.key}</Mono>. Copy it now: it is
          shown this once.
        </Alert>
      ) : null}
      <RecordLines label="API keys">
        {read.data?.map(({ id, name, scope, account, createdAt, expiresAt, lastUsedAt }) => (
          <RecordLine
            key={id}
            title={name}
            facts={
              <>
                {scopeWords[scope]}, of {account}.{' '}
                {createdAt ? (
                  <>
                    Made <RelativeTime at={createdAt} />,{' '}
                  </>
                ) : null}
                {lastUsedAt ? (
                  <>
                    used <RelativeTime at={lastUsedAt} />
                  </>
                ) : (
                  'never used'
                )}
                {expiresAt ? `, ends on ${new Date(expiresAt).toLocaleDateString()}` : ', without an end'}
              </>
            }
          >
            <RemoveButton
              label="Revoke"
              what={`the key ${name}`}
              path={`api-keys/${id}`}
              content="Whatever uses it is refused from now on."
              done={`The key ${name} is revoked`}
            />
          </RecordLine>
        ))}
      </RecordLines>
      {read.data ? (
        <FormDialog<{ readonly key: string } & { name: string }>
          open="Make a key"
          title="Make an API key"
          submit="Make"
          isMain
          done="The key is made"
          send={async (console, form) => {
            const name = textOf(form, 'name').trim();
            const expiresAt = endOf(textOf(form, 'expires'));
            const { key } = await console.command<{ readonly key: string }>('api-keys', { name, scope: textOf(form, 'scope'), expiresAt });
            return { key, name };
          }}
          then={setIssued}
        >
          {(problems) => (
            <>
              <TextEntry name="name" label="Name" problems={problems} help="What it is for, such as homepage." />
              <ChoiceEntry name="scope" label="It may" choices={scopes} initial="read" />
              <TextEntry
                name="expires"
                label="Ends on"
                type="date"
                isRequired={false}
                problems={problems}
                help="Without a day it has no end."
              />
            </>
          )}
        </FormDialog>
      ) : null}
    </Box>
  );
}
