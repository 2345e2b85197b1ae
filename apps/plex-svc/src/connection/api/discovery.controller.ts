import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { rpc } from '@soulsync/contracts';
import type { DiscoveryReport } from '@soulsync/contracts';
import type { Discoveries, DiscoveryWish } from '@soulsync/discovery';
import type { RpcRequest } from '@soulsync/service-kit';

export const MEDIA_SERVERS = Symbol('search for media servers');

@Controller()
export class DiscoveryController {
  constructor(@Inject(MEDIA_SERVERS) private readonly search: Discoveries) {}

  /** Which media servers answer; changes nothing. */
  @MessagePattern(rpc.plex.discover)
  discover(@Payload() request: RpcRequest<DiscoveryWish>): Promise<DiscoveryReport> {
    return this.search(request);
  }
}
