import type { MetadataEditEvent } from '@soulsync/contracts';
import { aggregateDriver, messageOf } from '@soulsync/event-store';
import type { CommandHandler, Next, Step } from '@soulsync/event-store';
import { driverClock, Unavailable } from '@soulsync/service-kit';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { PlexConfig } from '../../config.js';
import type { MetadataEdit, MetadataEditCommand } from '../domain/metadata-edit/metadata-edit.js';
import type { ArtistMetadataSource } from '../ports/artist-metadata.js';
import type { EditPictures, MusicPictures } from '../ports/edit-pictures.js';
import type { EditedServer, MetadataEditor } from '../ports/metadata-editor.js';
import type { ServerIdentity } from '../../connection/server-identity.js';
import { editOf, editsIn } from '../store/edits.js';
import type { StoredEdit } from '../projections/metadata-edits.projection.js';

export type Edits = CommandHandler<MetadataEditCommand, MetadataEdit, MetadataEditEvent>;

/** What edits work with. */
export interface MetadataEditParts {
  readonly server: EditedServer;
  readonly edits: Edits;
  readonly metadata: ArtistMetadataSource;
  readonly music: MusicPictures;
  readonly pictures: EditPictures;
  /** A picture from outside; null: it is none, or lies where we do not go. */
  fetched(url: string): Promise<Uint8Array | null>;
}

/** One step of an edit whose server is connected. */
export interface EditStep extends Step<string, MetadataEditCommand, MetadataEdit, MetadataEditEvent> {
  readonly row: StoredEdit;
}

export interface EditDriving {
  readonly name: string;
  readonly states: readonly StoredEdit['state'][];
  step(edit: EditStep): Promise<Next>;
}

/** Waits after failures in a row, the last one from then on. */
const RETRY_MS = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000];
const POLL_MS = 2_000;
/** Until a read model that lags is looked at again. */
export const BEHIND_MS = 200;

/** Drives the edits of the connected server that are in these states, one at a time; those of another server rest until it is back. */
export function editDriver(kit: Kit<PlexConfig>, { server, edits }: MetadataEditParts, { name, states, step }: EditDriving): Worker {
  return aggregateDriver<string, MetadataEditCommand, MetadataEdit, MetadataEditEvent>({
    name,
    actor: { kind: 'process', id: 'edit-metadata' },
    aggregates: edits,
    async open({ except, limit }) {
      if ((await editsIn(kit.dataSource, states, null, except, 1)).length === 0) return []; // nobody is asked for nothing
      const { serverId } = await server.identify();
      return (await editsIn(kit.dataSource, states, serverId, except, limit)).map(({ id }) => id);
    },
    async step(one) {
      if (one.state.status === 'none') return 'over';
      const row = await editOf(kit.dataSource, one.id);
      if (row === null) return { waitMs: BEHIND_MS };
      const { serverId } = await server.identify();
      return serverId === row.serverId ? step({ ...one, row }) : 'over';
    },
    concurrency: 1,
    backoff: RETRY_MS,
    onTrouble: ({ id, error, isTransient, failures, waitMs }) => {
      const what = { editId: id, error: messageOf(error), waitMs };
      if (!isTransient) kit.logger.error('pictures and genres: a step failed and is tried again', what);
      else if (failures === 1) kit.logger.warn('pictures and genres wait', what);
    },
    wakes: { store: kit.store, idOf: ({ aggregateType, aggregateId }) => (aggregateType === 'metadata-edit' ? aggregateId : null) },
    pollMs: POLL_MS,
    clock: driverClock(kit),
    logger: kit.logger,
  });
}

/** The server these changes are meant for. Throws `Unavailable` while another one, or none that takes edits, is connected. */
export async function editorOf(
  server: EditedServer,
  serverId: string,
): Promise<{ readonly identity: ServerIdentity; readonly editor: MetadataEditor }> {
  const identity = await server.identify();
  if (identity.serverId !== serverId) throw new Unavailable(server.kind, 'another media server is connected than these changes are for');
  if (!server.editor || !identity.capabilities.edits)
    throw new Unavailable(server.kind, 'the media server takes no changes from this account: only its owner may edit');
  return { identity, editor: server.editor };
}
