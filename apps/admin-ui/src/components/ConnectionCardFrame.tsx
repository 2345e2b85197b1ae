import ExpandIcon from '@mui/icons-material/ExpandMore';
import { Button, IconButton } from '@mui/material';
import { styled } from '@mui/material/styles';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { StateChip } from './StateChip.js';

interface Props {
  readonly name: string;
  /** One line: version, address, account. */
  readonly facts: ReactNode;
  readonly state: string;
  /** Other words than the state's own: `1 of 6 steps fails`. */
  readonly stateWord?: string;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  /** Without it there is nothing to test, or nobody who may. */
  readonly onTest?: () => void;
  readonly isTesting?: boolean;
  /** The form; below 900 px above the test. */
  readonly form: ReactNode;
  readonly test: ReactNode;
}

const Card = styled('section')({
  border: '1px solid var(--border)',
  borderRadius: 'var(--r-panel)',
  background: 'var(--surface)',
  marginBottom: 12,
  '& > header': {
    display: 'grid',
    gridTemplateColumns: '40px minmax(0, 1fr) auto auto auto',
    alignItems: 'center',
    columnGap: 14,
    padding: '12px 12px 12px 16px',
  },
  '& > header > i': {
    display: 'grid',
    placeItems: 'center',
    width: 40,
    height: 40,
    borderRadius: 'var(--r-control)',
    background: 'var(--idle-tint)',
    fontStyle: 'normal',
    fontWeight: 'var(--w-strong)',
    color: 'var(--text-2)',
  },
  '& h2': { margin: 0, fontSize: 'var(--fs-14)', lineHeight: 1.35, fontWeight: 'var(--w-strong)' },
  '& > header p': {
    margin: 0,
    fontSize: 'var(--fs-13)',
    color: 'var(--muted)',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '& > div': {
    borderTop: '1px solid var(--border)',
    padding: '18px 20px',
    display: 'grid',
    gap: '24px 40px',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
  },
  '& [data-expander] svg': { transform: 'none' },
  '& [data-expander][aria-expanded=true] svg': { transform: 'rotate(180deg)' },
  '@media (max-width: 899.95px)': {
    '& > div': { gridTemplateColumns: 'minmax(0, 1fr)', padding: 16 },
    '& > header': { gridTemplateColumns: '40px minmax(0, 1fr) auto', rowGap: 4 },
    '& > header > [data-chip]': { gridColumn: 2, gridRow: 2 },
    '& > header > [data-test]': { gridColumn: '2', gridRow: 3, justifySelf: 'start' },
    '& > header > [data-expander]': { gridColumn: 3, gridRow: 1 },
  },
});

/** One external system: how it stands, and, opened, its settings beside its test. */
export function ConnectionCardFrame({ name, facts, state, stateWord, isOpen, onToggle, onTest, isTesting = false, form, test }: Props) {
  const body = useId();
  return (
    <Card aria-label={name}>
      <header>
        <i aria-hidden>{name.slice(0, /^[A-Z]/.test(name) ? 1 : 2)}</i>
        <div>
          <h2>{name}</h2>
          <p>{facts}</p>
        </div>
        <span data-chip>
          <StateChip state={state} figure={stateWord} />
        </span>
        {onTest ? (
          <Button data-test size="small" variant="outlined" aria-label={`Test ${name}`} aria-busy={isTesting} onClick={onTest}>
            Test
          </Button>
        ) : (
          <span />
        )}
        <IconButton
          data-expander
          aria-label={isOpen ? `Close ${name}` : `Open ${name}`}
          aria-expanded={isOpen}
          aria-controls={isOpen ? body : undefined}
          onClick={onToggle}
        >
          <ExpandIcon />
        </IconButton>
      </header>
      {isOpen ? (
        <div id={body}>
          <div>{form}</div>
          <div>{test}</div>
        </div>
      ) : null}
    </Card>
  );
}
