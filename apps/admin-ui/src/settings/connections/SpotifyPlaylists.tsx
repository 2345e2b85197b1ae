import { Box, Button, Checkbox, FormControlLabel, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import type { RaRecord } from 'react-admin';
import { ReadState } from '../../layout/Trouble.js';
import { useSend } from '../../providers/use-console.js';
import { Hint } from '../form/Field.js';
import type { SpotifyArtist, SpotifyPlaylist } from '@soulsync/contracts';

const PAGE = 50;
type Row = SpotifyPlaylist & RaRecord;

/** Liked songs, own and followed playlists, to be ticked. */
export function SpotifyPlaylists() {
  const [shown, setShown] = useState(PAGE);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const read = useGetList<Row>('spotify/playlists', {
    pagination: { page: 1, perPage: shown },
    sort: { field: 'id', order: 'ASC' },
  });
  const { send, sending } = useSend();
  const rows = read.data ?? [];
  const chosen = rows.filter(({ id }) => ticked.has(id));
  const toggle = (id: string) =>
    setTicked((before) => (before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id])));
  const follow = () =>
    send(
      async (console) => {
        for (const { id, url } of chosen) {
          await console.create('playlists', { data: { source: 'spotify', url, start: 'ask' } });
          toggle(id);
        }
      },
      {
        done: `${chosen.length === 1 ? '1 playlist is' : `${chosen.length} playlists are`} followed. Nothing is fetched before you start it.`,
      },
    );
  return (
    <Box component="section" aria-label="Playlists at Spotify">
      <Typography sx={{ fontWeight: 600 }}>Playlists{read.total === undefined ? '' : ` (${read.total})`}</Typography>
      <ReadState of={read} what="the playlists at Spotify" />
      {read.data?.length === 0 ? <Typography>This account has no playlists.</Typography> : null}
      <Box sx={{ maxHeight: 420, overflowY: 'auto' }} role="group" aria-label="Playlists to follow" tabIndex={0}>
        {rows.map((row) => (
          <PlaylistLine key={row.id} row={row} isTicked={ticked.has(row.id)} onToggle={() => toggle(row.id)} />
        ))}
      </Box>
      <Stack direction="row" useFlexGap sx={{ gap: 1, mt: 1, flexWrap: 'wrap' }}>
        <Button variant="contained" disabled={chosen.length === 0} aria-busy={sending} onClick={() => void follow()}>
          {chosen.length === 0 ? 'Follow' : `Follow ${chosen.length}`}
        </Button>
        {(read.total ?? 0) > rows.length ? (
          <Button onClick={() => setShown(shown + PAGE)}>Show {Math.min(PAGE, (read.total ?? 0) - rows.length)} more</Button>
        ) : null}
      </Stack>
    </Box>
  );
}

function PlaylistLine({ row, isTicked, onToggle }: { readonly row: Row; readonly isTicked: boolean; readonly onToggle: () => void }) {
  const { name, ownerName, isOwn, isReadable, entries, isFollowed } = row;
  const facts = [
    entries === null ? null : `${entries} songs`,
    isOwn ? null : `by ${ownerName ?? 'somebody else'}`,
    isReadable === false ? 'Spotify does not show its songs to apps' : null,
    isFollowed ? 'followed' : null,
  ].filter((fact) => fact !== null);
  return (
    <FormControlLabel
      sx={{ display: 'flex', mr: 0 }}
      control={
        <Checkbox
          checked={isFollowed || isTicked}
          disabled={isFollowed || isReadable === false}
          onChange={onToggle}
          slotProps={{ input: { 'aria-label': name } }}
        />
      }
      label={
        <span style={{ overflowWrap: 'anywhere' }}>
          <bdi>{name}</bdi> <span style={{ color: 'var(--muted)', fontSize: 'var(--fs-13)' }}>{facts.join(' · ')}</span>
        </span>
      }
    />
  );
}

/** Told, not followed yet: whom the account follows. */
export function SpotifyArtists() {
  const [open, setOpen] = useState(false);
  return (
    <Box component="section" aria-label="Followed artists at Spotify">
      <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
        Followed artists
      </Button>
      {open ? <ArtistNames /> : null}
    </Box>
  );
}

function ArtistNames() {
  const read = useGetList<SpotifyArtist & RaRecord>('spotify/artists', {
    pagination: { page: 1, perPage: 200 },
    sort: { field: 'id', order: 'ASC' },
  });
  return (
    <>
      <ReadState of={read} what="the artists at Spotify" />
      {read.data?.length === 0 ? <Typography>This account follows no artist.</Typography> : null}
      <Hint>{read.data?.map(({ name }) => name).join(', ')}</Hint>
      {(read.total ?? 0) > 200 ? <Hint>and {(read.total ?? 0) - 200} more</Hint> : null}
    </>
  );
}
