import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { actorText, rpc } from '@soulsync/contracts';
import type { CommandAccepted, PathProof } from '@soulsync/contracts';
import { commandContext, KIT, refused } from '@soulsync/service-kit';
import type { Kit, RpcRequest } from '@soulsync/service-kit';
import type { PlexConfig } from '../../config.js';
import type { LibraryMirror } from '../workers/mirror-library.js';
import type { Libraries } from '../workers/sweep-section.js';

export const MIRRORS = Symbol('library mirrors');
export const LIBRARIES = Symbol('libraries');

@Controller()
export class LibraryController {
  constructor(
    @Inject(MIRRORS) private readonly mirrors: readonly LibraryMirror[],
    @Inject(LIBRARIES) private readonly libraries: Libraries,
    @Inject(KIT) private readonly kit: Kit<PlexConfig>,
  ) {}

  /** Makes the next sweep due now; it tells of itself by its events. */
  @MessagePattern(rpc.plex.sweep)
  sweep(): CommandAccepted {
    for (const mirror of this.mirrors) mirror.look(true);
    return { id: 'library', position: null };
  }

  /** For each server that names real files: are they the ones we see? */
  @MessagePattern(rpc.plex.provePaths)
  provePaths(): Promise<readonly PathProof[]> {
    return Promise.all(this.mirrors.filter(({ server }) => server.realFiles).map((mirror) => mirror.provePaths()));
  }

  /** A person says that what is missing is really gone: the next complete sweeps may take it off. */
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
    for (const mirror of this.mirrors) mirror.look(true);
    return { id, position };
  }
}
