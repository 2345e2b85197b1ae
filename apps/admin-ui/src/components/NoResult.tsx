import FilterIcon from '@mui/icons-material/FilterList';
import { Button } from '@mui/material';
import { Acts, Sheetlet } from './Sheetlet.js';

interface Props {
  /** `Nothing matches “moth” in To decide`. */
  readonly what: string;
  /** What there is otherwise: `12 songs match in other states.` */
  readonly otherwise?: string;
  readonly onClear: () => void;
  readonly clear?: string;
}

/** There is something, only not with this filter. */
export function NoResult({ what, otherwise, onClear, clear = 'Clear filter' }: Props) {
  return (
    <Sheetlet>
      <FilterIcon aria-hidden />
      <h2>{what}</h2>
      {otherwise === undefined ? null : <p>{otherwise}</p>}
      <Acts>
        <Button variant="outlined" onClick={onClear}>
          {clear}
        </Button>
      </Acts>
    </Sheetlet>
  );
}
