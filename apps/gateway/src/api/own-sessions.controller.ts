import { Controller, Delete, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { CommandAccepted } from '@soulsync/contracts';
import { Accepted, SignedInSession } from '@soulsync/contracts/rest';
import { refused } from '@soulsync/service-kit';
import type { Identity } from '../accounts/accounts.js';
import type { Sessions } from '../accounts/sessions.js';
import { Answers, credentialsOf, SESSIONS, signedIn } from './sign-in.guard.js';
import type { SignedRequest } from './sign-in.guard.js';

/** Where whoever asks is signed in; everyone ends their own. */
@ApiTags('session')
@Controller('api/v1/sessions')
export class OwnSessionsController {
  constructor(@Inject(SESSIONS) private readonly sessions: Sessions) {}

  @Get()
  @ApiOperation({ summary: 'Where this account is signed in' })
  @ApiOkResponse({ type: SignedInSession, isArray: true })
  async list(@Req() request: SignedRequest, @Res({ passthrough: true }) response: Response): Promise<readonly SignedInSession[]> {
    const known = await this.sessions.list(signedIn(request).accountId, credentialsOf(request).token);
    response.setHeader('X-Total-Count', String(known.length));
    return known;
  }

  @Answers('viewer')
  @Delete(':id')
  @ApiOperation({ summary: 'Sign this account out in one place' })
  @ApiOkResponse({ type: Accepted })
  async end(@Param('id') id: string, @Req() request: SignedRequest): Promise<CommandAccepted> {
    await this.sessions.endOne(person(request).accountId, id);
    return { id, position: null };
  }
}

/** Whoever is signed in. Throws Refused for an API key: what is a person's own is no script's to change. */
export function person(request: SignedRequest): Identity {
  const identity = signedIn(request);
  if (identity.by === 'api-key') throw refused('not-by-key', {});
  return identity;
}
