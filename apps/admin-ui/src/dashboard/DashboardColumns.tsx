import { Button } from '@mui/material';
import { styled } from '@mui/material/styles';
import { useSyncExternalStore } from 'react';
import { useGetList } from 'react-admin';
import { Link } from 'react-router-dom';
import type { AcquisitionRow, ActivityRow, ExternalConnection, HealthIssueRow, SummaryRow } from '@soulsync/contracts';
import { timelineInWords } from '@soulsync/contracts/words';
import { Cover } from '../components/Cover.js';
import { ProgressLine } from '../components/ProgressLine.js';
import { RelativeTime } from '../components/RelativeTime.js';
import { StateChip } from '../components/StateChip.js';
import { transferProgress } from '../components/transfer-progress.js';
import { CommandButton } from '../layout/CommandButton.js';
import { IssueAlert } from '../layout/IssueAlert.js';
import { connectionNames } from '../layout/connection-words.js';
import { ReadState } from '../layout/Trouble.js';
import { liveStore } from '../providers/live.js';
import { NewInLibrary } from './NewInLibrary.js';
import { Part } from './Part.js';
import { SpacePart } from './SpacePart.js';
import { FiledPerDay, LastHour } from './Throughput.js';
import { toldEvents } from '../resources/activity/told-events.js';

const WIDE = '@media (min-width: 900px)';

const Columns = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr)',
  gap: 32,
  marginTop: 32,
  [WIDE]: { gridTemplateColumns: 'minmax(0, 1fr) 300px', gap: 48 },
  '& section + section': { marginTop: 32 },
  '& header': { display: 'flex', alignItems: 'baseline', justifyContent: 'space-between', gap: 12, marginBottom: 8 },
  '& h2': { margin: 0, fontSize: 'var(--fs-16)', lineHeight: 1.3, fontWeight: 'var(--w-strong)' },
  '& header a, & header small': { fontSize: 'var(--fs-13)', color: 'var(--muted)' },
  '& ul': { margin: 0, padding: 0, listStyle: 'none' },
});

const OnTheWay = styled('li')({
  display: 'grid',
  gridTemplateColumns: '40px minmax(0, 1fr)',
  gap: '6px 14px',
  alignItems: 'center',
  minHeight: 56,
  padding: '8px 0',
  borderBottom: '1px solid var(--border)',
  [WIDE]: { gridTemplateColumns: '40px minmax(0, 1.2fr) minmax(0, 1fr)' },
  '& > :last-child': { gridColumn: 2, [WIDE]: { gridColumn: 'auto' } },
  '& > [data-tone]': { justifySelf: 'start' },
  '& a': { display: 'block', color: 'var(--text)', fontWeight: 'var(--w-medium)', textDecoration: 'none' },
  '& a, & small': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '& small': { display: 'block', fontSize: 'var(--fs-13)', color: 'var(--text-2)' },
});

const Happened = styled('li')({
  display: 'grid',
  gridTemplateColumns: '92px minmax(0, 1fr)',
  gap: 12,
  padding: '7px 0',
  color: 'var(--text-2)',
  overflowWrap: 'anywhere',
  '& time': { paddingTop: 2, fontSize: 'var(--fs-12)', color: 'var(--muted)' },
  '& a': { color: 'var(--text)', fontWeight: 'var(--w-medium)' },
});

const Pair = styled('li')({
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'space-between',
  gap: 12,
  minHeight: 40,
  borderBottom: '1px solid var(--border)',
});

/** Stages in which a song is on its way. */
const UNDER_WAY = 'requested,searching,transferring,filing,indexing';

function Coming() {
  const list = useGetList<AcquisitionRow>('acquisitions', {
    filter: { state: UNDER_WAY },
    pagination: { page: 1, perPage: 3 },
    sort: { field: 'requestedAt', order: 'ASC' },
  });
  const { transfers } = useSyncExternalStore(liveStore.subscribe, liveStore.snapshot);
  const { data: rows = [], total = 0 } = list;
  if (!list.error && rows.length === 0) return null;
  return (
    <Part title="On their way" more={<Link to="/acquisitions">All {total}</Link>}>
      <ReadState of={list} what="what is on its way" />
      <ul>
        {rows.map((row) => {
          const progress = row.state === 'transferring' ? transfers.get(row.id) : undefined;
          const name = `Fetching ${row.title}`;
          return (
            <OnTheWay key={row.id}>
              <Cover seed={`${row.artists.join(', ')} ${row.album ?? row.title}`} />
              <span>
                <Link to={row.recordingId ? `/recordings/${row.recordingId}` : '/acquisitions'}>{row.title}</Link>
                <small>{row.artists.join(', ')}</small>
              </span>
              {progress ? <ProgressLine name={name} {...transferProgress(progress)} /> : <StateChip state={row.state} />}
            </OnTheWay>
          );
        })}
      </ul>
    </Part>
  );
}

/** Who signed in, and what was set, is under Activity. */
const songEvents = toldEvents.filter((type) => !/^(?:Account|Password|ApiKey|Settings|Secret)/.test(type)).join(',');

/** Where a line leads: to its song, else nowhere. */
const linkOf = ({ subjectType, subjectId }: ActivityRow): string | null =>
  subjectType === 'wanted-recording' || subjectType === 'match' ? `/recordings/${subjectId}` : null;

function WhatHappened() {
  const list = useGetList<ActivityRow>('activity', {
    filter: { type: songEvents },
    pagination: { page: 1, perPage: 12 },
    sort: { field: 'at', order: 'DESC' },
  });
  return (
    <Part title="What happened" more={<Link to="/activity">Activity</Link>}>
      <ReadState of={list} what="the latest activity" />
      {list.data?.length === 0 ? <p>Nothing has happened yet.</p> : null}
      <ul aria-live="polite">
        {list.data?.map((row) => {
          const to = linkOf(row);
          return (
            <Happened key={row.id}>
              <RelativeTime at={row.at} />
              <span>
                {row.subject ? to ? <Link to={to}>{row.subject}</Link> : <b>{row.subject}</b> : null}
                {row.subject ? ': ' : ''}
                {timelineInWords(row)}
              </span>
            </Happened>
          );
        })}
      </ul>
    </Part>
  );
}

function NeedsAttention() {
  const list = useGetList<HealthIssueRow>('health-issues');
  if (!list.error && !list.isPending && list.data?.length === 0) return null;
  return (
    <Part title="Needs attention" more={<Link to="/system">System</Link>}>
      <ReadState of={list} what="what needs attention" />
      {list.data?.map((issue) => (
        <IssueAlert key={issue.id} issue={issue}>
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
      ))}
    </Part>
  );
}

function Connected() {
  const list = useGetList<ExternalConnection>('connections');
  const used = (list.data ?? []).filter(({ isInUse, state }) => isInUse && state !== 'unconfigured');
  return (
    <Part title="Connections" more={<Link to="/settings/connections">Settings</Link>}>
      <ReadState of={list} what="the connections" />
      {!list.isPending && !list.error && used.length === 0 ? <p>Nothing is set up yet.</p> : null}
      <ul>
        {used.map(({ id, state }) => (
          <Pair key={id}>
            <span>{connectionNames[id]}</span>
            <StateChip state={state} />
          </Pair>
        ))}
      </ul>
    </Part>
  );
}

/** Below the figures: what is on its way, what happened, and what needs a person. Loaded behind the figures, which are wanted first. */
export function DashboardColumns({ summary }: { readonly summary: SummaryRow | null }) {
  return (
    <Columns>
      <div>
        <Coming />
        <NewInLibrary />
        <WhatHappened />
      </div>
      <div>
        <NeedsAttention />
        <Connected />
        <LastHour />
        <FiledPerDay />
        <SpacePart />
        <Part title="Library">
          <p>{summary === null ? '–' : summary.libraryTracks.toLocaleString('en')} songs</p>
          {summary && summary.playlists === 0 ? (
            <Button component={Link} to="/playlists/create">
              Follow a playlist
            </Button>
          ) : null}
        </Part>
      </div>
    </Columns>
  );
}
