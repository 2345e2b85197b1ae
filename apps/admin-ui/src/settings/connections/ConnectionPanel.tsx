import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import type { ConnectionId, ExternalConnection } from '@soulsync/contracts';
import { ConnectionCardFrame } from '../../components/ConnectionCardFrame.js';
import { RelativeTime } from '../../components/RelativeTime.js';
import type { Drafts, SectionForm } from '../form/use-drafts.js';
import { connectionNames } from '../../layout/connection-words.js';
import { connectionWords } from './connection-words.js';
import { ConnectionForm, ConnectionResult } from './ConnectionSetUp.js';
import { UseForLibrary } from './UseForLibrary.js';
import { useTest } from './use-test.js';
import { capital } from '../../components/capital.js';

interface Props {
  readonly id: ConnectionId;
  /** null: its service does not answer. */
  readonly connection: ExternalConnection | null;
  readonly form: SectionForm | null;
  readonly drafts: Drafts;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  /** Comes before an address and a key, which it spares. */
  readonly signIn?: ReactNode;
  /** What this system needs beside its settings: a sign-in that needs them, lists to tick. */
  readonly children?: ReactNode;
}

/** One external system: how it stands, how it is set up, and a test of either. */
export function ConnectionPanel({ id, connection, form, drafts, isOpen, onToggle, signIn = null, children }: Props) {
  const name = connectionNames[id];
  const { purpose } = connectionWords[id];
  const tester = useTest(id, form);
  const failed = tester.tested?.steps.filter(({ ok }) => ok === false).length ?? 0;
  const testAndOpen = () => {
    if (!isOpen) onToggle();
    void tester.test();
  };
  return (
    <ConnectionCardFrame
      name={name}
      facts={connection?.facts ?? purpose}
      state={failed > 0 ? 'failed' : (connection?.state ?? 'not-known')}
      {...(failed > 0 ? { stateWord: `${failed} of ${tester.tested?.steps.length ?? 0} steps ${failed === 1 ? 'fails' : 'fail'}` } : {})}
      isOpen={isOpen}
      onToggle={onToggle}
      onTest={testAndOpen}
      isTesting={tester.testing}
      form={
        <>
          <Standing connection={connection} purpose={purpose} />
          {connection && connection.state !== 'unconfigured' && !connection.isInUse ? <UseForLibrary id={id} /> : null}
          {signIn}
          <ConnectionForm id={id} form={form} drafts={drafts} tester={tester}>
            {children}
          </ConnectionForm>
        </>
      }
      test={<ConnectionResult form={form} tester={tester} />}
    />
  );
}

/** What is amiss, since when, and when it is tried again. */
function Standing({ connection, purpose }: { readonly connection: ExternalConnection | null; readonly purpose: string }) {
  if (!connection) return <Line>Its service does not answer now, so nothing is known of it. It is asked again by itself.</Line>;
  const { state, since, detail, nextTryAt, isInUse } = connection;
  return (
    <Box aria-live="polite" sx={{ mb: 2 }}>
      <Line>
        {purpose}
        {state === 'unconfigured' || isInUse ? '' : ' Set up, and not in use now: another one is.'}
      </Line>
      {detail && state !== 'unconfigured' ? (
        <Line isBad={state !== 'connected'}>
          {capital(detail)}
          {/[.!?]$/.test(detail) ? '' : '.'} Since <RelativeTime at={since} />.
          {nextTryAt ? ` Next try at ${new Date(nextTryAt).toLocaleTimeString()}.` : ''}
        </Line>
      ) : null}
    </Box>
  );
}

const Line = ({ isBad = false, children }: { readonly isBad?: boolean; readonly children: ReactNode }) => (
  <Typography sx={{ fontSize: 'var(--fs-13)', color: isBad ? 'var(--problem-text)' : 'var(--text-2)', overflowWrap: 'anywhere' }}>
    {children}
  </Typography>
);
