import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { actorText, rpc } from '@soulsync/contracts';
import type { CommandAccepted, RecordingTimelineRow, WantedRecordingId } from '@soulsync/contracts';
import type { BulkResult, Ids } from '@soulsync/contracts/rest';
import type { CommandContext } from '@soulsync/event-store';
import { commandContext, eachId, KIT, NotFound } from '@soulsync/service-kit';
import type { Kit, RpcRequest } from '@soulsync/service-kit';
import type { CatalogConfig } from '../../config.js';
import type { WantedRecordings } from '../processes/want-entries.js';
import { recordingTimeline } from '../store/recording-timeline.js';
import { WANTED } from './recordings.controller.js';

type Said = 'Want' | 'Ignore' | 'Unignore';
type ById = RpcRequest<{ readonly id: WantedRecordingId }>;

/** What a person says of whether a recording is to be fetched, and what has happened to it. */
@Controller()
export class WantingController {
  constructor(
    @Inject(KIT) private readonly kit: Kit<CatalogConfig>,
    @Inject(WANTED) private readonly wanted: WantedRecordings,
  ) {}

  @MessagePattern(rpc.catalog.wantRecording)
  want(@Payload() request: ById): Promise<CommandAccepted> {
    return this.one('Want', request);
  }

  @MessagePattern(rpc.catalog.ignoreRecording)
  ignore(@Payload() request: ById): Promise<CommandAccepted> {
    return this.one('Ignore', request);
  }

  @MessagePattern(rpc.catalog.unignoreRecording)
  unignore(@Payload() request: ById): Promise<CommandAccepted> {
    return this.one('Unignore', request);
  }

  @MessagePattern(rpc.catalog.wantRecordings)
  wantEach(@Payload() request: RpcRequest<Ids>): Promise<readonly BulkResult[]> {
    return this.each('Want', request);
  }

  @MessagePattern(rpc.catalog.ignoreRecordings)
  ignoreEach(@Payload() request: RpcRequest<Ids>): Promise<readonly BulkResult[]> {
    return this.each('Ignore', request);
  }

  @MessagePattern(rpc.catalog.unignoreRecordings)
  unignoreEach(@Payload() request: RpcRequest<Ids>): Promise<readonly BulkResult[]> {
    return this.each('Unignore', request);
  }

  @MessagePattern(rpc.catalog.recordingTimeline)
  async timeline(@Payload() request: ById): Promise<readonly RecordingTimelineRow[]> {
    const items = await recordingTimeline(this.kit.dataSource, request.body.id);
    if (items.length === 0) throw new NotFound(`no recording has the id ${request.body.id}`);
    return items;
  }

  private one(said: Said, request: ById): Promise<CommandAccepted> {
    return this.say(said, request.body.id, commandContext(request, this.kit.clock));
  }

  private each(said: Said, request: RpcRequest<Ids>): Promise<readonly BulkResult[]> {
    return eachId(request, this.kit.clock, (id, context) => this.say(said, id, context));
  }

  private async say(type: Said, id: string, context: CommandContext): Promise<CommandAccepted> {
    if ((await this.wanted.load(id)).status === 'none') throw new NotFound(`no recording has the id ${id}`);
    const { position } = await this.wanted(id, { type, data: { by: actorText(context.actor), at: context.time } }, context);
    return { id, position };
  }
}
