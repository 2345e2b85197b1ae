import InfoIcon from '@mui/icons-material/InfoOutlined';
import OctagonIcon from '@mui/icons-material/ReportOutlined';
import CodeIcon from '@mui/icons-material/CodeOutlined';
import WarningIcon from '@mui/icons-material/WarningAmber';
import type { SvgIconComponent } from '@mui/icons-material';
import { Button } from '@mui/material';
import { styled } from '@mui/material/styles';
import type { LogLevel, LogLine } from '@soulsync/contracts';
import { drawnWhenSeen } from '../../components/drawn-when-seen.js';
import { exactTime } from '../../components/times.js';

const looks: Readonly<
  Record<LogLevel, { readonly word: string; readonly Icon: SvgIconComponent; readonly tone?: 'attention' | 'problem' }>
> = {
  debug: { word: 'Detail', Icon: CodeIcon },
  info: { word: 'Info', Icon: InfoIcon },
  warn: { word: 'Warning', Icon: WarningIcon, tone: 'attention' },
  error: { word: 'Error', Icon: OctagonIcon, tone: 'problem' },
};

const Item = styled('li')({
  ...drawnWhenSeen('28px'),
  '& summary': {
    display: 'grid',
    gridTemplateColumns: '92px 92px 108px minmax(0, 1fr)',
    gap: 12,
    alignItems: 'center',
    padding: '4px 12px',
    cursor: 'pointer',
    listStyle: 'none',
  },
  '& summary:hover': { background: 'var(--hover)' },
  '& summary::-webkit-details-marker': { display: 'none' },
  '& time, & [data-service]': { color: 'var(--muted)', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  '& [data-level]': { display: 'inline-flex', gap: 6, alignItems: 'center', color: 'var(--text-2)', '& svg': { width: 15, height: 15 } },
  '& [data-level=attention]': { color: 'var(--attention-text)' },
  '& [data-level=problem]': { color: 'var(--problem-text)' },
  '& [data-message]': {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    '& small': { fontSize: 'inherit', color: 'var(--muted)' },
  },
  '& [open] [data-message]': { whiteSpace: 'normal', overflowWrap: 'anywhere', '& small': { display: 'none' } },
  '& dl': {
    display: 'grid',
    gridTemplateColumns: 'minmax(80px, auto) minmax(0, 1fr)',
    gap: '2px 16px',
    margin: '0 12px 8px 116px',
    '& dt': { color: 'var(--muted)' },
    '& dd': { margin: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap', fontFamily: 'var(--mono, monospace)', fontSize: 'var(--fs-12)' },
  },
  '@media (max-width: 899.95px)': {
    '& summary': { gridTemplateColumns: 'auto auto minmax(0, 1fr)', minHeight: 44 },
    '& [data-message]': { gridColumn: '1 / -1' },
    '& dl': { marginLeft: 12 },
  },
});

const padded = (value: number, digits: number) => String(value).padStart(digits, '0');

/** `14:21:07.041`, in local time: lines of one second are told apart. */
function preciseTime(atIso: string): string {
  const at = new Date(atIso);
  return `${padded(at.getHours(), 2)}:${padded(at.getMinutes(), 2)}:${padded(at.getSeconds(), 2)}.${padded(at.getMilliseconds(), 3)}`;
}

const inText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 1));

const SHORT = 200;

/** What tells lines of one message apart, where they are not opened. */
const inShort = (details: LogLine['details']): string =>
  Object.entries(details)
    .flatMap(([name, value]) => (['string', 'number', 'boolean'].includes(typeof value) ? [`${name} ${inText(value)}`] : []))
    .join(' · ')
    .slice(0, SHORT);

/** One line; opened, everything it says, and the way to all lines of the same work. */
export function Line({ line, onWork }: { readonly line: LogLine; readonly onWork: (correlationId: string) => void }) {
  const { at, level, service, message, correlationId, details } = line;
  const { word, Icon, tone } = looks[level];
  return (
    <Item>
      <details>
        <summary>
          <time dateTime={at} title={exactTime(at)}>
            {preciseTime(at)}
          </time>
          <span data-level={tone ?? 'plain'}>
            <Icon aria-hidden />
            {word}
          </span>
          <span data-service>{service}</span>
          <span data-message>
            {message} <small>{inShort(details)}</small>
          </span>
        </summary>
        <dl>
          {Object.entries(details).map(([name, value]) => (
            <Field key={name} name={name} value={inText(value)} />
          ))}
          {correlationId === null ? null : <Field name="correlation id" value={correlationId} />}
        </dl>
        {correlationId === null ? null : (
          <Button size="small" sx={{ ml: 1.5, mb: 1 }} onClick={() => onWork(correlationId)}>
            Show only lines of this work
          </Button>
        )}
      </details>
    </Item>
  );
}

function Field({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
