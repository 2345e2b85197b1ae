import AltRouteIcon from '@mui/icons-material/Rule';
import BlockIcon from '@mui/icons-material/Block';
import CheckIcon from '@mui/icons-material/Check';
import DownloadIcon from '@mui/icons-material/FileDownloadOutlined';
import SearchIcon from '@mui/icons-material/Search';
import { InputAdornment, TextField } from '@mui/material';
import { styled } from '@mui/material/styles';
import type { EntryState, PlaylistEntryRow, PlaylistRow } from '@soulsync/contracts';
import { useState } from 'react';
import type { Dispatch, SetStateAction } from 'react';
import { useGetList } from 'react-admin';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { BulkBar } from '../../components/BulkBar.js';
import { EmptyState } from '../../components/EmptyState.js';
import { EntryFilterChips } from '../../components/EntryFilterChips.js';
import { ErrorBlock } from '../../components/ErrorBlock.js';
import type { MenuChoice } from '../../components/MoreMenu.js';
import { Pager } from '../../components/Pager.js';
import { NoResult } from '../../components/NoResult.js';
import { RecordingRow } from '../../components/RecordingRow.js';
import { RecordingTable } from '../../components/RecordingTable.js';
import { RowsSkeleton } from '../../components/Skeletons.js';
import { useConsole } from '../../providers/use-console.js';
import { useMay } from '../../providers/use-may.js';
import { ChooseTrackDialog } from '../../recordings/ChooseTrackDialog.js';
import { chipOf, coverOf, matchOf, storyOf } from '../../recordings/entry-view.js';
import { recordingChoices } from '../../recordings/recording-choices.js';
import { useCanFetch } from '../../recordings/use-can-fetch.js';
import { rowBehind, useRecordingActions } from '../../recordings/use-recording-actions.js';
import type { Acted } from '../../recordings/use-recording-actions.js';
import { inLibrary } from './playlist-sentences.js';

const PAGE = 100;

const Bar = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  justifyContent: 'space-between',
  gap: 12,
  margin: '0 0 8px',
  '& > :first-of-type': { minWidth: 0, flex: '1 1 auto' },
});

const actedOf = (entry: PlaylistEntryRow): Acted => ({ id: entry.wantedRecordingId ?? '', title: entry.title });
const isRecording = (entry: PlaylistEntryRow) => entry.wantedRecordingId !== null;

/** Each state with how many entries are in it; states that look alike are one. */
function choicesOf(playlist: PlaylistRow) {
  const { started } = playlist;
  return [
    { value: '', label: 'All', count: playlist.entryCount },
    { value: 'owned,filed', label: 'In library', count: inLibrary(playlist), state: 'in-library' },
    { value: 'review', label: 'To decide', count: playlist.review, state: 'to-decide' },
    { value: 'acquiring', label: 'On the way', count: playlist.acquiring, state: 'transferring' },
    { value: 'missing', label: started ? 'Wanted' : 'Would be fetched', count: playlist.missing, state: 'wanted' },
    { value: 'wished', label: 'Nothing offered yet', count: playlist.wished, state: 'nothing-offered' },
    { value: 'ignored', label: 'Ignored', count: playlist.ignored, state: 'ignored' },
    { value: 'pending', label: 'Not compared yet', count: playlist.pending, state: 'pending' },
    { value: 'not-a-recording', label: 'Not songs', count: playlist.notRecordings, state: 'not-a-recording' },
  ];
}

/** State, words and page stand in the address. */
function useEntryFilter() {
  const [params, setParams] = useSearchParams();
  const change = (changes: Readonly<Record<string, string>>) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries({ page: '', ...changes }))
          if (value === '') next.delete(name);
          else next.set(name, value);
        return next;
      },
      { replace: 'q' in changes },
    );
  return { state: params.get('state') ?? '', q: params.get('q') ?? '', page: Math.max(1, Number(params.get('page') ?? 1) || 1), change };
}

/** All entries of a playlist, a hundred at a time, with what each was matched with and what can be done about it. */
export function PlaylistEntries({ playlist }: { readonly playlist: PlaylistRow }) {
  const { state, q, page, change } = useEntryFilter();
  const { data, total, isPending, error, refetch } = useGetList<PlaylistEntryRow>('playlist-entries', {
    filter: { playlistId: playlist.id, ...(state === '' ? {} : { state }), ...(q === '' ? {} : { q }) },
    pagination: { page, perPage: PAGE },
    sort: { field: 'position', order: 'ASC' },
  });
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  const rows = data ?? [];
  const chosen = rows.filter(({ id }) => selected.has(String(id)));
  const isFiltered = state !== '' || q !== '';
  return (
    <>
      <Bar>
        <EntryFilterChips choices={choicesOf(playlist)} chosen={state} onChoose={(value) => change({ state: value })} />
        <TextField
          size="small"
          placeholder="Find in playlist"
          value={q}
          onChange={(event) => change({ q: event.target.value })}
          slotProps={{
            htmlInput: { 'aria-label': 'Find in playlist', type: 'search' },
            input: {
              startAdornment: (
                <InputAdornment position="start">
                  <SearchIcon fontSize="small" />
                </InputAdornment>
              ),
            },
          }}
        />
      </Bar>
      {error ? <ErrorBlock what="Can't load the entries right now." error={error} onRetry={refetch} /> : null}
      {isPending && !error ? <RowsSkeleton what="the entries" /> : null}
      {data && !error && rows.length === 0 ? (
        isFiltered ? (
          <NoResult what="No song matches." onClear={() => change({ state: '', q: '' })} />
        ) : (
          <EmptyState
            what={
              playlist.importRows !== null || playlist.entryCount > 0
                ? 'The entries appear in a moment.'
                : 'This playlist has no entries yet.'
            }
            how="They are taken over when the playlist is refreshed."
          />
        )
      ) : null}
      {rows.length > 0 ? <Entries playlist={playlist} rows={rows} selected={selected} select={select} /> : null}
      <Pager page={page} perPage={PAGE} total={total} onPage={(to) => change({ page: to === 1 ? '' : String(to) })} />
      <EntryBulk chosen={chosen} onClear={() => select(new Set())} />
    </>
  );
}

interface EntriesProps {
  readonly playlist: PlaylistRow;
  readonly rows: readonly PlaylistEntryRow[];
  readonly selected: ReadonlySet<string>;
  readonly select: Dispatch<SetStateAction<ReadonlySet<string>>>;
}

function Entries({ playlist, rows, selected, select }: EntriesProps) {
  const context = { isStarted: playlist.started, canFetch: useCanFetch() };
  const mayEdit = useMay('editor');
  const { addressOf } = useConsole();
  const { act } = useRecordingActions();
  const navigate = useNavigate();
  const [searching, search] = useState<PlaylistEntryRow | null>(null);
  const selectable = rows.filter(isRecording);
  const isAll = selectable.length > 0 && selectable.every(({ id }) => selected.has(String(id)));

  function choices(entry: PlaylistEntryRow): readonly MenuChoice[] {
    if (!mayEdit || entry.wantedRecordingId === null) return [];
    const row = actedOf(entry);
    return recordingChoices(entry, {
      act: (verb) => void act(verb, [row], rowBehind(document.activeElement)),
      search: () => search(entry),
    });
  }

  /** The state's next step, where it is one click. */
  function nextStep(entry: PlaylistEntryRow) {
    const row = actedOf(entry);
    if (!mayEdit || entry.wantedRecordingId === null) return null;
    const step = (verb: 'want' | 'search') => () => void act(verb, [row], rowBehind(document.activeElement));
    const steps: Readonly<Partial<Record<EntryState, NonNullable<Parameters<typeof RecordingRow>[0]['action']>>>> = {
      review: { label: 'Decide', Icon: AltRouteIcon, onChoose: () => void navigate(`/matches?recording=${entry.wantedRecordingId ?? ''}`) },
      missing: { label: 'Want', Icon: DownloadIcon, onChoose: step('want') },
      wished: { label: 'Search now', Icon: SearchIcon, onChoose: step('search') },
    };
    return steps[entry.state] ?? null;
  }

  return (
    <>
      <RecordingTable
        label={`Songs of ${playlist.name}`}
        columns={['select', 'position', 'state', 'confidence', 'match', 'length']}
        selection={{
          isAll,
          isSome: selected.size > 0,
          onAll: (all) => select(new Set(all ? selectable.map(({ id }) => String(id)) : [])),
        }}
      >
        {rows.map((entry) => {
          const cover = coverOf(entry.matched, 64);
          return (
            <RecordingRow
              key={entry.id}
              title={entry.title}
              artist={entry.artists.join(', ')}
              to={storyOf(entry)}
              cover={{ src: cover === null ? null : addressOf(cover), seed: `${entry.artists[0] ?? ''} ${entry.album ?? entry.title}` }}
              position={entry.position}
              state={chipOf(entry, context)}
              confidence={entry.confidence}
              match={matchOf(entry)}
              lengthMs={entry.durationMs}
              action={nextStep(entry)}
              more={choices(entry)}
              isSelected={selected.has(String(entry.id))}
              onSelect={(on) => select((before) => new Set(on ? [...before, entry.id] : [...before].filter((id) => id !== entry.id)))}
            />
          );
        })}
      </RecordingTable>
      {searching ? (
        <ChooseTrackDialog recording={{ ...actedOf(searching), artist: searching.artists[0] ?? '' }} onClose={() => search(null)} />
      ) : null}
    </>
  );
}

/** What is done with several at once; each takes what fits how it stands. */
function EntryBulk({ chosen, onClear }: { readonly chosen: readonly PlaylistEntryRow[]; readonly onClear: () => void }) {
  const { act } = useRecordingActions();
  const mayEdit = useMay('editor');
  const of = (...states: readonly EntryState[]) =>
    chosen.filter((entry) => isRecording(entry) && states.includes(entry.state)).map(actedOf);
  const [missing, wished, ignored, review] = [of('missing'), of('wished'), of('ignored'), of('review')];
  const ignorable = of('missing', 'wished', 'review', 'acquiring', 'pending');
  async function want(): Promise<void> {
    if (missing.length > 0) await act('want', missing);
    if (wished.length > 0) await act('search', wished);
    onClear();
  }
  const verb = (label: string, Icon: NonNullable<MenuChoice['Icon']>, rows: readonly Acted[], run: () => Promise<void>): MenuChoice[] =>
    rows.length > 0 ? [{ label: `${label} ${rows.length}`, Icon, onChoose: () => void run() }] : [];
  const verbs = mayEdit
    ? [
        ...verb('Want', DownloadIcon, [...missing, ...wished], want),
        ...verb('Ignore', BlockIcon, ignorable, () => act('ignore', ignorable, onClear)),
        ...verb('Confirm the best of', CheckIcon, review, () => act('confirm', review, onClear)),
        ...verb('Stop ignoring', CheckIcon, ignored, () => act('unignore', ignored, onClear)),
        ...verb('None of these for', BlockIcon, review, () => act('reject', review, onClear)),
      ]
    : [];
  return <BulkBar count={chosen.length} verbs={verbs} onClear={onClear} />;
}
