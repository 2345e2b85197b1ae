import { Tooltip } from '@mui/material';
import { styled } from '@mui/material/styles';

interface Figure {
  /** `Title`, `Length`. */
  readonly name: string;
  /** 0 to 1. */
  readonly share: number;
}

interface Props {
  /** 0 to 1; null: nothing was compared. */
  readonly confidence: number | null;
  /** What it is made of; shown on hover, focus and tap. */
  readonly figures?: readonly Figure[];
  /** Without the word, where there is no room. */
  readonly isShort?: boolean;
}

export type ConfidenceWord = 'certain' | 'likely' | 'doubtful' | 'unlikely';

export function confidenceInWords(confidence: number): ConfidenceWord {
  if (confidence >= 0.95) return 'certain';
  if (confidence >= 0.8) return 'likely';
  return confidence >= 0.5 ? 'doubtful' : 'unlikely';
}

/** Only what is all there is 100 %. */
export const percent = (share: number) => (share < 1 ? Math.min(99, Math.round(share * 100)) : 100);

const Line = styled('span')({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 8,
  fontSize: 'var(--fs-13)',
  color: 'var(--text-2)',
  fontVariantNumeric: 'tabular-nums',
  whiteSpace: 'nowrap',
  '& > i': { width: 36, height: 4, borderRadius: 2, overflow: 'hidden', background: 'var(--border)' },
  '& > i > i': { display: 'block', height: '100%', background: 'var(--text-2)' },
  '&[data-doubt] > i > i': { background: 'var(--attention-mark)' },
  '& > em': { fontStyle: 'normal', color: 'var(--muted)' },
  '&[role=button]': { cursor: 'help' },
});

/** How sure the engine is, as a bar, a figure and a word. */
export function ConfidenceBar({ confidence, figures = [], isShort = false }: Props) {
  if (confidence === null) return <Line aria-label="not compared">–</Line>;
  const word = confidenceInWords(confidence);
  const line = (
    <Line data-doubt={confidence < 0.8 || undefined} {...(figures.length > 0 ? { role: 'button', tabIndex: 0 } : {})}>
      <i aria-hidden>
        <i style={{ width: `${confidence * 100}%` }} />
      </i>
      {percent(confidence)} % {isShort ? null : <em>{word}</em>}
    </Line>
  );
  if (figures.length === 0) return line;
  const made = figures.map(({ name, share }) => <div key={name}>{`${name} ${percent(share)} %`}</div>);
  return (
    <Tooltip title={made} describeChild enterTouchDelay={0}>
      {line}
    </Tooltip>
  );
}
