import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { rpc } from '@soulsync/contracts';
import type { CommandAccepted } from '@soulsync/contracts';
import { commandContext, KIT } from '@soulsync/service-kit';
import type { Kit, RpcRequest } from '@soulsync/service-kit';
import type { OrganizeConfig } from '../../config.js';
import type { Roots } from '../workers/keep-roots.js';

export const ROOTS = Symbol('roots');

@Controller()
export class RootsController {
  constructor(
    @Inject(ROOTS) private readonly roots: Roots,
    @Inject(KIT) private readonly kit: Kit<OrganizeConfig>,
  ) {}

  /** A person says that what is found at the place of a root is the root from now on. */
  @MessagePattern(rpc.organize.acceptRoot)
  async accept(@Payload() request: RpcRequest<{ readonly name: string }>): Promise<CommandAccepted> {
    const { name } = request.body;
    const { position } = await this.roots.accept(name, commandContext(request, this.kit.clock));
    return { id: name, position };
  }
}
