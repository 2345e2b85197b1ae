import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { actorText, rpc } from '@soulsync/contracts';
import type { CommandAccepted, PathProof } from '@soulsync/contracts';
import { commandContext, KIT, refused } from '@soulsync/service-kit';
import type { Kit, RpcRequest } from '@soulsync/service-kit';
import type { PlexConfig } from '../../config.js';
import type { LibrarySync } from '../workers/sync-library.js';
import type { Libraries } from '../workers/sync-section.js';

export const LIBRARY_SYNCS = Symbol('library syncs');
export const LIBRARIES = Symbol('libraries');

@Controller()
export class LibraryController {
  constructor(
    @Inject(LIBRARY_SYNCS) private readonly syncs: () => readonly LibrarySync[],
    @Inject(LIBRARIES) private readonly libraries: Libraries,
    @Inject(KIT) private readonly kit: Kit<PlexConfig>,
  ) {}

  /** Makes the next full sync due now; it tells of itself by its events. */
  @MessagePattern(rpc.plex.fullSync)
  fullSync(): CommandAccepted {
    for (const sync of this.syncs()) sync.poll(true);
    return { id: 'library', position: null };
  }

  /** For each server that names real files: are they the ones we see? */
  @MessagePattern(rpc.plex.provePaths)
  provePaths(): Promise<readonly PathProof[]> {
    return Promise.all(
      this.syncs()
        .filter(({ server }) => server.realFiles)
        .map((sync) => sync.provePaths()),
    );
  }

  /** A person says that what is missing is really gone: the next complete full syncs may take it off. */
  @MessagePattern(rpc.plex.acceptLoss)
  async acceptLoss(@Payload() request: RpcRequest<{ readonly id: string }>): Promise<CommandAccepted> {
    const { id } = request.body;
    const context = commandContext(request, this.kit.clock);
    const { events, position } = await this.libraries(
      id,
      { type: 'AcceptLoss', data: { libraryId: id, by: actorText(context.actor), at: context.time } },
      context,
    );
    if (events.length === 0) throw refused('nothing-is-missing', {});
    for (const sync of this.syncs()) sync.poll(true);
    return { id, position };
  }
}
