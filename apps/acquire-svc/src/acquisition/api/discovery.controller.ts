import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { rpc } from '@soulsync/contracts';
import type { DiscoveryReport } from '@soulsync/contracts';
import type { Discoveries, DiscoveryWish } from '@soulsync/discovery';
import type { RpcRequest } from '@soulsync/service-kit';

export const SLSKDS = Symbol('search for slskd');

@Controller()
export class DiscoveryController {
  constructor(@Inject(SLSKDS) private readonly search: Discoveries) {}

  /** Where an slskd answers; changes nothing. */
  @MessagePattern(rpc.acquire.discover)
  discover(@Payload() request: RpcRequest<DiscoveryWish>): Promise<DiscoveryReport> {
    return this.search(request);
  }
}
