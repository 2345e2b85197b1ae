import type { MetadataEditEvent } from '@soulsync/contracts';
import { messageOf, newId } from '@soulsync/event-store';
import type { CommandContext, CommandHandler } from '@soulsync/event-store';
import { Unavailable } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { PlexConfig } from '../config.js';
import type { MetadataEdit, MetadataEditCommand } from '../domain/metadata-edit/metadata-edit.js';
import type { ArtistFacts } from '../ports/artist-facts.js';
import type { EditPictures, MusicPictures } from '../ports/edit-pictures.js';
import type { MetadataEditor } from '../ports/metadata-editor.js';
import type { LibraryServer, ServerIdentity } from '../ports/library-server.js';
import type { LibraryEditRow } from '../projections/library-edits.projection.js';

export type Edits = CommandHandler<MetadataEditCommand, MetadataEdit, MetadataEditEvent>;

/** What edits work with. */
export interface EditTools {
  readonly server: LibraryServer;
  readonly edits: Edits;
  readonly facts: ArtistFacts;
  readonly music: MusicPictures;
  readonly pictures: EditPictures;
  /** A picture from outside; null: it is none, or lies where we do not go. */
  fetched(url: string): Promise<Uint8Array | null>;
}

/** Long work was given up by a person, or the service stops. */
export class GivenUp extends Error {
  constructor() {
    super('the work was given up');
    this.name = 'GivenUp';
  }
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const LOOK_MS = 1_000;

/** The oldest edit of the connected server in one of these states; null: none. Those of another server rest until it is back. */
export async function nextEdit(
  kit: Kit<PlexConfig>,
  server: LibraryServer,
  states: readonly LibraryEditRow['state'][],
): Promise<LibraryEditRow | null> {
  const waiting: LibraryEditRow[] = await kit.dataSource.query(
    `SELECT * FROM plex.library_edits WHERE "state" = ANY($1) ORDER BY "requestedAt", "id"`,
    [states],
  );
  if (waiting.length === 0) return null;
  const { serverId } = await server.identify();
  return waiting.find((row) => row.serverId === serverId) ?? null;
}

/** As the read model has it: a person's word is heard within a moment. */
export async function stateOf(kit: Kit<PlexConfig>, editId: string): Promise<LibraryEditRow['state'] | null> {
  const [row]: Pick<LibraryEditRow, 'state'>[] = await kit.dataSource.query(`SELECT "state" FROM plex.library_edits WHERE "id" = $1`, [
    editId,
  ]);
  return row?.state ?? null;
}

/** The server these changes are meant for. Throws `Unavailable` while another one, or none that takes edits, is connected. */
export async function editorOf(
  server: LibraryServer,
  serverId: string,
): Promise<{ readonly identity: ServerIdentity; readonly editor: MetadataEditor }> {
  const identity = await server.identify();
  if (identity.serverId !== serverId) throw new Unavailable(server.kind, 'another media server is connected than these changes are for');
  if (!server.editor || !identity.capabilities.edits)
    throw new Unavailable(server.kind, 'the media server takes no changes from this account: only its owner may edit');
  return { identity, editor: server.editor };
}

/**
 * Does it, and again with growing waits while something outside is away: that only delays. `given up` is asked before each try. Throws
 * `GivenUp`.
 */
export async function patiently<T>(
  kit: Kit<PlexConfig>,
  work: () => Promise<T>,
  options: { readonly signal: AbortSignal; readonly givenUp: () => Promise<boolean>; readonly tell: (problem: string) => void },
): Promise<T> {
  const { signal, givenUp, tell } = options;
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2)) {
    if (signal.aborted || (await givenUp())) throw new GivenUp();
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      tell(messageOf(error));
      if (waitMs === FIRST_WAIT_MS) kit.logger.warn('pictures and genres wait', { error: messageOf(error) });
      for (let waited = 0; waited < waitMs && !signal.aborted && !(await givenUp()); waited += LOOK_MS)
        await kit.sleep(Math.min(LOOK_MS, waitMs - waited), signal);
    }
  }
}

export const workContext = (kit: Kit<PlexConfig>, editId: string): CommandContext => ({
  commandId: newId(),
  correlationId: editId,
  causationId: null,
  actor: 'process:edit-metadata',
  traceparent: null,
  time: kit.clock.now(),
});
