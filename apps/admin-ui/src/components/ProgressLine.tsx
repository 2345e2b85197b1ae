import { styled } from '@mui/material/styles';

interface Props {
  /** What is progressing, for whoever does not see: `Fetching Harbour Glass`. */
  readonly name: string;
  /** 0 to 1; null: not known. */
  readonly share: number | null;
  /** What, at the left: `15.4 of 24.1 MB`. */
  readonly what?: string;
  /** How fast and how long, at the right. */
  readonly pace?: string;
  /** In somebody's queue: a dotted line. */
  readonly isWaiting?: boolean;
  /** Nothing comes any more. */
  readonly isStalled?: boolean;
}

const Block = styled('span')({
  display: 'flex',
  flexDirection: 'column',
  gap: 5,
  minWidth: 0,
  '& > [role=progressbar]': { display: 'block', height: 4, borderRadius: 2, overflow: 'hidden', background: 'var(--border)' },
  '& > [role=progressbar] > i': {
    display: 'block',
    height: '100%',
    transformOrigin: '0 0',
    background: 'var(--working-mark)',
  },
  '&[data-stalled] > [role=progressbar] > i': { background: 'var(--attention-mark)' },
  '&[data-waiting] > [role=progressbar] > i': {
    background: 'repeating-linear-gradient(90deg, var(--idle-mark) 0 3px, transparent 3px 7px)',
  },
  '& > span + span': {
    display: 'flex',
    justifyContent: 'space-between',
    gap: 12,
    fontSize: 'var(--fs-12)',
    color: 'var(--muted)',
    fontVariantNumeric: 'tabular-nums',
  },
  '& b': { fontWeight: 'var(--w-medium)', color: 'var(--text-2)', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '&[data-stalled] b': { color: 'var(--attention-text)' },
});

/** A bar and a caption; it changes without moving by itself. */
export function ProgressLine({ name, share, what, pace, isWaiting = false, isStalled = false }: Props) {
  const known = share === null ? null : Math.min(1, Math.max(0, share));
  return (
    <Block data-waiting={isWaiting || undefined} data-stalled={isStalled || undefined}>
      <span
        role="progressbar"
        aria-label={name}
        {...(known === null || isWaiting ? {} : { 'aria-valuenow': Math.floor(known * 100), 'aria-valuemin': 0, 'aria-valuemax': 100 })}
        {...(what === undefined ? {} : { 'aria-valuetext': what })}
      >
        <i style={{ transform: `scaleX(${isWaiting ? 1 : (known ?? 0)})` }} />
      </span>
      {what === undefined && pace === undefined ? null : (
        <span>
          <b>{what}</b>
          <span>{pace}</span>
        </span>
      )}
    </Block>
  );
}
