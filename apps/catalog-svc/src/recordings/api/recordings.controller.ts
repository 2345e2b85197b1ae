import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { actorText, rpc } from '@soulsync/contracts';
import type { CommandAccepted, RecordingDescription, WantedRecordingId } from '@soulsync/contracts';
import type { MergeRecordings, SplitRecording } from '@soulsync/contracts/rest';
import { SOULSYNC_NAMESPACE, uuid5 } from '@soulsync/event-store';
import { commandContext, Invalid, KIT, NotFound } from '@soulsync/service-kit';
import type { Kit, RpcRequest } from '@soulsync/service-kit';
import type { CatalogConfig } from '../../config.js';
import { successorOf } from '../domain/recording-identity/recording-identity.js';
import type { WantedRecordings } from '../processes/want-entries.js';
import { identityIdOf, lastOf } from '../workers/identify-recordings.js';
import type { Identities } from '../workers/identify-recordings.js';

export const IDENTITIES = Symbol('identities');
export const WANTED = Symbol('wanted recordings');

interface ById {
  readonly id: WantedRecordingId;
}

/** What a person says of which recording is which. */
@Controller()
export class RecordingsController {
  constructor(
    @Inject(KIT) private readonly kit: Kit<CatalogConfig>,
    @Inject(IDENTITIES) private readonly identities: Identities,
    @Inject(WANTED) private readonly wanted: WantedRecordings,
  ) {}

  @MessagePattern(rpc.catalog.mergeRecordings)
  async merge(@Payload() request: RpcRequest<ById & MergeRecordings>): Promise<CommandAccepted> {
    const { id, into } = request.body;
    const identity = identityIdOf(await this.described(id));
    const intoRecording = await this.described(into as WantedRecordingId); // looked for under it, and found
    const intoIdentity = identityIdOf(intoRecording);
    const one = { recordingId: into as WantedRecordingId, identity: intoIdentity };
    if ((await lastOf(this.identities, one, await this.identities.load(intoIdentity))) !== into)
      throw new Invalid({ into: 'was merged into another recording itself: choose that one' });
    if (into === id) throw new Invalid({ into: 'is this recording itself' });
    const context = commandContext(request, this.kit.clock);
    const data = { recordingId: id, intoId: one.recordingId, intoIdentity, by: actorText(context.actor), at: context.time };
    const { position, state } = await this.identities(identity, { type: 'Merge', data }, context);
    if (successorOf(state, id)?.recordingId !== into)
      throw new Invalid({
        into: 'can not take its place: it was merged into another one before, or is still being read from an older log',
      });
    return { id: into, position };
  }

  @MessagePattern(rpc.catalog.splitRecording)
  async split(@Payload() request: RpcRequest<ById & SplitRecording>): Promise<CommandAccepted> {
    const { id, identifiers } = request.body;
    const identity = identityIdOf(await this.described(id));
    const known = (await this.identities.load(identity)).find(({ recordingId }) => recordingId === id);
    const strange = identifiers.filter((identifier) => !known?.identifiers.has(identifier));
    if (strange.length > 0) throw new Invalid({ identifiers: `are not of this recording: ${strange.join(', ')}` });
    if (known && known.identifiers.size === new Set(identifiers).size)
      throw new Invalid({ identifiers: 'are all it has: nothing is left' });
    const context = commandContext(request, this.kit.clock);
    const splitId = uuid5(SOULSYNC_NAMESPACE, 'split', id, ...[...identifiers].sort()) as WantedRecordingId; // branded here, where it is made
    const data = { recordingId: id, splitId, identifiers, by: actorText(context.actor), at: context.time };
    const { position } = await this.identities(identity, { type: 'Split', data }, context);
    return { id: splitId, position };
  }

  private async described(id: WantedRecordingId): Promise<RecordingDescription> {
    const state = await this.wanted.load(id);
    if (state.status === 'none') throw new NotFound(`no recording has the id ${id}`);
    return state.recording;
  }
}
