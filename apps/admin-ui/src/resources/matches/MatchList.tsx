import { Box, Typography } from '@mui/material';
import type { MatchCandidate, MatchRow } from '@soulsync/contracts';
import { reasonInWords } from '@soulsync/contracts/words';
import { DataTable, FunctionField, SelectInput, useListContext } from 'react-admin';
import { CommandButton } from '../../layout/CommandButton.js';
import { Nothing } from '../../layout/Nothing.js';
import { ResourceList } from '../../layout/ResourceList.js';
import { StateChip } from '../../layout/StateChip.js';

const length = (ms: number | null) =>
  ms === null ? '?' : `${Math.floor(ms / 60_000)}:${String(Math.round((ms % 60_000) / 1000)).padStart(2, '0')}`;
const share = (value: number) => `${Math.round(value * 100)} %`;

/** A candidate with what was compared, and the two answers a person can give. */
function Candidate({ match, candidate }: { readonly match: MatchRow; readonly candidate: MatchCandidate }) {
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

/** "Needs review" is chosen from the start, so that an empty list is nearly always this one. */
function NoMatch() {
  const { filterValues } = useListContext();
  const { state } = filterValues as { state?: string }; // what the address says
  if (state === 'matched' || state === 'missing')
    return <Nothing what="No match fits these conditions." how="Choose another state above." />;
  return nothingYet;
}

const nothingYet = (
  <Nothing what="Doubtful matches appear here." how="Follow a playlist; what the engine is not sure of waits for your word." />
);

export function MatchList() {
  return (
    <ResourceList
      filters={filters}
      filterDefaultValues={{ state: 'review' }}
      sort={{ field: 'title', order: 'ASC' }}
      perPage={25}
      empty={nothingYet}
    >
      <DataTable bulkActionButtons={false} rowClick={false} empty={<NoMatch />}>
        <DataTable.Col source="title" label="Wanted">
          <FunctionField render={(match: MatchRow) => `${match.artists.join(', ')} – ${match.title} (${length(match.durationMs)})`} />
        </DataTable.Col>
        <DataTable.Col source="state" label="State">
          <FunctionField render={(match: MatchRow) => <StateChip state={match.state} />} />
        </DataTable.Col>
        <DataTable.Col source="rule" label="Why">
          <FunctionField render={(match: MatchRow) => (match['rule'] ? reasonInWords('match', String(match['rule'])) : '')} />
        </DataTable.Col>
        <DataTable.Col label="Candidates">
          <FunctionField
            render={(match: MatchRow) =>
              match.candidates.map((candidate) => <Candidate key={candidate.libraryTrackId} match={match} candidate={candidate} />)
            }
          />
        </DataTable.Col>
      </DataTable>
    </ResourceList>
  );
}
