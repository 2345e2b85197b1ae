import { Controller, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { rpc } from '@soulsync/contracts';
import type { CommandAccepted } from '@soulsync/contracts';
import { Accepted } from '@soulsync/contracts/rest';
import type { RpcClient } from '@soulsync/service-kit';
import { REQUESTS } from './resource-controller.js';
import { AdminOnly, contextOf } from './sign-in.guard.js';

@ApiTags('system')
@Controller('api/v1/roots')
export class RootCommands {
  constructor(@Inject(REQUESTS) private readonly requests: RpcClient) {}

  @AdminOnly()
  @Post(':name/accept')
  @HttpCode(200)
  @ApiOperation({ summary: 'The folder that is found now is the music (or downloads) folder: file there from now on' })
  @ApiOkResponse({ type: Accepted })
  accept(@Param('name') name: string, @Req() request: Request): Promise<CommandAccepted> {
    return this.requests.request(rpc.organize.acceptRoot, { name }, contextOf(request));
  }
}
