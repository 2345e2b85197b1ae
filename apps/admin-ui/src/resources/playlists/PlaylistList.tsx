import AddIcon from '@mui/icons-material/Add';
import QueueMusicIcon from '@mui/icons-material/QueueMusic';
import { Button, Checkbox } from '@mui/material';
import { styled } from '@mui/material/styles';
import type { PlaylistRow } from '@soulsync/contracts';
import { reasonInWords } from '@soulsync/contracts/words';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import { Link } from 'react-router-dom';
import { BulkBar } from '../../components/BulkBar.js';
import { Cover } from '../../components/Cover.js';
import { drawnWhenSeen } from '../../components/drawn-when-seen.js';
import { EmptyState } from '../../components/EmptyState.js';
import { ErrorBlock } from '../../components/ErrorBlock.js';
import { MoreMenu } from '../../components/MoreMenu.js';
import { PageHead } from '../../components/PageHead.js';
import { RelativeTime } from '../../components/RelativeTime.js';
import { RowsSkeleton } from '../../components/Skeletons.js';
import { StateChip } from '../../components/StateChip.js';
import { useMay } from '../../providers/use-may.js';
import { OwnedBar } from './OwnedBar.js';
import { inLibrary, songs, sourceInWords } from './playlist-sentences.js';
import { UnfollowDialog } from './UnfollowDialog.js';
import { usePlaylistActions } from './use-playlist-actions.js';

/** More than anybody follows; the gateway answers no more at once. */
const MOST = 500;

const List = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: '0 0 88px',
  '& > li': {
    display: 'grid',
    gridTemplateColumns: '36px 56px minmax(0, 1.4fr) minmax(140px, 1fr) minmax(160px, 1fr) auto',
    columnGap: 16,
    alignItems: 'center',
    minHeight: 72,
    borderBottom: '1px solid var(--border)',
    ...drawnWhenSeen('72px'),
  },
  '& > li[data-selected]': { background: 'var(--select)' },
  '& b': { display: 'block', fontWeight: 'var(--w-medium)', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '& b a': { color: 'inherit', textDecoration: 'none' },
  '& b a:hover': { textDecoration: 'underline' },
  '& small': { display: 'block', fontSize: 'var(--fs-13)', color: 'var(--muted)' },
  '& small[data-problem]': { color: 'var(--problem-text)' },
  '@media (max-width: 899.95px)': {
    '& > li': { gridTemplateColumns: '36px 56px minmax(0, 1fr) auto', rowGap: 8, padding: '12px 0' },
    '& [data-part=bar]': { gridColumn: '3', gridRow: 2 },
    '& [data-part=times]': { gridColumn: '3', gridRow: 3 },
    '& [data-part=more]': { gridColumn: 4, gridRow: 1 },
    '& button': { minWidth: 44, minHeight: 44 },
  },
});

function sentence(playlists: readonly PlaylistRow[]): string {
  const owned = playlists.reduce((sum, one) => sum + inLibrary(one), 0);
  const entries = playlists.reduce((sum, one) => sum + one.entryCount, 0);
  const failing = playlists.filter(({ status }) => status === 'unreachable').length;
  const followed = `You follow ${playlists.length === 1 ? '1 playlist' : `${playlists.length} playlists`}; ${owned.toLocaleString('en')} of ${songs(entries)} are in your library.`;
  return failing === 0 ? followed : `${followed} ${failing === 1 ? "1 can't" : `${failing} can't`} be read.`;
}

/** Followed playlists: how much of each is there, when it was refreshed, and what is wrong. */
export function PlaylistList() {
  const read = useGetList<PlaylistRow>('playlists', { pagination: { page: 1, perPage: MOST }, sort: { field: 'name', order: 'ASC' } });
  const { data: playlists, isPending, error, refetch } = read;
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  const actions = usePlaylistActions();
  const chosen = (playlists ?? []).filter(({ id }) => selected.has(String(id)));
  const mayEdit = useMay('editor');
  const follow = mayEdit ? (
    <Button component={Link} to="/playlists/create" variant="contained" startIcon={<AddIcon />}>
      Follow a playlist
    </Button>
  ) : null;
  return (
    <>
      <PageHead title="Playlists" actions={playlists && playlists.length > 0 ? follow : null}>
        {playlists && playlists.length > 0 ? sentence(playlists) : null}
      </PageHead>
      {error ? <ErrorBlock what="Can't load the playlists right now." error={error} onRetry={refetch} /> : null}
      {isPending && !error ? <RowsSkeleton what="the playlists" /> : null}
      {playlists && !error && playlists.length === 0 ? (
        <EmptyState
          Icon={QueueMusicIcon}
          what="Playlists you follow appear here."
          how="Paste the link of a Spotify playlist, or drop a file that lists songs."
        >
          {follow}
        </EmptyState>
      ) : null}
      {playlists && playlists.length > 0 ? (
        <List aria-label="Playlists" data-rows>
          {playlists.map((playlist) => (
            <Row
              key={playlist.id}
              playlist={playlist}
              isSelected={selected.has(String(playlist.id))}
              onSelect={(on) => select((before) => new Set(on ? [...before, playlist.id] : [...before].filter((id) => id !== playlist.id)))}
              actions={actions}
            />
          ))}
        </List>
      ) : null}
      <BulkBar count={chosen.length} verbs={actions.choices(chosen)} onClear={() => select(new Set())} />
      {actions.unfollowing ? (
        <UnfollowDialog
          playlists={actions.unfollowing}
          onClose={() => actions.unfollow(null)}
          onDone={() => {
            actions.unfollow(null);
            select(new Set());
          }}
        />
      ) : null}
    </>
  );
}

interface RowProps {
  readonly playlist: PlaylistRow;
  readonly isSelected: boolean;
  readonly onSelect: (isSelected: boolean) => void;
  readonly actions: ReturnType<typeof usePlaylistActions>;
}

function Row({ playlist, isSelected, onSelect, actions }: RowProps) {
  const { id, name, source, problem, paused, started, lastReadAt, nextReadAt, importProblem } = playlist;
  const trouble = problem ? reasonInWords('playlist', problem) : importProblem;
  return (
    <li data-selected={isSelected || undefined}>
      <Checkbox
        size="small"
        checked={isSelected}
        slotProps={{ input: { 'aria-label': `Select ${name}` } }}
        onChange={(_, on) => onSelect(on)}
      />
      <Cover seed={name} size="m" />
      <span>
        <b>
          <Link to={`/playlists/${encodeURIComponent(id)}/show`} title={name}>
            {name}
          </Link>
        </b>
        <small>
          {sourceInWords(source)}
          {started ? '' : ' · not started yet'}
        </small>
      </span>
      <span data-part="bar">
        <OwnedBar playlist={playlist} />
      </span>
      <span data-part="times">
        {paused ? <StateChip state="paused" /> : null}
        {trouble ? (
          <small data-problem>{trouble}</small>
        ) : (
          <small>
            {lastReadAt === null ? (
              'Not refreshed yet'
            ) : (
              <>
                Refreshed <RelativeTime at={lastReadAt} />
              </>
            )}
            {nextReadAt === null || paused ? null : (
              <>
                , next <RelativeTime at={nextReadAt} />
              </>
            )}
          </small>
        )}
      </span>
      <span data-part="more">
        <MoreMenu label={`More for ${name}`} choices={actions.choices([playlist])} />
      </span>
    </li>
  );
}
