import { ExternalError } from '@soulsync/service-kit';
import { SourceTrouble } from '../../playlists/ports/playlist-source.js';
import type { PlaylistProbe, PlaylistSource, SourceEntry } from '../../playlists/ports/playlist-source.js';
import type { SpotifyClient } from './spotify-client.js';
import { sourceEntry } from './spotify-entries.js';

const PAGE = 50;
/** A playlist that keeps changing under the read is left for the next cycle. */
const READS = 3;

export function spotifyPlaylistSource(client: SpotifyClient): PlaylistSource {
  const probe = async (id: string): Promise<PlaylistProbe> => {
    const playlist = await client.playlist(id);
    return { name: playlist.name?.trim() || 'Untitled playlist', snapshotId: playlist.snapshot_id ?? null };
  };

  async function allEntries(id: string): Promise<readonly SourceEntry[]> {
    const entries: SourceEntry[] = [];
    let total = Infinity;
    while (entries.length < total) {
      const page = await client.items(id, entries.length, PAGE);
      total = page.total ?? entries.length + (page.items?.length ?? 0);
      const items = page.items ?? [];
      entries.push(...items.map(sourceEntry));
      if (items.length === 0 || (page.next === null && items.length < PAGE)) break;
    }
    if (entries.length !== total)
      throw new SourceTrouble('incomplete-read', `Spotify said ${total} entries and gave ${entries.length}; nothing was changed`);
    return entries;
  }

  return {
    probe: (id) => troubleInWords(() => probe(id)),
    read: (id) =>
      troubleInWords(async () => {
        let before = await probe(id);
        for (let read = 1; read <= READS; read += 1) {
          const entries = await allEntries(id);
          const after = await probe(id);
          if (after.snapshotId === before.snapshotId) return { ...after, entries };
          before = after;
        }
        throw new SourceTrouble('incomplete-read', `the playlist changed during each of ${READS} reads; it is read again at its next turn`);
      }),
  };
}

/** Spotify's refusals (apis/spotify.md 4) in the words of the port. */
async function troubleInWords<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    throw trouble(error);
  }
}

function trouble(error: ExternalError): SourceTrouble {
  const cause = { cause: error };
  const body = error.body ?? '';
  switch (error.kind) {
    case 'not-found':
      return new SourceTrouble(
        'gone',
        'Spotify does not show this playlist (deleted, private to others, or made by Spotify); what is known of it is kept',
        null,
        cause,
      );
    case 'unauthorized':
    case 'refused': // the token endpoint's 400: invalid_grant, invalid_client
      return new SourceTrouble('sign-in-needed', `Spotify refused the stored sign-in${hint(body)}: sign in again`, null, cause);
    case 'forbidden':
      if (/premium/i.test(body))
        return new SourceTrouble('forbidden', "Spotify wants the app's owner to have Premium before it answers", 3_600_000, cause);
      if (/registered|dashboard/i.test(body))
        return new SourceTrouble(
          'forbidden',
          "this Spotify user is not on the app's list of users: add it in Spotify's developer dashboard",
          null,
          cause,
        );
      return new SourceTrouble(
        'forbidden',
        'Spotify only shows the contents of playlists you own or collaborate on: copy it into one of yours, or import a CSV',
        null,
        cause,
      );
    case 'rate-limited':
      return new SourceTrouble(
        'rate-limited',
        `Spotify asks us to wait${error.retryAfterMs === null ? '' : ` ${Math.ceil(error.retryAfterMs / 1000)} s`}${/QUOTA_EXCEEDED/.test(body) ? " (the account's daily quota is used up)" : ''}`,
        error.retryAfterMs,
        cause,
      );
    case 'bad-answer':
    case 'unavailable':
      return new SourceTrouble('unavailable', `Spotify could not be reached: ${error.message}`, null, cause);
  }
}

const hint = (body: string) => (/expired/i.test(body) ? ' (it has expired)' : /revoked/i.test(body) ? ' (it was revoked)' : '');
