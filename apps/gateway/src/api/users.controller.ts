import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { CommandAccepted } from '@soulsync/contracts';
import { Accepted, ChangeRole, CreateUser, SetPassword, User } from '@soulsync/contracts/rest';
import { NotFound, validateBody } from '@soulsync/service-kit';
import type { Accounts } from '../accounts/accounts.js';
import { HoldsPassword } from './idempotency.interceptor.js';
import { ACCOUNTS, AdminOnly, contextOf, cookieOf, signedIn } from './sign-in.guard.js';
import type { SignedRequest } from './sign-in.guard.js';

/** Whoever may sign in. */
@ApiTags('users')
@AdminOnly()
@Controller('api/v1/users')
export class UserController {
  constructor(@Inject(ACCOUNTS) private readonly accounts: Accounts) {}

  @Get()
  @ApiOperation({ summary: 'All accounts, with their roles' })
  @ApiOkResponse({ type: User, isArray: true })
  async list(@Req() request: SignedRequest, @Res({ passthrough: true }) response: Response): Promise<readonly User[]> {
    const known = await this.accounts.list();
    const { accountId } = signedIn(request);
    response.setHeader('X-Total-Count', String(known.length));
    return known.map((account) => ({ ...account, isYou: account.id === accountId }));
  }

  @Post()
  @HoldsPassword('password')
  @HttpCode(200)
  @ApiOperation({ summary: 'Create an account' })
  @ApiOkResponse({ type: Accepted })
  async create(@Body() body: CreateUser, @Req() request: SignedRequest): Promise<CommandAccepted> {
    const { name, password, role } = await validateBody(CreateUser, body);
    return done(await this.accounts.create(name, password, role ?? 'viewer', contextOf(request).actor));
  }

  @Post(':id/role')
  @HttpCode(200)
  @ApiOperation({ summary: 'Change the role of an account; there is always an admin' })
  @ApiOkResponse({ type: Accepted })
  async changeRole(@Param('id') id: string, @Body() body: ChangeRole, @Req() request: SignedRequest): Promise<CommandAccepted> {
    await this.known(id);
    const { role } = await validateBody(ChangeRole, body);
    await this.accounts.changeRole(id, role, contextOf(request).actor);
    return done(id);
  }

  @Post(':id/password')
  @HoldsPassword('password')
  @HttpCode(200)
  @ApiOperation({ summary: 'Set the password of an account and end its sessions, but for the one that asks' })
  @ApiOkResponse({ type: Accepted })
  async setPassword(@Param('id') id: string, @Body() body: SetPassword, @Req() request: SignedRequest): Promise<CommandAccepted> {
    await this.known(id);
    const { password } = await validateBody(SetPassword, body);
    await this.accounts.setPassword(id, password, cookieOf(request), contextOf(request).actor);
    return done(id);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Remove an account with its sessions and API keys; there is always an admin' })
  @ApiOkResponse({ type: Accepted })
  async remove(@Param('id') id: string, @Req() request: SignedRequest): Promise<CommandAccepted> {
    await this.accounts.remove(id, contextOf(request).actor);
    return done(id);
  }

  /** Nobody has this id is said before what is wrong with what is asked for them. */
  private async known(id: string): Promise<void> {
    if (!(await this.accounts.list()).some((account) => account.id === id)) throw new NotFound('no account has this id');
  }
}

const done = (id: string): CommandAccepted => ({ id, position: null });
