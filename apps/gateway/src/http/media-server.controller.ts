import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { rpc } from '@soulsync/contracts';
import type { ConnectionTestReport, MediaServerReport, OfferedServer, SignInReport } from '@soulsync/contracts';
import { ChooseServer, ConnectionTest, MediaServer, OfferedServerRow, SignIn, StartSignIn, UseServerToken } from '@soulsync/contracts/rest';
import { validateBody } from '@soulsync/service-kit';
import type { RpcClient } from '@soulsync/service-kit';
import { ShownOnce } from './idempotency.interceptor.js';
import { REQUESTS } from './resource-controller.js';
import { AdminOnly, contextOf } from './sign-in.guard.js';

/** Every address of a server is tried, and plex.tv may be slow. */
const TRYING_MS = 90_000;

/** Which media server is used. No answer ever carries a token. */
@ApiTags('media-server')
@AdminOnly()
@Controller('api/v1/media-server')
export class MediaServerController {
  constructor(@Inject(REQUESTS) private readonly requests: RpcClient) {}

  @Get()
  @ApiOperation({ summary: 'The chosen media server and how the connection stands' })
  @ApiOkResponse({ type: MediaServer })
  report(@Req() request: Request): Promise<MediaServerReport> {
    return this.requests.request(rpc.plex.mediaServer, {}, contextOf(request));
  }

  @Get('servers')
  @ApiOperation({ summary: 'The servers of the signed-in account' })
  @ApiOkResponse({ type: OfferedServerRow, isArray: true })
  servers(@Req() request: Request): Promise<readonly OfferedServer[]> {
    return this.requests.request(rpc.plex.accountServers, {}, contextOf(request), TRYING_MS);
  }

  @Post('sign-in')
  @ShownOnce() // the short code
  @HttpCode(200)
  @ApiOperation({ summary: 'Begin a sign-in at plex.tv; a person approves it under the link, or with the short code' })
  @ApiOkResponse({ type: SignIn })
  async start(@Body() body: StartSignIn, @Req() request: Request): Promise<SignInReport> {
    return this.requests.request(rpc.plex.startSignIn, await validateBody(StartSignIn, body), contextOf(request), TRYING_MS);
  }

  @Get('sign-in/:id')
  @ApiOperation({ summary: 'How a sign-in stands, and the servers it found' })
  @ApiOkResponse({ type: SignIn })
  look(@Param('id') id: string, @Req() request: Request): Promise<SignInReport> {
    return this.requests.request(rpc.plex.signIn, { id }, contextOf(request));
  }

  @Delete('sign-in/:id')
  @ApiOperation({ summary: 'Give a sign-in up' })
  @ApiOkResponse({ type: SignIn })
  cancel(@Param('id') id: string, @Req() request: Request): Promise<SignInReport> {
    return this.requests.request(rpc.plex.cancelSignIn, { id }, contextOf(request));
  }

  @Post('choose')
  @HttpCode(200)
  @ApiOperation({ summary: 'Use this server of the signed-in account; all its addresses are tried' })
  @ApiOkResponse({ type: MediaServer })
  async choose(@Body() body: ChooseServer, @Req() request: Request): Promise<MediaServerReport> {
    return this.requests.request(rpc.plex.chooseServer, await validateBody(ChooseServer, body), contextOf(request), TRYING_MS);
  }

  @Post('token')
  @HttpCode(200)
  @ApiOperation({ summary: 'Use the server at this address with this token' })
  @ApiOkResponse({ type: MediaServer })
  async useToken(@Body() body: UseServerToken, @Req() request: Request): Promise<MediaServerReport> {
    return this.requests.request(rpc.plex.useToken, await validateBody(UseServerToken, body), contextOf(request), TRYING_MS);
  }

  @Post('test')
  @HttpCode(200)
  @ApiOperation({ summary: 'Try the connection now, step by step' })
  @ApiOkResponse({ type: ConnectionTest })
  test(@Req() request: Request): Promise<ConnectionTestReport> {
    return this.requests.request(rpc.plex.testServer, {}, contextOf(request), TRYING_MS);
  }
}
