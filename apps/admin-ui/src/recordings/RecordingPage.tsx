import { Button } from '@mui/material';
import { styled } from '@mui/material/styles';
import type { MatchRow, RecordingRow, RecordingTimelineRow } from '@soulsync/contracts';
import { actorInWords } from '@soulsync/contracts/words';
import { useState } from 'react';
import { useGetOne } from 'react-admin';
import { Link, useParams } from 'react-router-dom';
import { Cover } from '../components/Cover.js';
import { ErrorBlock } from '../components/ErrorBlock.js';
import { MoreMenu } from '../components/MoreMenu.js';
import { PageHead } from '../components/PageHead.js';
import { RelativeTime } from '../components/RelativeTime.js';
import { LinesSkeleton } from '../components/Skeletons.js';
import { StateChip } from '../components/StateChip.js';
import { Timeline } from '../components/Timeline.js';
import { trackLength } from '../layout/durations.js';
import { useAsk, useConsole } from '../providers/use-console.js';
import { useMay } from '../providers/use-may.js';
import { ChooseTrackDialog } from './ChooseTrackDialog.js';
import { chipOf, coverOf, qualityInWords, sizeInWords } from './entry-view.js';
import { OffersConsidered } from './OffersConsidered.js';
import { recordingChoices } from './recording-choices.js';
import { answerOf, stepsOf } from './story.js';
import { useCanFetch } from './use-can-fetch.js';
import { useRecordingActions } from './use-recording-actions.js';

const Two = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) 340px',
  columnGap: 48,
  rowGap: 28,
  paddingBottom: 48,
  '& h2': { margin: '0 0 8px', fontSize: 'var(--fs-16)', fontWeight: 'var(--w-strong)' },
  '& [data-answer]': {
    maxWidth: '66ch',
    margin: '0 0 24px',
    fontSize: 'var(--fs-16)',
    lineHeight: 1.55,
    color: 'var(--text-2)',
    overflowWrap: 'anywhere',
  },
  '& aside > section + section': { marginTop: 28 },
  '& dl': { display: 'grid', gridTemplateColumns: '72px minmax(0, 1fr)', gap: '6px 12px', margin: 0, fontSize: 'var(--fs-13)' },
  '& dt': { color: 'var(--muted)' },
  '& dd': { margin: 0, overflowWrap: 'anywhere' },
  '& aside ul': { listStyle: 'none', margin: 0, padding: 0, fontSize: 'var(--fs-13)' },
  '& aside li': { padding: '7px 0', borderBottom: '1px solid var(--border)', overflowWrap: 'anywhere' },
  '& aside small': { display: 'block', fontSize: 'var(--fs-12)', color: 'var(--muted)' },
  '@media (max-width: 1199.95px)': { gridTemplateColumns: 'minmax(0, 1fr) 280px', columnGap: 32 },
  '@media (max-width: 899.95px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
});

/** "Why?": what is true of one recording, how it came to be, and what can be done. */
export function RecordingPage() {
  const { id = '' } = useParams();
  const { data: recording, error, isPending, refetch } = useGetOne<RecordingRow>('recordings', { id }, { retry: false });
  return (
    <>
      {error ? <ErrorBlock what="Can't load this song right now." error={error} onRetry={refetch} /> : null}
      {isPending && !error ? <LinesSkeleton what="the song" /> : null}
      {recording ? <Loaded recording={recording} /> : null}
    </>
  );
}

function Loaded({ recording }: { readonly recording: RecordingRow }) {
  const { id, title, artists, album, durationMs, matched, confidence } = recording;
  const { addressOf } = useConsole();
  const canFetch = useCanFetch();
  const isStarted = recording.wantedBy.some(({ released }) => released);
  const cover = coverOf(matched, 160);
  return (
    <>
      <PageHead
        title={title}
        above={<Link to="/playlists">Playlists</Link>}
        cover={
          <Cover src={cover === null ? null : addressOf(cover)} seed={`${artists[0] ?? ''} ${album ?? title}`} name={title} size="l" />
        }
        actions={<Actions recording={recording} />}
      >
        {[artists.join(', '), album, trackLength(durationMs), matched ? qualityInWords(matched) : ''].filter(Boolean).join(' · ')}
        <br />
        <StateChip
          state={chipOf(recording, { isStarted, canFetch })}
          {...(confidence === null ? {} : { more: `${Math.round(confidence * 100)} %` })}
        />
      </PageHead>
      <Two>
        <Story recording={recording} />
        <aside>
          {matched ? <File recording={recording} /> : null}
          <OffersConsidered recordingId={String(id)} />
          <WantedBy recording={recording} />
          <Rejected recordingId={String(id)} />
        </aside>
      </Two>
    </>
  );
}

/** The first is the next step; the rest is under "more". */
function Actions({ recording }: { readonly recording: RecordingRow }) {
  const { id, title, artists, state } = recording;
  const { act } = useRecordingActions();
  const [isSearching, search] = useState(false);
  const mayEdit = useMay('editor');
  if (!mayEdit) return null;
  const acted = { id: String(id), title };
  const choices = recordingChoices(recording, { act: (verb) => void act(verb, [acted]), search: () => search(true) });
  const [first, ...more] = choices;
  return (
    <>
      {state === 'review' ? (
        <Button component={Link} to={`/matches?recording=${id}`} variant="contained">
          Decide
        </Button>
      ) : first ? (
        <Button variant="outlined" startIcon={first.Icon ? <first.Icon /> : null} onClick={first.onChoose}>
          {first.label}
        </Button>
      ) : null}
      <MoreMenu label={`More for ${title}`} choices={state === 'review' ? choices : more} />
      {isSearching ? <ChooseTrackDialog recording={{ ...acted, artist: artists[0] ?? '' }} onClose={() => search(false)} /> : null}
    </>
  );
}

function Story({ recording }: { readonly recording: RecordingRow }) {
  const {
    data: items,
    error,
    isPending,
    refetch,
  } = useAsk<readonly RecordingTimelineRow[]>(`recordings/${recording.id}/timeline`, {
    refetchInterval: 10_000,
  });
  const isThere = recording.state === 'owned' || recording.state === 'filed';
  return (
    <div>
      <h2>{isThere ? 'Why is it here?' : 'Why is it not here?'}</h2>
      {error ? <ErrorBlock what="Can't load what happened right now." error={error} onRetry={refetch} /> : null}
      {isPending && !error ? <LinesSkeleton what="what happened" /> : null}
      {items ? (
        <>
          <p data-answer>{answerOf(recording, items)}</p>
          <Timeline steps={stepsOf(items, recording)} />
        </>
      ) : null}
    </div>
  );
}

function File({ recording: { matched, path } }: { readonly recording: RecordingRow }) {
  if (!matched) return null;
  const facts = [
    ['Title', `${matched.artist} – ${matched.title}`],
    ['Album', matched.album],
    ['Path', matched.path ?? path],
    ['Format', qualityInWords(matched)],
    ['Size', sizeInWords(matched.sizeBytes)],
    ['Length', trackLength(matched.durationMs)],
  ] as const;
  return (
    <section>
      <h2>File</h2>
      <dl>{facts.flatMap(([name, value]) => (value ? [<dt key={name}>{name}</dt>, <dd key={`${name} value`}>{value}</dd>] : []))}</dl>
    </section>
  );
}

const kinds: Readonly<Record<string, string>> = {
  person: 'Requested by hand',
  artist: 'A followed artist',
  album: 'A chosen album',
  search: 'A search',
  import: 'An imported list',
};

function WantedBy({ recording: { wantedBy } }: { readonly recording: RecordingRow }) {
  return (
    <section>
      <h2>Wanted by</h2>
      {wantedBy.length === 0 ? <small>Nothing asks for it any more.</small> : null}
      <ul>
        {wantedBy.map(({ kind, playlistId, name, released }) => (
          <li key={`${kind} ${playlistId ?? ''}`}>
            {playlistId === null ? (
              (kinds[kind] ?? kind)
            ) : (
              <Link to={`/playlists/${encodeURIComponent(playlistId)}/show`}>{name ?? 'A playlist'}</Link>
            )}
            {released ? null : <small>Not started: it would be fetched</small>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Tracks that are not it, by whom and when. */
function Rejected({ recordingId }: { readonly recordingId: string }) {
  const { data: match } = useGetOne<MatchRow>('matches', { id: recordingId }, { retry: false });
  const rejected = match?.rejected ?? [];
  if (rejected.length === 0) return null;
  return (
    <section>
      <h2>Rejected</h2>
      <ul>
        {rejected.map(({ libraryTrackId, artist, title, by, at }) => (
          <li key={libraryTrackId}>
            {[artist, title].filter(Boolean).join(' – ') || 'A track of your library'}
            <small>
              {`by ${actorInWords(by)}, `}
              <RelativeTime at={at} />
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
