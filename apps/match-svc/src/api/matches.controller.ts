import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { actorText, rpc } from '@soulsync/contracts';
import type { CommandAccepted, LibraryTrackId, WantedRecordingId } from '@soulsync/contracts';
import type { BulkResult, ConfirmMatch, Ids, RejectMatch, UndoMatch } from '@soulsync/contracts/rest';
import type { CommandContext } from '@soulsync/event-store';
import { commandContext, eachId, KIT, NotFound, refused } from '@soulsync/service-kit';
import type { Kit, RpcRequest } from '@soulsync/service-kit';
import type { MatchConfig } from '../config.js';
import type { MatchReadiness } from '../workers/match-readiness.js';
import type { Matches } from '../workers/match-worker.js';

export const MATCHES = Symbol('matches');
export const MATCH_READINESS = Symbol('match readiness');

type WithId<Body> = Body & { readonly id: WantedRecordingId };
/** Branded here, at the door. */
type Named = readonly LibraryTrackId[] | undefined;

/** What a person says of a match, of one or of each of many. */
@Controller()
export class MatchesController {
  constructor(
    @Inject(KIT) private readonly kit: Kit<MatchConfig>,
    @Inject(MATCHES) private readonly matches: Matches,
    @Inject(MATCH_READINESS) private readonly readiness: MatchReadiness,
  ) {}

  @MessagePattern(rpc.match.confirm)
  confirm(@Payload() request: RpcRequest<WithId<ConfirmMatch>>): Promise<CommandAccepted> {
    const libraryTrackId = request.body.libraryTrackId as LibraryTrackId; // branded here, at the door
    return this.confirmOne(request.body.id, libraryTrackId, commandContext(request, this.kit.clock));
  }

  /** Without ids every candidate that stands now is rejected. */
  @MessagePattern(rpc.match.reject)
  reject(@Payload() request: RpcRequest<WithId<RejectMatch>>): Promise<CommandAccepted> {
    return this.rejectOne(request.body.id, request.body.libraryTrackIds as Named, commandContext(request, this.kit.clock));
  }

  @MessagePattern(rpc.match.undo)
  undo(@Payload() request: RpcRequest<WithId<UndoMatch>>): Promise<CommandAccepted> {
    return this.undoOne(request.body.id, request.body.libraryTrackIds as Named, commandContext(request, this.kit.clock));
  }

  @MessagePattern(rpc.match.confirmEach)
  confirmEach(@Payload() request: RpcRequest<Ids>): Promise<readonly BulkResult[]> {
    return eachId(request, this.kit.clock, (id, context) => {
      const [best] = this.candidatesOf(id as WantedRecordingId);
      if (best === undefined) throw refused('no-candidate-left', {});
      return this.confirmOne(id as WantedRecordingId, best, context);
    });
  }

  @MessagePattern(rpc.match.rejectEach)
  rejectEach(@Payload() request: RpcRequest<Ids>): Promise<readonly BulkResult[]> {
    return eachId(request, this.kit.clock, (id, context) => this.rejectOne(id as WantedRecordingId, undefined, context));
  }

  @MessagePattern(rpc.match.undoEach)
  undoEach(@Payload() request: RpcRequest<Ids>): Promise<readonly BulkResult[]> {
    return eachId(request, this.kit.clock, (id, context) => this.undoOne(id as WantedRecordingId, undefined, context));
  }

  private async confirmOne(id: WantedRecordingId, libraryTrackId: LibraryTrackId, context: CommandContext): Promise<CommandAccepted> {
    if (!this.wantedIndex(id).holds(libraryTrackId)) throw refused('track-not-in-library', {});
    const said = { wantedRecordingId: id, libraryTrackId, by: actorText(context.actor), at: context.time };
    const { position } = await this.matches(id, { type: 'ConfirmMatch', data: said }, context);
    return { id, position };
  }

  private async rejectOne(id: WantedRecordingId, named: Named, context: CommandContext): Promise<CommandAccepted> {
    const libraryTrackIds = named ?? this.candidatesOf(id);
    this.wantedIndex(id);
    const said = { wantedRecordingId: id, libraryTrackIds, by: actorText(context.actor), at: context.time };
    const { position } = await this.matches(id, { type: 'RejectMatch', data: said }, context);
    return { id, position };
  }

  private async undoOne(id: WantedRecordingId, named: Named, context: CommandContext): Promise<CommandAccepted> {
    this.wantedIndex(id);
    const said = { wantedRecordingId: id, libraryTrackIds: named ?? null, by: actorText(context.actor), at: context.time };
    const { position } = await this.matches(id, { type: 'UndoDecision', data: said }, context);
    if (position === null) throw refused('nothing-to-undo', {});
    return { id, position };
  }

  private candidatesOf(id: WantedRecordingId): readonly LibraryTrackId[] {
    return this.wantedIndex(id).candidatesOf(id);
  }

  private wantedIndex(id: WantedRecordingId) {
    const matchIndex = this.readiness.matchIndex();
    if (!matchIndex.wants(id)) throw new NotFound(`no wanted recording has the id ${id}`);
    return matchIndex;
  }
}
