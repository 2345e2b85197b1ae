import { Button } from '@mui/material';
import { styled } from '@mui/material/styles';

const Pages = styled('nav')({ display: 'flex', alignItems: 'center', gap: 12, padding: '16px 0 88px', color: 'var(--muted)' });

interface Props {
  /** From 1. */
  readonly page: number;
  readonly perPage: number;
  /** undefined: not known, then there is nothing to turn to. */
  readonly total: number | undefined;
  readonly onPage: (page: number) => void;
}

/** Turns the pages of a list that has more than one. */
export function Pager({ page, perPage, total, onPage }: Props) {
  if (total === undefined || total <= perPage) return null;
  const shown = (count: number) => count.toLocaleString('en');
  return (
    <Pages aria-label="Pages of the list">
      <Button disabled={page === 1} onClick={() => onPage(page - 1)}>
        Previous
      </Button>
      {`${shown((page - 1) * perPage + 1)}–${shown(Math.min(total, page * perPage))} of ${shown(total)}`}
      <Button disabled={page * perPage >= total} onClick={() => onPage(page + 1)}>
        Next
      </Button>
    </Pages>
  );
}
