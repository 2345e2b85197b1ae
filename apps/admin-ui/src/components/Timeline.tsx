import CauseIcon from '@mui/icons-material/SubdirectoryArrowRight';
import DotIcon from '@mui/icons-material/FiberManualRecord';
import type { SvgIconComponent } from '@mui/icons-material';
import { Button } from '@mui/material';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import type { Tone } from './states.js';
import { exactTime, timeOfDay } from './times.js';

export interface TimelineStep {
  readonly id: string;
  readonly at: string;
  readonly Icon?: SvgIconComponent;
  readonly tone?: Tone;
  /** What happened, as a sentence. */
  readonly text: ReactNode;
  /** One line more. */
  readonly detail?: ReactNode;
  /** Why: `because nothing you own matched`, and where that is told. */
  readonly cause?: { readonly text: string; readonly to?: string };
  /** Folded away until asked for. */
  readonly isTechnical?: boolean;
}

const List = styled('ol')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  '& > li': { position: 'relative', display: 'grid', gridTemplateColumns: '56px 28px minmax(0, 1fr)', columnGap: 12, paddingBottom: 20 },
  '& > li:not(:last-child)::before': {
    content: '""',
    position: 'absolute',
    left: 81,
    top: 30,
    bottom: 2,
    width: 1.5,
    background: 'var(--border)',
  },
  '& time': {
    paddingTop: 5,
    textAlign: 'right',
    fontSize: 'var(--fs-12)',
    color: 'var(--muted)',
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  },
  '& [data-tone]': {
    display: 'grid',
    placeItems: 'center',
    width: 28,
    height: 28,
    borderRadius: '50%',
    background: 'var(--idle-tint)',
    color: 'var(--text-2)',
    '& > svg': { width: 16, height: 16 },
  },
  '& [data-tone=good]': { background: 'var(--good-tint)', color: 'var(--good-text)' },
  '& [data-tone=working]': { background: 'var(--working-tint)', color: 'var(--working-text)' },
  '& [data-tone=attention]': { background: 'var(--attention-tint)', color: 'var(--attention-text)' },
  '& [data-tone=problem]': { background: 'var(--problem-tint)', color: 'var(--problem-text)' },
  '& > li > div': { minWidth: 0, paddingTop: 3, overflowWrap: 'anywhere' },
  '& p': { margin: 0, lineHeight: 1.45 },
  '& p + p': { marginTop: 2, fontSize: 'var(--fs-13)', color: 'var(--text-2)' },
  '& [data-cause]': { display: 'inline-flex', alignItems: 'center', gap: 5, marginTop: 4, fontSize: 'var(--fs-13)', color: 'var(--muted)' },
  '& [data-cause] svg': { width: 14, height: 14 },
  '& a[data-cause]': { textDecoration: 'underline', textDecorationColor: 'var(--border-strong)', textUnderlineOffset: 3 },
  '@media (max-width: 899.95px)': {
    '& > li': { gridTemplateColumns: '28px minmax(0, 1fr)' },
    '& > li:not(:last-child)::before': { left: 13.5 },
    '& time': { gridColumn: 2, gridRow: 1, padding: 0, textAlign: 'left' },
    '& [data-tone]': { gridColumn: 1, gridRow: '1 / 3' },
    '& > li > div': { gridColumn: 2, paddingTop: 0 },
  },
});

function Cause({ text, to }: { readonly text: string; readonly to?: string }) {
  const inside = (
    <>
      <CauseIcon aria-hidden />
      {text}
    </>
  );
  return to === undefined ? (
    <span data-cause>{inside}</span>
  ) : (
    <Link data-cause to={to}>
      {inside}
    </Link>
  );
}

/** What happened, oldest first, each with its cause. */
export function Timeline({ steps }: { readonly steps: readonly TimelineStep[] }) {
  const [showsAll, setShowsAll] = useState(false);
  const folded = steps.some(({ isTechnical }) => isTechnical);
  const shown = showsAll ? steps : steps.filter(({ isTechnical }) => !isTechnical);
  return (
    <>
      <List>
        {shown.map(({ id, at, Icon = DotIcon, tone = 'idle', text, detail, cause }) => (
          <li key={id}>
            <time dateTime={at} title={exactTime(at)}>
              {timeOfDay(at)}
            </time>
            <span data-tone={tone} aria-hidden>
              <Icon />
            </span>
            <div>
              <p>{text}</p>
              {detail ? <p>{detail}</p> : null}
              {cause ? <Cause {...cause} /> : null}
            </div>
          </li>
        ))}
      </List>
      {folded ? (
        <Button size="small" variant="text" aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? 'Hide technical steps' : `Show all ${steps.length} steps`}
        </Button>
      ) : null}
    </>
  );
}
