import { styled } from '@mui/material/styles';
import { shownStateOf } from './states.js';

interface Props {
  /** A name of the closed list, or a code of a read model. */
  readonly state: string;
  /** A figure in the word's place: `38 %`, `3rd`. */
  readonly figure?: string | undefined;
  /** More after the word: `since today, 14:21`. */
  readonly more?: string;
  /** The last news is old: the tint goes, the word stays. */
  readonly isStale?: boolean;
}

const Chip = styled('span')({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 6,
  minHeight: 24,
  maxWidth: '100%',
  padding: '0 9px 0 7px',
  borderRadius: 6,
  border: '1px solid transparent', // seen with forced colours
  fontSize: 'var(--fs-13)',
  fontWeight: 'var(--w-medium)',
  whiteSpace: 'nowrap',
  verticalAlign: 'middle',
  '& > span': { overflow: 'hidden', textOverflow: 'ellipsis' },
  '& > svg': { width: 15, height: 15, flex: 'none' },
  '&[data-tone=good], &[data-tone=idle]': { paddingInline: 0, fontWeight: 'var(--w-normal)' },
  '&[data-tone=good]': { color: 'var(--text-2)', '& > svg': { color: 'var(--good-mark)' } },
  '&[data-tone=idle]': { color: 'var(--muted)', '& > svg': { color: 'var(--idle-mark)' } },
  '&[data-tone=working]': { background: 'var(--working-tint)', color: 'var(--working-text)' },
  '&[data-tone=attention]': { background: 'var(--attention-tint)', color: 'var(--attention-text)' },
  '&[data-tone=problem]': { background: 'var(--problem-tint)', color: 'var(--problem-text)' },
});

/** A state: its shape, its word, its tone. Never colour alone. */
export function StateChip({ state, figure, more, isStale = false }: Props) {
  const { tone, word, Icon } = shownStateOf(state);
  return (
    <Chip data-tone={isStale ? 'idle' : tone} data-state={state} {...(figure === undefined ? {} : { title: word })}>
      <Icon aria-hidden />
      <span>
        {figure === undefined ? null : <Hidden>{`${word} `}</Hidden>}
        {figure ?? word}
        {more === undefined ? null : ` ${more}`}
      </span>
    </Chip>
  );
}

/** Read to whoever does not see. */
export const Hidden = styled('span')({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' });
