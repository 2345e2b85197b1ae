import CloseIcon from '@mui/icons-material/Close';
import RetryIcon from '@mui/icons-material/Replay';
import { Button } from '@mui/material';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useGetList } from 'react-admin';
import { Link } from 'react-router-dom';
import type { AcquisitionRow } from '@soulsync/contracts';
import { reasonInWords } from '@soulsync/contracts/words';
import { EmptyState } from '../../components/EmptyState.js';
import { EntryFilterChips, useUrlChoice } from '../../components/EntryFilterChips.js';
import { ListParts } from '../../components/ListParts.js';
import { PageHead } from '../../components/PageHead.js';
import { Pager } from '../../components/Pager.js';
import { ProgressLine } from '../../components/ProgressLine.js';
import { RecordingRow } from '../../components/RecordingRow.js';
import { RecordingTable } from '../../components/RecordingTable.js';
import { transferProgress } from '../../components/transfer-progress.js';
import { liveStore } from '../../providers/live.js';
import { useSend } from '../../providers/use-console.js';
import { useCounts } from '../../providers/use-counts.js';
import { useMay } from '../../providers/use-may.js';
import { useCanFetch } from '../../recordings/use-can-fetch.js';
import { rowBehind } from '../../recordings/use-recording-actions.js';
import { countIn, mayCancel, mayRetry, stageOf, stages } from './stages.js';
import { capital } from '../../components/capital.js';

const PAGE = 50;

/** What is being fetched, what waits, and what became of it; in the order it was asked for, so that no row moves while it is looked at. */
export function AcquisitionList() {
  const [tab, chooseTab] = useUrlChoice('tab');
  const [page, turnTo] = useState(1);
  useEffect(() => turnTo(1), [tab]);
  const stage = stageOf(tab);
  const isOver = tab === 'done' || tab === 'cancelled';
  const list = useGetList<AcquisitionRow>('acquisitions', {
    filter: stage.states === null ? {} : { state: stage.states.join(',') },
    pagination: { page, perPage: PAGE },
    sort: isOver ? { field: 'updatedAt', order: 'DESC' } : { field: 'requestedAt', order: 'ASC' },
  });
  const counts = useCounts('acquisitions', 'state');
  const canFetch = useCanFetch();
  const active = countIn(stageOf('active'), counts) ?? 0;
  const waiting = countIn(stageOf('waiting'), counts) ?? 0;
  return (
    <>
      <PageHead title="Downloads">
        {!canFetch
          ? 'slskd is not set up, so nothing is fetched.'
          : active + waiting === 0
            ? 'Nothing is under way.'
            : `${active} ${active === 1 ? 'song is' : 'songs are'} being fetched, ${waiting} ${waiting === 1 ? 'waits' : 'wait'}.`}
      </PageHead>
      <EntryFilterChips
        choices={stages.map((one) => ({ value: one.value, label: one.label, count: countIn(one, counts) }))}
        chosen={stage.value}
        onChoose={chooseTab}
      />
      <ListParts
        list={list}
        what="the downloads"
        onClearFilter={stage.states === null ? null : () => chooseTab('')}
        empty={
          <EmptyState what="Downloads appear here." how="Songs of followed playlists that your library lacks are fetched by themselves.">
            {canFetch ? (
              <Button component={Link} to="/playlists">
                Open playlists
              </Button>
            ) : (
              <Button component={Link} to="/settings/connections">
                Set up slskd
              </Button>
            )}
          </EmptyState>
        }
      >
        <Downloads rows={list.data ?? []} canFetch={canFetch} />
      </ListParts>
      <Pager page={page} perPage={PAGE} total={list.error ? undefined : list.total} onPage={turnTo} />
    </>
  );
}

function Downloads({ rows, canFetch }: { readonly rows: readonly AcquisitionRow[]; readonly canFetch: boolean }) {
  const { transfers } = useSyncExternalStore(liveStore.subscribe, liveStore.snapshot);
  const mayEdit = useMay('editor');
  const { send } = useSend();
  const act = (row: AcquisitionRow, verb: 'cancel' | 'retry') => {
    const next = rowBehind(document.activeElement);
    return send((console) => console.command(`acquisitions/${row.id}/${verb}`), {
      done: verb === 'cancel' ? `Cancelled: ${row.title}` : `Wanted again: ${row.title}`,
      then: next,
    });
  };
  const choices = (row: AcquisitionRow) => {
    if (!mayEdit) return [];
    return [
      ...(mayCancel(row) ? [{ label: 'Cancel', Icon: CloseIcon, onChoose: () => void act(row, 'cancel') }] : []),
      ...(mayRetry(row)
        ? [{ label: row.state === 'cancelled' ? 'Want again' : 'Search now', Icon: RetryIcon, onChoose: () => void act(row, 'retry') }]
        : []),
    ];
  };
  return (
    <RecordingTable label="Downloads" columns={['state', 'match']} heads={{ match: 'Progress' }}>
      {rows.map((row) => {
        const heard = row.state === 'transferring' ? transfers.get(row.id) : undefined;
        const progress = heard ? transferProgress(heard) : null;
        const percent = progress?.share ? `${Math.floor(progress.share * 100)} %` : undefined;
        const isHeld = !canFetch && (row.state === 'requested' || row.state === 'searching');
        const [action] = choices(row);
        return (
          <RecordingRow
            key={row.id}
            title={row.title}
            artist={row.artists.join(', ')}
            to={row.recordingId === null ? null : `/recordings/${row.recordingId}`}
            cover={{ seed: `${row.artists.join(', ')} ${row.album ?? row.title}` }}
            state={isHeld ? 'wanted' : progress?.isStalled ? 'stalled' : row.state}
            {...(percent === undefined || progress?.isStalled ? {} : { figure: percent })}
            match={{
              first: progress ? (
                <ProgressLine name={`Transfer of ${row.title}`} {...progress} />
              ) : (
                capital(reasonInWords('acquisition', row.reason))
              ),
              second: row.offer?.label ?? '',
              ...(row.offer ? { full: row.offer.label } : {}),
            }}
            action={action ?? null}
            more={choices(row)}
          />
        );
      })}
    </RecordingTable>
  );
}
