import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { actorText, rpc } from '@soulsync/contracts';
import type { CommandAccepted } from '@soulsync/contracts';
import type { BlockPeer } from '@soulsync/contracts/rest';
import { commandContext, KIT } from '@soulsync/service-kit';
import type { Kit, RpcRequest } from '@soulsync/service-kit';
import type { AcquireConfig } from '../../config.js';
import { peerStreamId } from '../workers/observed-peers.js';
import type { Peers } from '../workers/observed-peers.js';

export const PEERS = Symbol('peers');

@Controller()
export class PeersController {
  constructor(
    @Inject(KIT) private readonly kit: Kit<AcquireConfig>,
    @Inject(PEERS) private readonly peers: Peers,
  ) {}

  @MessagePattern(rpc.acquire.blockPeer)
  async block(@Payload() request: RpcRequest<BlockPeer>): Promise<CommandAccepted> {
    const { username, cause } = request.body;
    const context = commandContext(request, this.kit.clock);
    const { position } = await this.peers(
      peerStreamId(username),
      {
        type: 'BlockPeer',
        data: { username, cause: cause ?? 'blocked by hand', by: actorText(context.actor), until: null, at: context.time },
      },
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
      { type: 'UnblockPeer', data: { username, by: actorText(context.actor), at: context.time } },
      context,
    );
    return { id: username, position };
  }
}
