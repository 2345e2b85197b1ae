import SearchIcon from '@mui/icons-material/Search';
import { InputAdornment, OutlinedInput } from '@mui/material';
import { useEffect, useState } from 'react';
import { useListContext } from 'react-admin';

const QUIET_MS = 300;

interface Props {
  /** The filter it sets. */
  readonly source: string;
  /** For react-admin, which shows only such filters by themselves. */
  readonly alwaysOn?: boolean;
}

/** Without what is searched for there. */
const pageNow = () => window.location.hash.split('?')[0];

/**
 * Searches a list while one types. Whoever opened a row meanwhile is not led back to the list, as by react-admin's own input: until the row's
 * page is loaded, the list is still there, hidden, and its timers run.
 */
export function ListSearch({ source }: Props) {
  const { filterValues, setFilters } = useListContext();
  const values = filterValues as Readonly<Record<string, unknown>>; // what the address says
  const inForce = typeof values[source] === 'string' ? values[source] : '';
  const [known, setKnown] = useState(inForce);
  const [text, setText] = useState(inForce);
  if (inForce !== known) {
    // Changed elsewhere: by "Show everything", or by going back.
    setKnown(inForce);
    setText(inForce);
  }
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === known) return;
    const page = pageNow();
    const timer = setTimeout(() => {
      if (pageNow() !== page) return;
      setKnown(wanted);
      setFilters({ ...values, [source]: wanted === '' ? undefined : wanted });
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  return (
    <OutlinedInput
      size="small"
      value={text}
      placeholder="Search"
      inputProps={{ 'aria-label': 'Search', type: 'search' }}
      onChange={(event) => setText(event.target.value)}
      endAdornment={
        <InputAdornment position="end">
          <SearchIcon aria-hidden />
        </InputAdornment>
      }
    />
  );
}
