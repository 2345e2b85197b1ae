import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { CommandAccepted } from '@soulsync/contracts';
import { Accepted, ApiKey, IssueApiKey, IssuedApiKey } from '@soulsync/contracts/rest';
import { Invalid, validateBody } from '@soulsync/service-kit';
import type { ApiKeys } from '../accounts/api-keys.js';
import { ShownOnce } from './idempotency.interceptor.js';
import { AdminOnly, API_KEYS, contextOf, signedIn } from './sign-in.guard.js';
import type { SignedRequest } from './sign-in.guard.js';

@ApiTags('api-keys')
@AdminOnly()
@Controller('api/v1/api-keys')
export class ApiKeyController {
  constructor(@Inject(API_KEYS) private readonly apiKeys: ApiKeys) {}

  @Get()
  @ApiOperation({ summary: 'All API keys, without the keys themselves' })
  @ApiOkResponse({ type: ApiKey, isArray: true })
  async list(@Res({ passthrough: true }) response: Response): Promise<readonly ApiKey[]> {
    const keys = await this.apiKeys.list();
    response.setHeader('X-Total-Count', String(keys.length));
    return keys;
  }

  @Post()
  @ShownOnce()
  @HttpCode(200)
  @ApiOperation({ summary: 'Issue an API key; it is shown once' })
  @ApiOkResponse({ type: IssuedApiKey })
  async issue(@Body() body: IssueApiKey, @Req() request: SignedRequest): Promise<IssuedApiKey> {
    const { name, scope = 'read', expiresAt = null } = await validateBody(IssueApiKey, body);
    const { actor } = contextOf(request);
    const { apiKeyId, key } = await this.apiKeys.issue(
      { accountId: signedIn(request).accountId, name, scope, expiresAt: instantAhead(expiresAt) },
      actor,
    );
    return { id: apiKeyId, key };
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Revoke an API key: it opens nothing more' })
  @ApiOkResponse({ type: Accepted })
  async revoke(@Param('id') id: string, @Req() request: SignedRequest): Promise<CommandAccepted> {
    await this.apiKeys.revoke(id, contextOf(request).actor);
    return { id, position: null };
  }
}

/** Throws Invalid: what never opens anything is a mistake. */
function instantAhead(expiresAt: string | null): string | null {
  if (expiresAt === null) return null;
  const ms = Date.parse(expiresAt);
  if (!(ms > Date.now())) throw new Invalid({ expiresAt: 'must be a time that is still to come' });
  return new Date(ms).toISOString();
}
