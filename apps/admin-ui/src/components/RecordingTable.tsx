import { Checkbox } from '@mui/material';
import { styled } from '@mui/material/styles';
import { createContext, useContext } from 'react';
import type { ReactNode } from 'react';
import { drawnWhenSeen } from './drawn-when-seen.js';
import { Hidden } from './StateChip.js';

export type RecordingColumn = 'select' | 'position' | 'state' | 'confidence' | 'match' | 'length';

const Columns = createContext<readonly RecordingColumn[]>(['state']);
/** Does this list have the column? */
export const useColumns = () => {
  const columns = useContext(Columns);
  return (column: RecordingColumn) => columns.includes(column);
};

const widths: Readonly<Record<RecordingColumn, string>> = {
  select: '36px',
  position: '36px',
  state: 'minmax(120px, 170px)',
  confidence: '136px',
  match: 'minmax(0, 1.1fr)',
  length: '52px',
};

/** In which columns leave as the page gets narrower; what a row says is in its page too. */
const without = (columns: readonly RecordingColumn[], ...left: RecordingColumn[]) => columns.filter((column) => !left.includes(column));

function template(columns: readonly RecordingColumn[]): string {
  const part = (...names: readonly RecordingColumn[]) => names.filter((name) => columns.includes(name)).map((name) => widths[name]);
  return [...part('select', 'position'), 'minmax(0, 1.3fr)', ...part('state', 'confidence', 'match', 'length'), 'minmax(40px, auto)'].join(
    ' ',
  );
}

const clip = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

const Table = styled('table')({
  display: 'block',
  width: '100%',
  borderCollapse: 'collapse',
  '& thead, & tbody': { display: 'block' },
  '& tr': {
    display: 'grid',
    gridTemplateColumns: 'var(--cols)',
    columnGap: 16,
    alignItems: 'center',
    borderBottom: '1px solid var(--border)',
  },
  '& th': {
    padding: 0,
    textAlign: 'left',
    fontSize: 'var(--fs-12)',
    fontWeight: 'var(--w-normal)',
    color: 'var(--muted)',
    lineHeight: '32px',
  },
  '& td': { padding: 0, minWidth: 0, fontSize: 'var(--fs-13)' },
  '& tbody tr': { minHeight: 'var(--row)', position: 'relative', ...drawnWhenSeen('var(--row)') },
  '& tbody tr:hover': { background: 'var(--hover)' },
  '& tbody tr[aria-selected=true]': { background: 'var(--select)' },
  '& [data-col=position], & [data-col=length]': { textAlign: 'right', color: 'var(--muted)', fontVariantNumeric: 'tabular-nums' },
  '& td[data-col=song]': {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    columnGap: 12,
    alignItems: 'center',
    fontSize: 'var(--fs-14)',
    '& b': { display: 'block', fontWeight: 'var(--w-medium)', lineHeight: 1.35, ...clip },
    '& b a': { color: 'inherit', textDecoration: 'none' },
    '& b a:hover': { textDecoration: 'underline' },
    '& span > span': { display: 'block', fontSize: 'var(--fs-13)', lineHeight: 1.35, color: 'var(--muted)', ...clip },
  },
  '& td[data-col=match] > span': { display: 'block', lineHeight: 1.35, ...clip },
  '& td[data-col=match] > span + span': { color: 'var(--muted)' },
  '& [data-col=acts]': { display: 'flex', justifyContent: 'flex-end' },
  '@media (max-width: 1199.95px)': {
    '& tr': { gridTemplateColumns: 'var(--cols-medium)' },
    '& [data-col=confidence] em, & [data-col=length], & [data-col=position]': { display: 'none' },
  },
  '@media (max-width: 899.95px)': {
    '& thead': { display: 'none' },
    '& tbody tr': {
      gridTemplateColumns: '36px minmax(0, 1fr) minmax(0, 34%) auto',
      minHeight: 'var(--row-touch)',
      containIntrinsicSize: 'auto var(--row-touch)',
      columnGap: 12,
      padding: '8px 0',
    },
    '& tbody tr:not(:has([data-col=select]))': { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 34%) auto' },
    '& [data-col=confidence]': { display: 'none' },
    '& td[data-col=state]': { justifySelf: 'start', maxWidth: '100%' },
    '& td[data-col=match]': { display: 'none' },
    '& button': { minWidth: 44, minHeight: 44 },
  },
  '@media (max-width: 599.95px)': {
    '& tbody tr, & tbody tr:not(:has([data-col=select]))': { gridTemplateColumns: 'minmax(0, 1fr) auto', rowGap: 2 },
    '& tbody tr:has([data-col=select])': { gridTemplateColumns: '36px minmax(0, 1fr) auto' },
    '& td[data-col=select]': { gridRow: '1 / 3' },
    '& td[data-col=state]': { gridRow: 2, gridColumn: '-3 / -2', paddingLeft: 52 },
    '& td[data-col=acts]': { gridRow: '1 / 3', gridColumn: '-2 / -1' },
    '& td[data-col=acts] > button:first-of-type:not(:last-of-type)': { display: 'none' }, // it is in the row's page too
  },
});

interface Props {
  /** `Songs of Night ferry`. */
  readonly label: string;
  readonly columns: readonly RecordingColumn[];
  /** `Matched with`. */
  readonly heads?: Readonly<Partial<Record<RecordingColumn | 'song', string>>>;
  /** All, some or none of the rows that are shown. */
  readonly selection?: { readonly isAll: boolean; readonly isSome: boolean; readonly onAll: (all: boolean) => void };
  /** `RecordingRow`s. */
  readonly children: ReactNode;
}

const names: Readonly<Record<RecordingColumn | 'song', string>> = {
  select: 'Select',
  position: '#',
  song: 'Song',
  state: 'State',
  confidence: 'Confidence',
  match: 'Matched with',
  length: 'Length',
};

/** A real table of songs; below 900 px its rows are list rows. */
export function RecordingTable({ label, columns, heads = {}, selection, children }: Props) {
  const order = (['select', 'position', 'song', 'state', 'confidence', 'match', 'length'] as const).filter(
    (column) => column === 'song' || columns.includes(column),
  );
  const style = {
    '--cols': template(columns),
    '--cols-medium': template(without(columns, 'position', 'length')),
  };
  return (
    <Columns value={columns}>
      <Table role="table" aria-label={label} style={style as object}>
        <thead role="rowgroup">
          <tr role="row">
            {order.map((column) => (
              <th key={column} role="columnheader" scope="col" data-col={column}>
                {column === 'select' && selection ? (
                  <Checkbox
                    size="small"
                    checked={selection.isAll}
                    indeterminate={selection.isSome && !selection.isAll}
                    slotProps={{ input: { 'aria-label': 'Select all rows' } }}
                    onChange={(_, all) => selection.onAll(all)}
                  />
                ) : (
                  (heads[column] ?? names[column])
                )}
              </th>
            ))}
            <th role="columnheader" scope="col" data-col="acts">
              <Hidden>Actions</Hidden>
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup" data-rows>
          {children}
        </tbody>
      </Table>
    </Columns>
  );
}
