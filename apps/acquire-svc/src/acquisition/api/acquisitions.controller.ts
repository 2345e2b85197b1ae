import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { actorText, rpc } from '@soulsync/contracts';
import type { AcquisitionId, CommandAccepted } from '@soulsync/contracts';
import type { BulkResult, Ids } from '@soulsync/contracts/rest';
import type { CommandContext } from '@soulsync/event-store';
import { commandContext, eachId, KIT, NotFound, refused } from '@soulsync/service-kit';
import type { Kit, RpcRequest } from '@soulsync/service-kit';
import type { AcquireConfig } from '../../config.js';
import { acquisitionFor } from '../workers/acquisition-for.js';
import type { AcquisitionCommand } from '../domain/acquisition/acquisition.js';
import type { Acquisitions } from '../workers/acquisition-step.js';

export const ACQUISITIONS = Symbol('acquisitions');

interface ById {
  readonly id: AcquisitionId;
}

@Controller()
export class AcquisitionsController {
  constructor(
    @Inject(KIT) private readonly kit: Kit<AcquireConfig>,
    @Inject(ACQUISITIONS) private readonly acquisitions: Acquisitions,
  ) {}

  @MessagePattern(rpc.acquire.retry)
  retry(@Payload() request: RpcRequest<ById>): Promise<CommandAccepted> {
    return this.act(request, (by, at) => ({ type: 'RetryWish', data: { by, at } }));
  }

  @MessagePattern(rpc.acquire.cancel)
  cancel(@Payload() request: RpcRequest<ById>): Promise<CommandAccepted> {
    return this.act(request, (by, at) => ({ type: 'Cancel', data: { by, cause: 'by-person', at } }));
  }

  @MessagePattern(rpc.acquire.ignore)
  ignore(@Payload() request: RpcRequest<ById>): Promise<CommandAccepted> {
    return this.act(request, (by, at) => ({ type: 'IgnoreWish', data: { by, at } }));
  }

  /** What no playlist lets be fetched, what is there, and what is being fetched is not searched for. */
  @MessagePattern(rpc.acquire.searchRecording)
  searchRecording(@Payload() request: RpcRequest<ById>): Promise<CommandAccepted> {
    return this.search(request.body.id, commandContext(request, this.kit.clock));
  }

  @MessagePattern(rpc.acquire.searchRecordings)
  searchRecordings(@Payload() request: RpcRequest<Ids>): Promise<readonly BulkResult[]> {
    return eachId(request, this.kit.clock, (id, context) => this.search(id, context));
  }

  private async search(recordingId: string, context: CommandContext): Promise<CommandAccepted> {
    const id = await acquisitionFor(this.acquisitions, recordingId);
    const { status } = await this.acquisitions.load(id);
    if (status === 'none' || status === 'fulfilled') throw refused('not-being-fetched', {});
    const { position } = await this.acquisitions(
      id,
      { type: 'RetryWish', data: { by: actorText(context.actor), at: context.time } },
      context,
    );
    return { id: recordingId, position };
  }

  private async act(request: RpcRequest<ById>, command: (by: string, at: string) => AcquisitionCommand): Promise<CommandAccepted> {
    const { id } = request.body;
    if ((await this.acquisitions.load(id)).status === 'none') throw new NotFound(`no acquisition has the id ${id}`);
    const context = commandContext(request, this.kit.clock);
    const { position } = await this.acquisitions(id, command(actorText(context.actor), context.time), context);
    return { id, position };
  }
}
