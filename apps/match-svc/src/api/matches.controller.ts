import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { actorText, rpc } from '@soulsync/contracts';
import type { CommandAccepted, LibraryTrackId, WantedRecordingId } from '@soulsync/contracts';
import type { ConfirmMatch, RejectMatch } from '@soulsync/contracts/rest';
import { commandContext, KIT, NotFound, refused } from '@soulsync/service-kit';
import type { Kit, RpcRequest } from '@soulsync/service-kit';
import type { MatchConfig } from '../config.js';
import type { MatchReadiness } from '../workers/match-readiness.js';
import type { Matches } from '../workers/match-worker.js';

export const MATCHES = Symbol('matches');
export const MATCH_READINESS = Symbol('match readiness');

type WithId<Body> = Body & { readonly id: WantedRecordingId };

@Controller()
export class MatchesController {
  constructor(
    @Inject(KIT) private readonly kit: Kit<MatchConfig>,
    @Inject(MATCHES) private readonly matches: Matches,
    @Inject(MATCH_READINESS) private readonly readiness: MatchReadiness,
  ) {}

  @MessagePattern(rpc.match.confirm)
  async confirm(@Payload() request: RpcRequest<WithId<ConfirmMatch>>): Promise<CommandAccepted> {
    const { id } = request.body;
    const libraryTrackId = request.body.libraryTrackId as LibraryTrackId; // branded here, at the door
    const matchIndex = this.readiness.matchIndex();
    if (!matchIndex.wants(id)) throw new NotFound(`no wanted recording has the id ${id}`);
    if (!matchIndex.holds(libraryTrackId)) throw refused('track-not-in-library', {});
    const context = commandContext(request, this.kit.clock);
    const { position } = await this.matches(
      id,
      { type: 'ConfirmMatch', data: { wantedRecordingId: id, libraryTrackId, by: actorText(context.actor), at: context.time } },
      context,
    );
    return { id, position };
  }

  /** Without ids every candidate that stands now is rejected. */
  @MessagePattern(rpc.match.reject)
  async reject(@Payload() request: RpcRequest<WithId<RejectMatch>>): Promise<CommandAccepted> {
    const { id } = request.body;
    const matchIndex = this.readiness.matchIndex();
    if (!matchIndex.wants(id)) throw new NotFound(`no wanted recording has the id ${id}`);
    const libraryTrackIds = (request.body.libraryTrackIds as LibraryTrackId[] | undefined) ?? matchIndex.candidatesOf(id); // branded here, at the door
    const context = commandContext(request, this.kit.clock);
    const { position } = await this.matches(
      id,
      { type: 'RejectMatch', data: { wantedRecordingId: id, libraryTrackIds, by: actorText(context.actor), at: context.time } },
      context,
    );
    return { id, position };
  }
}
