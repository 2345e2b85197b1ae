import { Checkbox, Table, TableBody, TableCell, TableHead, TablePagination, TableRow, Typography } from '@mui/material';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import type { MetadataEditItemRow, MetadataEditRow } from '@soulsync/contracts';
import { ReadState } from '../layout/Trouble.js';
import { Side } from './Difference.js';
import { outcomeInWords } from './edit-records.js';

/** Which changes are ticked: these alone, or all but these. */
export interface Ticks {
  readonly mode: 'only' | 'except';
  readonly ids: ReadonlySet<string>;
}

export const allTicked: Ticks = { mode: 'except', ids: new Set() };
export const tickedOf = ({ mode, ids }: Ticks, total: number): number => (mode === 'only' ? ids.size : total - ids.size);
const isTicked = ({ mode, ids }: Ticks, id: string) => (mode === 'only') === ids.has(id);

function toggled(ticks: Ticks, id: string): Ticks {
  const ids = new Set(ticks.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ...ticks, ids };
}

const ROWS = 25;
const sources: Readonly<Record<string, string>> = { spotify: 'Spotify', musicbrainz: 'MusicBrainz' };

interface Props {
  readonly edit: MetadataEditRow;
  readonly ticks: Ticks;
  readonly onTick: (ticks: Ticks) => void;
}

/** The difference, change by change. */
export function ChangeTable({ edit, ticks, onTick }: Props) {
  const [page, setPage] = useState(0);
  const read = useGetList<MetadataEditItemRow>('metadata-edit-items', {
    filter: { editId: edit.id },
    sort: { field: 'n', order: 'ASC' },
    pagination: { page: page + 1, perPage: ROWS },
  });
  const { data: items = [], total = 0 } = read;
  const choosing = edit.state === 'proposed';
  const isDone = !choosing && edit.state !== 'looking';
  const ticked = tickedOf(ticks, total);
  return (
    <>
      <ReadState of={read} what="the changes" />
      <Table size="small">
        <TableHead>
          <TableRow>
            {choosing ? (
              <TableCell padding="checkbox">
                <Checkbox
                  checked={ticked === total}
                  indeterminate={ticked > 0 && ticked < total}
                  onChange={() => onTick(ticked === total ? { mode: 'only', ids: new Set() } : allTicked)}
                  slotProps={{ input: { 'aria-label': 'All changes' } }}
                />
              </TableCell>
            ) : null}
            <TableCell>{edit.kind === 'artists' ? 'Artist' : 'Album'}</TableCell>
            <TableCell>What</TableCell>
            <TableCell>{isDone ? 'Before' : 'On the server'}</TableCell>
            <TableCell>New</TableCell>
            <TableCell>From</TableCell>
            {isDone ? <TableCell>Result</TableCell> : null}
          </TableRow>
        </TableHead>
        <TableBody>
          {items.map((item) => (
            <TableRow key={item.id} hover>
              {choosing ? (
                <TableCell padding="checkbox">
                  <Checkbox
                    checked={isTicked(ticks, item.id)}
                    onChange={() => onTick(toggled(ticks, item.id))}
                    slotProps={{ input: { 'aria-label': `${item.title}: ${item.field}` } }}
                  />
                </TableCell>
              ) : null}
              <TableCell>
                {item.title}
                {item.artist ? (
                  <Typography variant="body2" sx={{ color: 'text.secondary' }}>
                    {item.artist}
                  </Typography>
                ) : null}
              </TableCell>
              <TableCell>{item.field === 'genres' ? 'Genres' : item.kind === 'album' ? 'Cover' : 'Picture'}</TableCell>
              <TableCell>
                <Side item={item} which="before" />
              </TableCell>
              <TableCell>
                <Side item={item} which="after" />
              </TableCell>
              <TableCell sx={{ maxWidth: 220, overflowWrap: 'anywhere' }}>{sources[item.source] ?? `Your file ${item.source}`}</TableCell>
              {isDone ? <TableCell>{outcomeInWords(item)}</TableCell> : null}
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {total > ROWS ? (
        <TablePagination
          component="div"
          count={total}
          page={page}
          rowsPerPage={ROWS}
          rowsPerPageOptions={[ROWS]}
          onPageChange={(_, next) => setPage(next)}
        />
      ) : null}
    </>
  );
}
