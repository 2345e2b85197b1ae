import CheckIcon from '@mui/icons-material/Check';
import InfoIcon from '@mui/icons-material/InfoOutlined';
import ManageSearchIcon from '@mui/icons-material/ManageSearch';
import RuleIcon from '@mui/icons-material/Rule';
import UndoIcon from '@mui/icons-material/Undo';
import { Button } from '@mui/material';
import type { LibraryTrackRow, MatchRow } from '@soulsync/contracts';
import { actorInWords, reasonInWords } from '@soulsync/contracts/words';
import { useRef, useState } from 'react';
import { useGetList, useGetMany } from 'react-admin';
import { Link, useSearchParams } from 'react-router-dom';
import { CompareCard } from '../../components/CompareCard.js';
import { percent } from '../../components/ConfidenceBar.js';
import { Cover } from '../../components/Cover.js';
import { EmptyState } from '../../components/EmptyState.js';
import { ErrorBlock } from '../../components/ErrorBlock.js';
import { PageHead } from '../../components/PageHead.js';
import { RelativeTime } from '../../components/RelativeTime.js';
import { RowsSkeleton } from '../../components/Skeletons.js';
import { useKeys } from '../../keys/use-keys.js';
import { useConsole } from '../../providers/use-console.js';
import { useMay } from '../../providers/use-may.js';
import { ChooseTrackDialog } from '../../recordings/ChooseTrackDialog.js';
import { useRecordingActions } from '../../recordings/use-recording-actions.js';
import type { Acted } from '../../recordings/use-recording-actions.js';
import { comparedFields, comparedOf, wantedOf } from './compare.js';
import { ConfirmAllDialog } from './ConfirmAllDialog.js';
import { Columns, Done, Queue, Rule, Verdict } from './review-look.js';

const AT_ONCE = 200;
/** Above it "confirm all" offers them; the list is shown first. */
const SURE = 0.7;

const actedOf = ({ id, title }: MatchRow): Acted => ({ id: String(id), title });
/** The recording's own reason, short. */
const why = ({ rule }: MatchRow) => (rule === null ? '' : reasonInWords('match', rule));

/** What the engine leaves to a person: one after the other, side by side with what the library has. */
export function ReviewPage() {
  const { data, total, isPending, error, refetch } = useGetList<MatchRow>('matches', {
    filter: { state: 'review' },
    pagination: { page: 1, perPage: AT_ONCE },
    sort: { field: 'confidence', order: 'DESC' },
  });
  const matches = data ?? [];
  return (
    <>
      {error ? (
        <>
          <PageHead title="Review" />
          <ErrorBlock what="Can't load what is to be decided right now." error={error} onRetry={refetch} />
        </>
      ) : null}
      {isPending && !error ? (
        <>
          <PageHead title="Review" />
          <RowsSkeleton what="what is to be decided" />
        </>
      ) : null}
      {data && !error ? <Reviewing matches={matches} total={total ?? matches.length} /> : null}
    </>
  );
}

/** Which one is looked at stands in the address; another one comes when it is decided. */
function useCurrent(matches: readonly MatchRow[]) {
  const [params, setParams] = useSearchParams();
  const asked = params.get('recording');
  const place = Math.max(
    0,
    matches.findIndex(({ id }) => id === asked),
  );
  const go = (to: number) => {
    const next = matches[Math.min(Math.max(to, 0), matches.length - 1)];
    if (next) setParams({ recording: String(next.id) }, { replace: true });
  };
  return { current: matches[place], place, go };
}

function Reviewing({ matches, total }: { readonly matches: readonly MatchRow[]; readonly total: number }) {
  const { current, place, go } = useCurrent(matches);
  const [last, setLast] = useState<{ readonly acted: Acted; readonly said: string } | null>(null);
  const [isAll, openAll] = useState(false);
  const { act } = useRecordingActions();
  const sure = matches.filter(({ confidence }) => (confidence ?? 0) >= SURE);
  const mayEdit = useMay('editor');
  const undo = () => {
    if (last) void act('undo', [last.acted], () => setLast(null));
  };
  const decided = (match: MatchRow, said: string) => {
    setLast({ acted: actedOf(match), said });
    go(place + 1 < matches.length ? place + 1 : place - 1);
  };
  const foot = last ? (
    <Done role="status">
      <CheckIcon fontSize="small" aria-hidden />
      <span>{`${last.acted.title}: ${last.said}`}</span>
      <Button size="small" startIcon={<UndoIcon />} onClick={undo}>
        Undo
      </Button>
    </Done>
  ) : null;
  if (!current)
    return (
      <>
        <PageHead title="Review" />
        <EmptyState Icon={RuleIcon} what="Nothing to decide." how="What SoulSync is not sure of waits here for your word.">
          <Button component={Link} to="/playlists" variant="outlined">
            Playlists
          </Button>
        </EmptyState>
        {foot}
      </>
    );
  return (
    <Columns>
      <Queue aria-label="To decide">
        <PageHead title="Review">{`${total.toLocaleString('en')} to decide`}</PageHead>
        <ul>
          {matches.map((match) => (
            <li key={match.id}>
              <Link to={`/matches?recording=${match.id}`} replace aria-current={match.id === current.id ? 'true' : undefined}>
                <Cover seed={`${match.artists[0] ?? ''} ${match.album ?? match.title}`} />
                <span>
                  <b>{match.title}</b>
                  <span>{match.artists.join(', ')}</span>
                  <small>{why(match)}</small>
                </span>
              </Link>
            </li>
          ))}
        </ul>
        {mayEdit && sure.length > 1 ? (
          <Button variant="outlined" fullWidth onClick={() => openAll(true)}>{`Confirm all above ${SURE * 100} % (${sure.length})`}</Button>
        ) : null}
        {foot}
      </Queue>
      <Decision
        key={current.id}
        match={current}
        place={place}
        of={matches.length}
        onDecided={(said) => decided(current, said)}
        undo={undo}
        canUndo={last !== null}
        go={(by) => go(place + by)}
      />
      {isAll ? <ConfirmAllDialog matches={sure} onClose={() => openAll(false)} /> : null}
    </Columns>
  );
}

interface DecisionProps {
  readonly match: MatchRow;
  readonly place: number;
  readonly of: number;
  readonly onDecided: (said: string) => void;
  readonly undo: () => void;
  readonly canUndo: boolean;
  readonly go: (by: number) => void;
}

function Decision({ match, place, of, onDecided, undo, canUndo, go }: DecisionProps) {
  const { candidates, rejected, title, artists, album } = match;
  const [chosen, choose] = useState<string | null>(candidates[0]?.libraryTrackId ?? null);
  const [isSearching, search] = useState(false);
  const { act, choose: confirm, sending } = useRecordingActions();
  const { addressOf } = useConsole();
  const mayEdit = useMay('editor');
  const heading = useRef<HTMLHeadingElement>(null);
  const { data: files = [] } = useGetMany<LibraryTrackRow>('library-tracks', {
    ids: candidates.map(({ libraryTrackId }) => libraryTrackId),
  });
  const fileOf = (id: string) => files.find((file) => String(file?.id) === id); // getMany leaves out what is gone
  const acted = actedOf(match);
  const number = candidates.findIndex(({ libraryTrackId }) => libraryTrackId === chosen) + 1;
  const yes = () => {
    if (mayEdit && chosen !== null && !sending) void confirm(acted, chosen, () => onDecided(`confirmed ${number}`));
  };
  const none = () => {
    if (mayEdit && !sending) void act('reject', [acted], () => onDecided('none of these'));
  };
  useKeys({
    choose(stroke) {
      const candidate = candidates[Number(stroke) - 1];
      if (candidate) choose(candidate.libraryTrackId);
    },
    confirm: yes,
    none,
    undo,
    nextQuestion: () => go(1),
    previousQuestion: () => go(-1),
  });
  return (
    <section aria-labelledby="question">
      <p data-place>{`${place + 1} of ${of}`}</p>
      <h2 id="question" ref={heading}>{`Is one of these your “${title}”?`}</h2>
      <p>
        {`Held back because ${why(match)}. `}
        <Link to={`/recordings/${match.id}`}>Why?</Link>
      </p>
      <CompareCard
        wanted={{
          cover: { src: null, seed: `${artists[0] ?? ''} ${album ?? title}` },
          from: artists.join(', '),
          lines: [],
          values: wantedOf(match),
        }}
        fields={comparedFields}
        candidates={candidates.map((candidate) => {
          const file = fileOf(candidate.libraryTrackId);
          const albumId = file ? encodeURIComponent(file.libraryAlbumId) : '';
          return comparedOf(candidate, match, file, file ? addressOf(`artwork/albums/${albumId}?size=160`) : '');
        })}
        chosen={chosen}
        onChoose={choose}
      />
      {mayEdit ? (
        <Verdict role="group" aria-label="Your decision">
          <Button variant="contained" startIcon={<CheckIcon />} disabled={number === 0} aria-busy={sending} onClick={yes}>
            {`Confirm ${number || ''}`.trim()}
          </Button>
          <Button variant="outlined" aria-busy={sending} onClick={none}>
            None of these
          </Button>
          <Button startIcon={<ManageSearchIcon />} onClick={() => search(true)}>
            Choose from your library
          </Button>
          <Button startIcon={<UndoIcon />} disabled={!canUndo} onClick={undo}>
            Undo
          </Button>
          <span data-keys>1–9 choose · Y confirm · N none · U undo · J K next, previous</span>
        </Verdict>
      ) : null}
      {rejected.length > 0 ? (
        <ul aria-label="Rejected before">
          {rejected.map((one) => (
            <li key={one.libraryTrackId}>
              {`${[one.artist, one.title].filter(Boolean).join(' – ') || 'A track of your library'}: rejected by ${actorInWords(one.by)} `}
              <RelativeTime at={one.at} />
            </li>
          ))}
        </ul>
      ) : null}
      <Rule>
        <InfoIcon aria-hidden fontSize="small" />
        <span>
          {`The closest is ${percent(candidates[0]?.confidence ?? 0)} % alike. Your decision is kept through every refresh and rebuild; what is none of these is searched for once its playlist is started.`}
        </span>
      </Rule>
      {isSearching ? (
        <ChooseTrackDialog
          recording={{ ...acted, artist: artists[0] ?? '' }}
          onClose={() => search(false)}
          onChosen={() => onDecided('chosen from your library')}
        />
      ) : null}
    </section>
  );
}
