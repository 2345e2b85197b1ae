import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { CommandAccepted } from '@soulsync/contracts';
import { Accepted, ApiKey, IssueApiKey, IssuedApiKey } from '@soulsync/contracts/rest';
import { validateBody } from '@soulsync/service-kit';
import type { Accounts } from '../accounts/accounts.js';
import { ShownOnce } from './idempotency.interceptor.js';
import { ACCOUNTS, AdminOnly, contextOf, signedIn } from './sign-in.guard.js';
import type { SignedRequest } from './sign-in.guard.js';

@ApiTags('api-keys')
@AdminOnly()
@Controller('api/v1/api-keys')
export class ApiKeyController {
  constructor(@Inject(ACCOUNTS) private readonly accounts: Accounts) {}

  @Get()
  @ApiOperation({ summary: 'All API keys, without the keys themselves' })
  @ApiOkResponse({ type: ApiKey, isArray: true })
  async list(@Res({ passthrough: true }) response: Response): Promise<readonly ApiKey[]> {
    const keys = await this.accounts.apiKeys();
    response.setHeader('X-Total-Count', String(keys.length));
    return keys;
  }

  @Post()
  @ShownOnce()
  @HttpCode(200)
  @ApiOperation({ summary: 'Issue an API key; it is shown once' })
  @ApiOkResponse({ type: IssuedApiKey })
  async issue(@Body() body: IssueApiKey, @Req() request: SignedRequest): Promise<IssuedApiKey> {
    const { name, scope } = await validateBody(IssueApiKey, body);
    const { apiKeyId, key } = await this.accounts.issueApiKey(signedIn(request).accountId, name, scope ?? 'read', contextOf(request).actor);
    return { id: apiKeyId, key };
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Revoke an API key: it opens nothing more' })
  @ApiOkResponse({ type: Accepted })
  async revoke(@Param('id') id: string, @Req() request: SignedRequest): Promise<CommandAccepted> {
    await this.accounts.revokeApiKey(id, contextOf(request).actor);
    return { id, position: null };
  }
}
