import { Body, Controller, Get, HttpCode, HttpException, Inject, Post, Req, Res, UnauthorizedException } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Account, IssueApiKey, Login, SetUp } from '@soulsync/contracts/rest';
import { Refused, validateBody } from '@soulsync/service-kit';
import type { Accounts } from '../accounts/accounts.js';
import { SESSION_DAYS } from '../accounts/accounts.js';
import type { LoginLimiter } from '../accounts/login-limiter.js';
import type { SetUpCode } from '../accounts/set-up-code.js';
import { ShownOnce } from './idempotency.interceptor.js';
import { ACCOUNTS, contextOf, cookieOf, Open, SESSION_COOKIE } from './sign-in.guard.js';
import type { SignedRequest } from './sign-in.guard.js';

export const SET_UP_CODE = Symbol('set-up code');
export const LOGIN_LIMITER = Symbol('login limiter');

@ApiTags('session')
@Controller('api/v1')
export class SessionController {
  constructor(
    @Inject(ACCOUNTS) private readonly accounts: Accounts,
    @Inject(SET_UP_CODE) private readonly code: SetUpCode,
    @Inject(LOGIN_LIMITER) private readonly limiter: LoginLimiter,
  ) {}

  @Open()
  @Get('setup')
  @ApiOperation({ summary: 'Is an account still to be made?' })
  needed(): { needed: boolean } {
    return { needed: this.code.needed };
  }

  @Open()
  @Post('setup')
  @HttpCode(200)
  @ApiOperation({ summary: 'Make the first admin with the one-time code' })
  @ApiOkResponse({ type: Account })
  async setUp(@Body() body: SetUp, @Req() request: SignedRequest, @Res({ passthrough: true }) response: Response): Promise<Account> {
    const { code, name, password } = await validateBody(SetUp, body);
    const who = `setup ${request.ip ?? ''}`;
    this.patience(who);
    if (!this.code.fits(code)) {
      this.limiter.failed(who);
      throw new Refused('wrong-code', 'this is not the set-up code that the log names');
    }
    await this.accounts.create(name, password, 'admin', 'person:set-up');
    await this.code.used();
    return this.open(name, password, request, response);
  }

  @Open()
  @Post('session')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign in' })
  @ApiOkResponse({ type: Account })
  async logIn(@Body() body: Login, @Req() request: SignedRequest, @Res({ passthrough: true }) response: Response): Promise<Account> {
    const { name, password } = await validateBody(Login, body);
    return this.open(name, password, request, response);
  }

  @Open()
  @Post('session/end')
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign out' })
  async logOut(@Req() request: SignedRequest, @Res({ passthrough: true }) response: Response): Promise<void> {
    const token = cookieOf(request);
    if (token) await this.accounts.logOut(token);
    response.clearCookie(SESSION_COOKIE, { path: '/' });
  }

  @Get('session')
  @ApiOperation({ summary: 'Who is signed in' })
  @ApiOkResponse({ type: Account })
  me(@Req() request: SignedRequest): Account {
    const { accountId: id, name, role } = signedIn(request);
    return { id, name, role };
  }

  @Post('api-keys')
  @ShownOnce()
  @HttpCode(200)
  @ApiOperation({ summary: 'Issue an API key; it is shown once' })
  async issue(@Body() body: IssueApiKey, @Req() request: SignedRequest): Promise<{ id: string; key: string }> {
    const { name, scope } = await validateBody(IssueApiKey, body);
    const identity = signedIn(request);
    if (identity.role !== 'admin') throw new Refused('admin-only', 'only an admin issues keys');
    const { apiKeyId, key } = await this.accounts.issueApiKey(identity.accountId, name, scope ?? 'read', contextOf(request).actor);
    return { id: apiKeyId, key };
  }

  private async open(name: string, password: string, request: SignedRequest, response: Response): Promise<Account> {
    const who = `${request.ip ?? ''} ${name}`;
    this.patience(who);
    const session = await this.accounts.logIn(name, password);
    if (!session) {
      this.limiter.failed(who);
      throw new UnauthorizedException('Name or password is wrong.');
    }
    this.limiter.succeeded(who);
    response.cookie(SESSION_COOKIE, session.token, {
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      secure: request.secure,
      maxAge: SESSION_DAYS * 86_400_000,
    });
    const { accountId: id, role } = session.identity;
    return { id, name, role };
  }

  private patience(who: string): void {
    const waitMs = this.limiter.waitMs(who);
    if (waitMs > 0) throw new HttpException(`Too many tries; wait ${Math.ceil(waitMs / 1000)} s.`, 429);
  }
}

function signedIn(request: SignedRequest) {
  if (!request.identity) throw new UnauthorizedException('Sign in first.');
  return request.identity;
}
