import { Button } from '@mui/material';
import { styled } from '@mui/material/styles';
import { useGetList } from 'react-admin';
import type { TaskRow } from '@soulsync/contracts';
import { useClock } from '../components/clock.js';
import { RelativeTime } from '../components/RelativeTime.js';
import { StateChip } from '../components/StateChip.js';
import { ReadState } from '../layout/Trouble.js';
import { useSend } from '../providers/use-console.js';
import { useMay } from '../providers/use-may.js';
import { duration, howOften, taskStarted, taskTitle } from './task-words.js';

const LOOK_MS = 3_000;

const Table = styled('table')({
  width: '100%',
  borderCollapse: 'collapse',
  '& th': {
    textAlign: 'left',
    padding: '6px 16px 6px 0',
    fontSize: 'var(--fs-12)',
    fontWeight: 'var(--w-normal)',
    color: 'var(--muted)',
    whiteSpace: 'nowrap',
  },
  '& td': { padding: '10px 16px 10px 0', borderTop: '1px solid var(--border)', verticalAlign: 'middle' },
  '& td:last-child': { paddingRight: 0, textAlign: 'right', whiteSpace: 'nowrap' },
  '& small': { display: 'block', color: 'var(--muted)', fontSize: 'var(--fs-13)', overflowWrap: 'anywhere' },
  '@media (max-width: 899.95px)': {
    '&, & tbody': { display: 'block' },
    '& thead': { display: 'none' },
    '& tr': {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr) auto',
      gap: '4px 12px',
      padding: '12px 0',
      borderTop: '1px solid var(--border)',
    },
    '& td, & td:last-child': { padding: 0, border: 0 },
    '& td:first-of-type, & td:nth-of-type(2), & td:nth-of-type(3)': { gridColumn: 1 },
    '& td:last-child': { gridColumn: 2, gridRow: '1 / span 3', alignSelf: 'center' },
    '& td[data-label]::before': { content: 'attr(data-label) " "', color: 'var(--muted)' },
  },
});

/** Work that comes round by itself, of all services. */
export function Tasks() {
  const read = useGetList<TaskRow>('tasks', { pagination: { page: 1, perPage: 500 } }, { refetchInterval: LOOK_MS });
  const { data: tasks = [] } = read;
  return (
    <section aria-label="Tasks">
      <ReadState of={read} what="the tasks" />
      {tasks.length === 0 ? null : (
        <Table>
          <thead>
            <tr>
              <th scope="col">Task</th>
              <th scope="col">Last run</th>
              <th scope="col">Next run</th>
              <th scope="col">Action</th>
            </tr>
          </thead>
          <tbody>
            {tasks.map((task) => (
              <tr key={task.id}>
                <td>
                  {taskTitle(task)}
                  <small>
                    {task.service}, {howOften(task.everySeconds)}
                  </small>
                </td>
                <td data-label="Last run:">
                  <LastRun task={task} />
                </td>
                <td data-label="Next run:">
                  <NextRun task={task} />
                </td>
                <td>
                  <RunNow task={task} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </section>
  );
}

function LastRun({ task: { runningSince, lastRun } }: { readonly task: TaskRow }) {
  if (runningSince !== null)
    return (
      <>
        <StateChip state="running" /> since <RelativeTime at={runningSince} />
      </>
    );
  if (lastRun === null) return 'not yet';
  const { startedAt, endedAt, problem } = lastRun;
  return (
    <>
      {problem === null ? null : (
        <>
          <StateChip state="failed" />{' '}
        </>
      )}
      <RelativeTime at={endedAt} />, took {duration(Date.parse(endedAt) - Date.parse(startedAt))}
      {problem === null ? null : <small>{problem}</small>}
    </>
  );
}

/** A time that has come means that it is about to run, or waits its turn. */
function NextRun({ task: { nextRunAt, runningSince } }: { readonly task: TaskRow }) {
  const nowMs = useClock();
  if (runningSince !== null) return 'when this run is over';
  if (nextRunAt === null) return 'when something is due';
  return Date.parse(nextRunAt) <= nowMs ? 'now' : <RelativeTime at={nextRunAt} />;
}

function RunNow({ task }: { readonly task: TaskRow }) {
  const { send, sending } = useSend();
  if (!useMay('editor') || !task.canRunNow) return null;
  return (
    <Button
      size="small"
      variant="outlined"
      aria-busy={sending}
      aria-label={`Run now: ${taskTitle(task)}`}
      onClick={() => void send((console) => console.command(`tasks/${task.id}/run`), { done: taskStarted(task) })}
    >
      Run now
    </Button>
  );
}
