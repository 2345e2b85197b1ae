import { Button, MenuItem, TextField } from '@mui/material';
import { styled } from '@mui/material/styles';
import { useLayoutEffect, useRef, useState } from 'react';
import { usePermissions } from 'react-admin';
import { useSearchParams } from 'react-router-dom';
import { serviceNames } from '@soulsync/contracts';
import type { LogLevel, LogLine } from '@soulsync/contracts';
import { EntryFilterChips, useUrlChoice } from '../../components/EntryFilterChips.js';
import { Forbidden } from '../../components/Forbidden.js';
import { NoResult } from '../../components/NoResult.js';
import { ReadState } from '../../layout/Trouble.js';
import { Line } from './Line.js';
import { useLogTail } from './use-log-tail.js';

const levels: readonly { readonly value: '' | LogLevel; readonly label: string; readonly count: null }[] = [
  { value: '', label: 'Normal', count: null },
  { value: 'warn', label: 'Warnings and errors', count: null },
  { value: 'error', label: 'Errors', count: null },
  { value: 'debug', label: 'Everything', count: null },
];

const Filters = styled('div')({ display: 'flex', flexWrap: 'wrap', gap: 12, alignItems: 'flex-end', margin: '12px 0' });

const Lines = styled('ol')({
  listStyle: 'none',
  margin: 0,
  padding: '4px 0',
  height: 'min(64vh, 720px)',
  overflowY: 'auto',
  border: '1px solid var(--border)',
  borderRadius: 'var(--r-panel)',
  fontSize: 'var(--fs-13)',
});

/** The last lines of all services, and what they write while one looks; the youngest at the end, where the list stays as long as one is there. */
export function Logs() {
  const { permissions, isPending } = usePermissions<string>();
  if (isPending) return null;
  return permissions === 'admin' ? <Tail /> : <Forbidden needs="admin" what="see the logs" />;
}

function Tail() {
  const [level, chooseLevel] = useUrlChoice('level');
  const [service, chooseService] = useUrlChoice('service');
  const [work, chooseWork] = useUrlChoice('work');
  const [, setParams] = useSearchParams();
  const [text, setText] = useState('');
  const [isHeld, setHeld] = useState(false);
  const filter = {
    level: levels.find(({ value }) => value !== '' && value === level)?.value || 'info',
    service,
    text,
    correlationId: work,
  } as const;
  const tail = useLogTail(filter, isHeld);
  const { lines, isCut, silent, isPending, error } = tail;
  const isFiltered = level !== '' || service !== '' || text !== '' || work !== '';
  const clear = () => {
    setText('');
    setParams({});
  };
  return (
    <section aria-label="Logs">
      <EntryFilterChips choices={levels} chosen={level} onChoose={chooseLevel} />
      <Filters>
        <TextField
          select
          size="small"
          label="Service"
          value={service}
          onChange={({ target }) => chooseService(target.value)}
          slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
          sx={{ minWidth: 160 }}
        >
          <MenuItem value="">All services</MenuItem>
          {serviceNames.map((name) => (
            <MenuItem key={name} value={name}>
              {name}
            </MenuItem>
          ))}
        </TextField>
        <TextField
          size="small"
          label="Containing"
          value={text}
          onChange={({ target }) => setText(target.value)}
          slotProps={{ inputLabel: { shrink: true }, htmlInput: { maxLength: 200 } }}
        />
        {work === '' ? null : (
          <Button size="small" variant="outlined" onClick={() => chooseWork('')}>
            Show all work again
          </Button>
        )}
        <Button size="small" onClick={() => setHeld(!isHeld)} aria-pressed={isHeld}>
          {isHeld ? 'Go on' : 'Hold'}
        </Button>
        <Button size="small" disabled={lines.length === 0} onClick={() => save(lines)}>
          Save as file
        </Button>
      </Filters>
      {error || lines.length === 0 ? <ReadState of={{ ...tail, isPending }} what="the logs" /> : null}
      {silent.length === 0 ? null : <p role="status">No answer from {silent.join(', ')}: its lines are missing.</p>}
      {isCut && lines.length > 0 ? <p>There are older lines than these.</p> : null}
      {lines.length > 0 ? <Shown lines={lines} onWork={chooseWork} /> : null}
      {isPending || error || lines.length > 0 ? null : isFiltered ? (
        <NoResult what="No line matches." otherwise="New ones appear here as they are written." clear="Clear filter" onClear={clear} />
      ) : (
        <p>Nothing was logged yet.</p>
      )}
    </section>
  );
}

const AT_THE_END_PX = 24;

function Shown({ lines, onWork }: { readonly lines: readonly LogLine[]; readonly onWork: (correlationId: string) => void }) {
  const list = useRef<HTMLOListElement>(null);
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    const box = list.current;
    if (box && isAtEnd.current) box.scrollTop = box.scrollHeight;
  }, [lines]);
  return (
    // Keys scroll it.
    <Lines
      ref={list}
      tabIndex={0}
      aria-label="Log lines"
      onScroll={({ currentTarget: box }) => {
        isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < AT_THE_END_PX;
      }}
    >
      {lines.map((line) => (
        <Line key={line.id} line={line} onWork={onWork} />
      ))}
    </Lines>
  );
}

/** As the log file has it: a JSON object a line. */
function save(lines: readonly LogLine[]): void {
  const text = lines.map(({ id: _, ...line }) => `${JSON.stringify(line)}\n`).join('');
  const address = URL.createObjectURL(new Blob([text], { type: 'application/x-ndjson' }));
  const link = Object.assign(document.createElement('a'), { href: address, download: 'soulsync-log.ndjson' });
  link.click();
  URL.revokeObjectURL(address);
}
