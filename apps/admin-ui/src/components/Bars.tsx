import { styled } from '@mui/material/styles';
import { Hidden } from './StateChip.js';

export interface Bar {
  /** When: `14:20 to 14:25`, `Monday, 3 Nov`. */
  readonly label: string;
  readonly value: number;
  /** `24 MB`, `3 files`. */
  readonly words: string;
}

interface Props {
  /** What is counted, for whoever does not see: `Files filed each day`. */
  readonly name: string;
  /** Oldest first. */
  readonly bars: readonly Bar[];
  /** Below the first and the last bar. */
  readonly ends: readonly [first: string, last: string];
}

const Chart = styled('div')({
  display: 'flex',
  alignItems: 'flex-end',
  gap: 2,
  height: 56,
  borderBottom: '1px solid var(--border-strong)',
  '& > i': { flex: '1 1 0', minWidth: 2, borderRadius: '2px 2px 0 0', background: 'var(--working-mark)' },
  '& > i:hover': { background: 'var(--working-text)' },
  '@media (forced-colors: active)': { '& > i': { background: 'CanvasText' } },
});

const Ends = styled('div')({
  display: 'flex',
  justifyContent: 'space-between',
  marginTop: 4,
  fontSize: 'var(--fs-12)',
  color: 'var(--muted)',
});

/** A small chart of counts over time; read as a table by whoever does not see it. What is something is never drawn as nothing. */
export function Bars({ name, bars, ends: [first, last] }: Props) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <div>
      <Chart aria-hidden>
        {bars.map(({ label, value, words }) => (
          <i key={label} title={`${label}: ${words}`} style={{ height: value === 0 ? 0 : `${Math.max(4, (value / most) * 100)}%` }} />
        ))}
      </Chart>
      <Ends aria-hidden>
        <span>{first}</span>
        <span>{last}</span>
      </Ends>
      <Hidden>
        <table>
          <caption>{name}</caption>
          <tbody>
            {bars.map(({ label, words }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{words}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Hidden>
    </div>
  );
}
