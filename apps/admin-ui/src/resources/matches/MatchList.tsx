import { Box, Typography } from '@mui/material';
import { DataTable, FunctionField, List, SelectInput } from 'react-admin';
import type { RaRecord } from 'react-admin';
import type { MatchCandidate } from '@soulsync/contracts';
import { reasonInWords } from '@soulsync/contracts/words';
import { CommandButton } from '../../layout/CommandButton.js';
import { Nothing } from '../../layout/Nothing.js';
import { StateChip } from '../../layout/StateChip.js';

interface MatchRecord extends RaRecord {
  readonly title: string;
  readonly artists: readonly string[];
  readonly durationMs: number | null;
  readonly state: string;
  readonly candidates: readonly MatchCandidate[];
}

const length = (ms: number | null) =>
  ms === null ? '?' : `${Math.floor(ms / 60_000)}:${String(Math.round((ms % 60_000) / 1000)).padStart(2, '0')}`;
const share = (value: number) => `${Math.round(value * 100)} %`;

/** A candidate with what was compared, and the two answers a person can give. */
function Candidate({ match, candidate }: { readonly match: MatchRecord; readonly candidate: MatchCandidate }) {
  const { features } = candidate;
  return (
    <Box sx={{ py: 0.5 }}>
      <Typography variant="body2">
        {candidate.artist} – {candidate.title} ({candidate.album ?? 'no album'}, {length(candidate.durationMs)}):{' '}
        {share(candidate.confidence)}
      </Typography>
      <Typography variant="caption" component="p">
        title {share(features.title)}, artist {share(features.artist)}, length{' '}
        {features.durationDeltaMs === null ? 'unknown' : `${(features.durationDeltaMs / 1000).toFixed(1)} s apart`},{' '}
        {features.versionEqual ? 'same version' : 'another version'}
        {candidate.vetoes.length > 0 ? `; ${candidate.vetoes.map((veto) => reasonInWords('veto', veto)).join(', ')}` : ''}
      </Typography>
      {match.state === 'review' ? (
        <>
          <CommandButton
            label="Confirm"
            path={`matches/${match.id}/confirm`}
            body={{ libraryTrackId: candidate.libraryTrackId }}
            done={`Confirmed: ${match.title}`}
          />
          <CommandButton
            label="Reject"
            path={`matches/${match.id}/reject`}
            body={{ libraryTrackIds: [candidate.libraryTrackId] }}
            done={`Rejected for ${match.title}`}
          />
        </>
      ) : null}
    </Box>
  );
}

const filters = [
  <SelectInput
    key="state"
    source="state"
    alwaysOn
    emptyText="All"
    choices={[
      { id: 'review', name: 'Needs review' },
      { id: 'matched', name: 'Matched' },
      { id: 'missing', name: 'Missing' },
    ]}
  />,
];

export function MatchList() {
  return (
    <List
      exporter={false}
      filters={filters}
      filterDefaultValues={{ state: 'review' }}
      sort={{ field: 'title', order: 'ASC' }}
      perPage={25}
      empty={<Nothing what="Doubtful matches appear here." how="Follow a playlist; what the engine is not sure of waits for your word." />}
    >
      <DataTable bulkActionButtons={false} rowClick={false}>
        <DataTable.Col source="title" label="Wanted">
          <FunctionField render={(match: MatchRecord) => `${match.artists.join(', ')} – ${match.title} (${length(match.durationMs)})`} />
        </DataTable.Col>
        <DataTable.Col source="state" label="State">
          <FunctionField render={(match: MatchRecord) => <StateChip state={match.state} />} />
        </DataTable.Col>
        <DataTable.Col source="rule" label="Why">
          <FunctionField render={(match: MatchRecord) => (match['rule'] ? reasonInWords('match', String(match['rule'])) : '')} />
        </DataTable.Col>
        <DataTable.Col label="Candidates">
          <FunctionField
            render={(match: MatchRecord) =>
              match.candidates.map((candidate) => <Candidate key={candidate.libraryTrackId} match={match} candidate={candidate} />)
            }
          />
        </DataTable.Col>
      </DataTable>
    </List>
  );
}
