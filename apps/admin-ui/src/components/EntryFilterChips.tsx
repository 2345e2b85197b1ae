import { styled } from '@mui/material/styles';
import { useSearchParams } from 'react-router-dom';
import { shownStateOf } from './states.js';

export interface FilterChoice {
  /** As in the address; '' is all. */
  readonly value: string;
  readonly label: string;
  /** null: not known. */
  readonly count: number | null;
  /** Whose icon it bears. */
  readonly state?: string;
}

interface Props {
  readonly choices: readonly FilterChoice[];
  readonly chosen: string;
  readonly onChoose: (value: string) => void;
  readonly label?: string;
}

const Row = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 6,
  '& > button': {
    display: 'inline-flex',
    alignItems: 'center',
    gap: 7,
    flex: 'none',
    height: 32,
    padding: '0 12px',
    border: '1px solid var(--border-strong)',
    borderRadius: 'var(--r-pill)',
    background: 'none',
    font: 'inherit',
    fontSize: 'var(--fs-13)',
    fontWeight: 'var(--w-medium)',
    color: 'var(--text-2)',
    cursor: 'pointer',
    whiteSpace: 'nowrap',
  },
  '& > button:hover': { background: 'var(--hover)' },
  '& b': { fontWeight: 'var(--w-normal)', color: 'var(--muted)', fontVariantNumeric: 'tabular-nums' },
  '& svg': { width: 15, height: 15 },
  '& [data-tone=attention] svg': { color: 'var(--attention-mark)' },
  '& [data-tone=problem] svg': { color: 'var(--problem-mark)' },
  '& > button[aria-pressed=true]': {
    background: 'var(--ink)',
    borderColor: 'var(--ink)',
    color: 'var(--on-ink)',
    '& b, & svg': { color: 'inherit' },
  },
  '@media (max-width: 899.95px)': {
    flexWrap: 'nowrap',
    overflowX: 'auto',
    scrollbarWidth: 'none',
    marginInline: 'calc(var(--gutter) * -1)',
    padding: '4px var(--gutter)',
    '& > button': { height: 44 },
  },
});

/** What a list may be narrowed to, each with how many there are; one at a time. What has none is not offered. */
export function EntryFilterChips({ choices, chosen, onChoose, label = 'Show only' }: Props) {
  const offered = choices.filter(({ value, count }) => value === '' || value === chosen || count !== 0);
  return (
    <Row role="group" aria-label={label}>
      {offered.map(({ value, label: word, count, state }) => {
        const shown = state === undefined ? null : shownStateOf(state);
        return (
          <button
            key={value}
            type="button"
            aria-pressed={value === chosen}
            data-tone={shown?.tone}
            onClick={() => onChoose(value === chosen ? '' : value)}
          >
            {shown ? <shown.Icon aria-hidden /> : null}
            {word} {count === null ? null : <b>{count.toLocaleString('en').replaceAll(',', '\u2009')}</b>}
          </button>
        );
      })}
    </Row>
  );
}

/** A choice that is kept in the address, so that a link leads to it and "back" undoes it. */
export function useUrlChoice(name: string): readonly [chosen: string, choose: (value: string) => void] {
  const [params, setParams] = useSearchParams();
  const choose = (value: string) =>
    setParams((before) => {
      const next = new URLSearchParams(before);
      if (value === '') next.delete(name);
      else next.set(name, value);
      return next;
    });
  return [params.get(name) ?? '', choose];
}
