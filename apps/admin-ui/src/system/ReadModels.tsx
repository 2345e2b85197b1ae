import { Button, Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import type { ProjectionStatusRow } from '@soulsync/contracts';
import { CommandButton } from '../layout/CommandButton.js';
import { StateChip } from '../layout/StateChip.js';
import { ReadState } from '../layout/Trouble.js';

const LOOK_MS = 2_000;

/** How far each has read, and a rebuild beside the live one. */
export function ReadModels() {
  const [isExact, setExact] = useState(false);
  const read = useGetList<ProjectionStatusRow>(
    'projections',
    { filter: isExact ? { exact: true } : {} },
    // Its end is told once, and perhaps a moment before it can be read: what is being built is looked at until it is done.
    { refetchInterval: ({ state }) => (state.data?.data.some((row) => row.state === 'rebuilding') ? LOOK_MS : false) },
  );
  const { data: projections = [] } = read;
  return (
    <section aria-label="Read models">
      <Button size="small" onClick={() => setExact(!isExact)}>
        {isExact ? 'Estimate rows' : 'Count rows'}
      </Button>
      <ReadState of={read} what="the read models" />
      <TableContainer>
        <Table size="small">
          <TableHead>
            <TableRow>
              {[
                'Service',
                'Read model',
                'Version',
                'Position',
                'Behind',
                isExact ? 'Rows' : 'Rows (about)',
                'Failed events',
                'State',
                'Actions',
              ].map((head) => (
                <TableCell key={head}>{head}</TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {projections.map((row) => (
              <TableRow key={row.id}>
                <TableCell>{row.service}</TableCell>
                <TableCell>{row.name}</TableCell>
                <TableCell>{row.version}</TableCell>
                <TableCell>{row.position}</TableCell>
                <TableCell>{row.lag}</TableCell>
                <TableCell>{row.rows.toLocaleString('en')}</TableCell>
                <TableCell>{row.deadLetters}</TableCell>
                <TableCell>
                  <StateChip state={row.state} />
                </TableCell>
                <TableCell>
                  <CommandButton
                    label="Rebuild"
                    path={`projections/${row.id}/rebuild`}
                    done={`Rebuild of ${row.name} started`}
                    role="admin"
                  />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </section>
  );
}
