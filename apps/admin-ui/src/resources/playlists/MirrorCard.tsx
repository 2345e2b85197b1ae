import { Alert, Box, Button, Card, CardContent, Link, List, ListItem, ListItemText, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type {
  LibraryMirrorRow,
  MirrorBackupRow,
  MirrorGapRow,
  MirrorMode,
  MirrorRefusal,
  NotPlacedReason,
  PlaylistMirrorRow,
  PlaylistRow,
} from '@soulsync/contracts';
import { reasonInWords } from '@soulsync/contracts/words';
import { useGetList, useRecordContext } from 'react-admin';
import { CommandButton } from '../../layout/CommandButton.js';
import { StateChip } from '../../layout/StateChip.js';
import { ReadState } from '../../layout/Trouble.js';
import { useSend } from '../../providers/use-console.js';

interface Named {
  readonly title: string;
  readonly artist: string;
  readonly reason?: NotPlacedReason;
}

interface Plan {
  readonly title: string;
  readonly server: string;
  readonly serverPlaylistKey: string | null;
  readonly count: number;
  readonly addedCount: number;
  readonly removedCount: number;
  readonly movedCount: number;
  readonly notPlacedCount: number;
  readonly added: readonly Named[];
  readonly removed: readonly Named[];
  readonly moved: readonly Named[];
  readonly refusal: { readonly cause: MirrorRefusal; readonly detail: string } | null;
}

const serverNames: Readonly<Record<string, string>> = { plex: 'Plex', subsonic: 'Subsonic', jellyfin: 'Jellyfin' };
const nameOf = (server: string) => serverNames[server] ?? server;
const allowed: Readonly<Partial<Record<MirrorRefusal, string>>> = {
  'would-shrink': 'Let it shrink this once',
  'would-be-empty': 'Let it be emptied this once',
  gone: 'Make it anew',
};
const GAPS_SHOWN = 10;
const BACKUPS_SHOWN = 5;
const first = (perPage: number, field: string, order: 'ASC' | 'DESC') => ({ pagination: { page: 1, perPage }, sort: { field, order } });
const when = (at: string) => new Date(at).toLocaleString();
const entries = (count: number) => (count === 1 ? 'One entry' : `${count} entries`);

/** Whether this playlist is kept on a media server, and how it fares there. */
export function MirrorCard() {
  const playlist = useRecordContext<PlaylistRow>();
  const read = useGetList<PlaylistMirrorRow>('playlist-mirrors', {
    ...first(10, 'server', 'ASC'),
    filter: { playlistId: playlist?.id },
  });
  const { data: mirrors } = read;
  const { data: libraries = [] } = useGetList<LibraryMirrorRow>('library-mirrors', first(50, 'id', 'ASC'));
  if (!playlist) return null;
  if (!mirrors || read.error) return <ReadState of={read} what="the mirrors" />;
  const on = mirrors.filter(({ state }) => state !== 'off');
  if (on.length > 0) return on.map((mirror) => <Mirror key={mirror.id} mirror={mirror} playlistId={String(playlist.id)} />);
  const servers = [...new Set(libraries.flatMap(({ server }) => (server && server !== 'folder' ? [server] : [])))];
  return servers.map((server) => <NotMirrored key={server} server={server} playlistId={String(playlist.id)} />);
}

function NotMirrored({ server, playlistId }: { readonly server: string; readonly playlistId: string }) {
  const { plan, ask, asking } = useDryRun(playlistId, server);
  return (
    <Frame title={`Mirror to ${nameOf(server)}`}>
      <Typography>
        Kept in order on {nameOf(server)} as what it holds changes. A list of the same name there is taken over; what you put onto it stays.
      </Typography>
      <Stack direction="row" spacing={1} sx={{ mt: 1 }}>
        <Button size="small" aria-busy={asking} onClick={ask}>
          Show what it would do
        </Button>
        <CommandButton
          label="Mirror it"
          path={`playlists/${playlistId}/mirror`}
          body={{ server }}
          done={`It is put onto ${nameOf(server)}`}
        />
      </Stack>
      {plan ? <PlanView plan={plan} /> : null}
    </Frame>
  );
}

function Mirror({ mirror, playlistId }: { readonly mirror: PlaylistMirrorRow; readonly playlistId: string }) {
  const { server, mode, state, refusal } = mirror;
  const { plan, ask, asking } = useDryRun(playlistId, server, `${mode} ${state} ${mirror.writtenAt ?? ''}`);
  const other: MirrorMode = mode === 'append' ? 'mirror' : 'append';
  return (
    <Frame title={`Mirror to ${nameOf(server)}`} chip={<StateChip state={mirror.asked && state !== 'refused' ? 'writing' : state} />}>
      <Typography>{lastRunInWords(mirror)}</Typography>
      <Typography color="text.secondary" variant="body2">
        {mode === 'append' ? 'What you put onto the list by hand stays.' : 'What you put onto the list by hand is taken off.'}
      </Typography>
      {mirror.problem ? (
        <Alert severity="warning" sx={{ mt: 1 }}>
          The last run did not end: {mirror.problem}. It is tried again by itself.
        </Alert>
      ) : null}
      {refusal ? (
        <Alert
          severity="warning"
          sx={{ mt: 1 }}
          action={
            allowed[refusal] ? (
              <CommandButton label={allowed[refusal]} path={`playlist-mirrors/${mirror.id}/allow-shrink`} done="It runs now" />
            ) : null
          }
        >
          Left as it is: {mirror.refusalDetail}.
        </Alert>
      ) : null}
      {state === 'resting' ? (
        <Alert severity="info" sx={{ mt: 1 }}>
          A backup was restored. Nothing is written to the list until you press “Run now”.
        </Alert>
      ) : null}
      <Stack direction="row" spacing={1} sx={{ mt: 1, flexWrap: 'wrap' }}>
        <Button size="small" aria-busy={asking} onClick={ask}>
          Show what it would do
        </Button>
        <CommandButton
          label="Run now"
          path={`playlists/${playlistId}/mirror/run`}
          body={{ server }}
          done="It is compared with the server"
        />
        <CommandButton
          label={other === 'mirror' ? 'Take off what is not ours' : 'Keep what is not ours'}
          path={`playlists/${playlistId}/mirror`}
          body={{ server, mode: other }}
          done="From now on"
        />
        <StopButton playlistId={playlistId} server={server} />
      </Stack>
      {plan ? <PlanView plan={plan} /> : null}
      <Gaps mirrorId={String(mirror.id)} count={mirror.notPlacedCount} />
      <Backups mirrorId={String(mirror.id)} />
    </Frame>
  );
}

function lastRunInWords({ count, added, removed, moved, writtenAt, ranAt, state }: PlaylistMirrorRow): string {
  if (state === 'waiting' && writtenAt === null) return 'It waits for its first run.';
  const last = writtenAt ? ` Last written ${when(writtenAt)}: ${added} added, ${removed} removed, ${moved} moved.` : '';
  const compared = ranAt ? ` Last compared ${when(ranAt)}.` : '';
  return `${entries(count)} on the server.${last}${compared}`;
}

function Gaps({ mirrorId, count }: { readonly mirrorId: string; readonly count: number }) {
  const [all, showAll] = useState(false);
  const read = useGetList<MirrorGapRow>(
    'mirror-gaps',
    { ...first(all ? 500 : GAPS_SHOWN, 'position', 'ASC'), filter: { mirrorId } },
    { enabled: count > 0 },
  );
  const { data: gaps = [] } = read;
  if (count === 0) return null;
  return (
    <Box sx={{ mt: 1 }}>
      <Typography variant="subtitle2" component="h3">
        Without a place on the server ({count})
      </Typography>
      <ReadState of={read} what="what has no place" />
      <List dense disablePadding>
        {gaps.map(({ id, position, title, artists, reason }) => (
          <ListItem key={id} disableGutters>
            <ListItemText
              primary={`${position === null ? '' : `${position}. `}${title} – ${artists.join(', ')}`}
              secondary={reasonInWords('gap', reason)}
            />
          </ListItem>
        ))}
      </List>
      {!all && read.data && count > gaps.length ? (
        <Link component="button" onClick={() => showAll(true)}>
          Show {count > 500 ? 'the first 500' : 'all'}
        </Link>
      ) : null}
    </Box>
  );
}

function Backups({ mirrorId }: { readonly mirrorId: string }) {
  const read = useGetList<MirrorBackupRow>('mirror-backups', {
    ...first(BACKUPS_SHOWN, 'at', 'DESC'),
    filter: { mirrorId },
  });
  const { data: backups } = read;
  if (!backups || read.error) return <ReadState of={read} what="the backups" />;
  if (backups.length === 0) return null;
  return (
    <Box sx={{ mt: 1 }}>
      <Typography variant="subtitle2" component="h3">
        What the list was before
      </Typography>
      <List dense disablePadding>
        {backups.map(({ id, title, count, at }) => (
          <ListItem
            key={id}
            disableGutters
            secondaryAction={<CommandButton label="Restore" path={`mirror-backups/${id}/restore`} done="It is being restored" />}
          >
            <ListItemText primary={when(at)} secondary={`“${title}”: ${entries(count)}`} />
          </ListItem>
        ))}
      </List>
    </Box>
  );
}

function StopButton({ playlistId, server }: { readonly playlistId: string; readonly server: string }) {
  const { send, sending } = useSend();
  const stop = () =>
    send((console) => console.remove(`playlists/${playlistId}/mirror?server=${encodeURIComponent(server)}`), {
      done: 'It is no longer kept there; the list on the server stays',
    });
  return (
    <Button size="small" aria-busy={sending} onClick={() => void stop()}>
      Stop mirroring
    </Button>
  );
}

/** Shown until what it was asked of is another. */
function useDryRun(playlistId: string, server: string, of = '') {
  const { send, sending } = useSend();
  const [answer, setAnswer] = useState<{ readonly plan: Plan; readonly of: string } | null>(null);
  const ask = () =>
    void send((console) => console.command<Plan>(`playlists/${playlistId}/mirror/run`, { dryRun: true, server }), {
      then: (plan) => setAnswer({ plan, of }),
    });
  return { plan: answer?.of === of ? answer.plan : null, ask, asking: sending };
}

function PlanView({ plan }: { readonly plan: Plan }) {
  const { addedCount, removedCount, movedCount, notPlacedCount, refusal, serverPlaylistKey, title } = plan;
  if (refusal)
    return (
      <Alert severity="warning" sx={{ mt: 1 }}>
        It would be left as it is: {refusal.detail}.
      </Alert>
    );
  const nothing = addedCount + removedCount + movedCount === 0;
  const where = serverPlaylistKey === null ? `A new list “${title}” would be made. ` : '';
  return (
    <Alert severity="info" sx={{ mt: 1 }}>
      {where}
      {nothing ? 'Nothing would be written.' : `${addedCount} would be added, ${removedCount} removed, ${movedCount} moved.`}{' '}
      {notPlacedCount > 0 ? `${notPlacedCount} have no place there.` : ''}
      <Names label="Added" names={plan.added} count={addedCount} />
      <Names label="Removed" names={plan.removed} count={removedCount} />
      <Names label="Moved" names={plan.moved} count={movedCount} />
    </Alert>
  );
}

function Names({ label, names, count }: { readonly label: string; readonly names: readonly Named[]; readonly count: number }) {
  if (count === 0) return null;
  const shown = names.slice(0, GAPS_SHOWN).map(({ title, artist }) => `${title} – ${artist}`);
  return (
    <Typography variant="body2">
      {label}: {shown.join('; ')}
      {count > shown.length ? `; and ${count - shown.length} more` : ''}
    </Typography>
  );
}

function Frame({ title, chip, children }: { readonly title: string; readonly chip?: ReactNode; readonly children: ReactNode }) {
  return (
    <Card variant="outlined" sx={{ width: '100%' }}>
      <CardContent>
        <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
          <Typography variant="h6" component="h2">
            {title}
          </Typography>
          {chip}
        </Stack>
        {children}
      </CardContent>
    </Card>
  );
}
