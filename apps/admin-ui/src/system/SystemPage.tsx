import {
  Card,
  CardContent,
  LinearProgress,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { Title, useGetList } from 'react-admin';
import type { RaRecord } from 'react-admin';
import { CommandButton } from '../layout/CommandButton.js';
import { StateChip } from '../layout/StateChip.js';
import { LibraryCard } from './LibraryCard.js';
import { RootsCard } from './RootsCard.js';

interface ProjectionRecord extends RaRecord {
  readonly service: string;
  readonly name: string;
  readonly version: number;
  readonly position: string;
  readonly lag: number;
  readonly rows: number;
  readonly deadLetters: number;
  readonly state: string;
  readonly progress: number | null;
}

/** The read models: how far each has read, and a rebuild beside the live one. */
export function SystemPage() {
  const { data: projections = [], isPending } = useGetList<ProjectionRecord>('projections');
  return (
    <>
      <Title title="System" />
      <RootsCard />
      <LibraryCard />
      <Card sx={{ mt: 2 }}>
        <CardContent>
          <Typography variant="h6" component="h2">
            Read models
          </Typography>
          {isPending ? <LinearProgress aria-label="Loading the read models" /> : null}
          <TableContainer>
            <Table size="small">
              <TableHead>
                <TableRow>
                  {['Service', 'Read model', 'Version', 'Position', 'Behind', 'Rows', 'Parked events', 'State', 'Actions'].map((head) => (
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
                    <TableCell>{row.rows}</TableCell>
                    <TableCell>{row.deadLetters}</TableCell>
                    <TableCell>
                      <StateChip state={row.state} />
                    </TableCell>
                    <TableCell>
                      <CommandButton label="Rebuild" path={`projections/${row.id}/rebuild`} done={`${row.name} is rebuilt`} />
                    </TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </TableContainer>
        </CardContent>
      </Card>
    </>
  );
}
