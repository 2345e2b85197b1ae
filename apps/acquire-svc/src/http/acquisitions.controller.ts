import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { rpc } from '@soulsync/contracts';
import type { AcquisitionId, CommandAccepted } from '@soulsync/contracts';
import { BlockPeer } from '@soulsync/contracts/rest';
import { commandContext, KIT, NotFound, validateBody } from '@soulsync/service-kit';
import type { Kit, RpcRequest } from '@soulsync/service-kit';
import type { AcquireConfig } from '../config.js';
import type { AcquisitionCommand } from '../domain/acquisition/acquisition.js';
import type { Acquisitions } from '../processes/acquisition-step.js';
import { peerStreamId } from '../processes/peer-book.js';
import type { Peers } from '../processes/peer-book.js';

export const ACQUISITIONS = Symbol('acquisitions');
export const PEERS = Symbol('peers');

interface ById {
  readonly id: AcquisitionId;
}

@Controller()
export class AcquisitionsController {
  constructor(
    @Inject(KIT) private readonly kit: Kit<AcquireConfig>,
    @Inject(ACQUISITIONS) private readonly acquisitions: Acquisitions,
    @Inject(PEERS) private readonly peers: Peers,
  ) {}

  @MessagePattern(rpc.acquire.retry)
  retry(@Payload() request: RpcRequest<ById>): Promise<CommandAccepted> {
    return this.act(request, (by, at) => ({ type: 'RetryWish', data: { by, at } }));
  }

  @MessagePattern(rpc.acquire.cancel)
  cancel(@Payload() request: RpcRequest<ById>): Promise<CommandAccepted> {
    return this.act(request, (by, at) => ({ type: 'Cancel', data: { by, at } }));
  }

  @MessagePattern(rpc.acquire.ignore)
  ignore(@Payload() request: RpcRequest<ById>): Promise<CommandAccepted> {
    return this.act(request, (by, at) => ({ type: 'IgnoreWish', data: { by, at } }));
  }

  @MessagePattern(rpc.acquire.blockPeer)
  async block(@Payload() request: RpcRequest<BlockPeer>): Promise<CommandAccepted> {
    const { username, cause } = await validateBody(BlockPeer, request.body);
    const context = commandContext(request, this.kit.clock);
    const { position } = await this.peers(
      peerStreamId(username),
      { type: 'BlockPeer', data: { username, cause: cause ?? 'blocked by hand', by: context.actor, until: null, at: context.time } },
      context,
    );
    return { id: username, position };
  }

  @MessagePattern(rpc.acquire.unblockPeer)
  async unblock(@Payload() request: RpcRequest<{ readonly id: string }>): Promise<CommandAccepted> {
    const context = commandContext(request, this.kit.clock);
    const username = request.body.id;
    const { position } = await this.peers(
      peerStreamId(username),
      { type: 'UnblockPeer', data: { username, by: context.actor, at: context.time } },
      context,
    );
    return { id: username, position };
  }

  private async act(request: RpcRequest<ById>, command: (by: string, at: string) => AcquisitionCommand): Promise<CommandAccepted> {
    const { id } = request.body;
    if ((await this.acquisitions.load(id)).status === 'none') throw new NotFound(`no acquisition has the id ${id}`);
    const context = commandContext(request, this.kit.clock);
    const { position } = await this.acquisitions(id, command(context.actor, context.time), context);
    return { id, position };
  }
}
