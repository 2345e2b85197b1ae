import { styled } from '@mui/material/styles';

export type TickState = 'owned' | 'working' | 'to-decide' | 'missing' | 'not-known';

export interface Tick {
  readonly title: string;
  readonly state: TickState;
}

const words: Readonly<Record<TickState, string>> = {
  owned: 'in library',
  working: 'on its way',
  'to-decide': 'to decide',
  missing: 'missing',
  'not-known': 'not known now',
};
/** Above, single ticks can't be told apart. */
const MOST = 30;

const Line = styled('span')({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 12,
  maxWidth: '100%',
  fontSize: 'var(--fs-13)',
  color: 'var(--text-2)',
  fontVariantNumeric: 'tabular-nums',
  whiteSpace: 'nowrap',
});
const Ticks = styled('span')({
  display: 'inline-flex',
  gap: 2,
  height: 14,
  minWidth: 0,
  '& > i': { flex: '0 1 7px', minWidth: 2, borderRadius: 2, boxShadow: 'inset 0 0 0 1.5px var(--idle-mark)' },
  '& > [data-tick=owned]': { background: 'var(--text-2)', boxShadow: 'none' },
  '& > [data-tick=working]': {
    boxShadow: 'inset 0 0 0 1.5px var(--working-mark)',
    background: 'linear-gradient(0deg, var(--working-mark) 55%, transparent 0)',
  },
  '& > [data-tick=to-decide]': {
    boxShadow: 'inset 0 0 0 1.5px var(--attention-mark)',
    background: 'radial-gradient(circle, var(--attention-mark) 1.7px, transparent 2px)',
  },
  '& > [data-tick=not-known]': { boxShadow: 'none', background: 'radial-gradient(circle, var(--idle-mark) 1.4px, transparent 1.8px)' },
  '@media (forced-colors: active)': { '& > i': { outline: '1px solid CanvasText' }, '& > [data-tick=owned]': { background: 'CanvasText' } },
});
const Bar = styled('span')({
  display: 'inline-flex',
  width: 120,
  height: 8,
  gap: 2,
  borderRadius: 3,
  overflow: 'hidden',
  '& > i': { borderRadius: 2, minWidth: 2 },
  '& > [data-tick=owned]': { background: 'var(--text-2)' },
  '& > [data-tick=working]': { background: 'var(--working-mark)' },
  '& > [data-tick=to-decide]': { background: 'var(--attention-mark)' },
  '& > [data-tick=missing], & > [data-tick=not-known]': { boxShadow: 'inset 0 0 0 1.5px var(--idle-mark)' },
});

export type TickCounts = Readonly<Partial<Record<TickState, number>>>;

const order: readonly TickState[] = ['owned', 'working', 'to-decide', 'missing', 'not-known'];

/** `9 of 11, 1 on its way`. */
function inWords(counts: TickCounts): string {
  const total = order.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  const others = (['working', 'to-decide'] as const).filter((state) => counts[state]).map((state) => `, ${counts[state]} ${words[state]}`);
  return `${counts.owned ?? 0} of ${total}${others.join('')}`;
}

const counted = (ticks: readonly Tick[]): TickCounts =>
  Object.fromEntries(order.map((state) => [state, ticks.filter((tick) => tick.state === state).length]));

/** For artists and playlists, which have too many for a tick each. */
export function StackedBar({ counts }: { readonly counts: TickCounts }) {
  return (
    <Line>
      <Bar aria-hidden>
        {order.map((state) => (counts[state] ? <i key={state} data-tick={state} style={{ flexGrow: counts[state] }} /> : null))}
      </Bar>
      {inWords(counts)}
    </Line>
  );
}

/** One tick a track, in the album's order: full, half, dotted or hollow, never colour alone. */
export function TrackTicks({ ticks }: { readonly ticks: readonly Tick[] }) {
  const counts = counted(ticks);
  if (ticks.length > MOST) return <StackedBar counts={counts} />;
  return (
    <Line>
      <Ticks aria-hidden>
        {ticks.map(({ title, state }, at) => (
          <i key={`${at} ${title}`} data-tick={state} title={`${title}: ${words[state]}`} />
        ))}
      </Ticks>
      {inWords(counts)}
    </Line>
  );
}
