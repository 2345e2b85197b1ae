import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res, UnauthorizedException } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Accepted, Account, ChangePassword, Login, SetUp } from '@soulsync/contracts/rest';
import type { CommandAccepted } from '@soulsync/contracts';
import { Invalid, validateBody } from '@soulsync/service-kit';
import type { Accounts, Identity } from '../accounts/accounts.js';
import { DEVICE_DAYS } from '../accounts/device-cookie.js';
import type { DeviceCookies } from '../accounts/device-cookie.js';
import { deviceInWords } from '../accounts/device-in-words.js';
import { firstTries } from '../accounts/first-tries.js';
import type { Attempt, LoginLimiter } from '../accounts/login-limiter.js';
import type { SetUpCode } from '../accounts/set-up-code.js';
import { SESSION_DAYS } from '../accounts/sessions.js';
import type { Sessions } from '../accounts/sessions.js';
import type { SignIn } from '../accounts/sign-in.js';
import { TryLater } from '../accounts/try-later.js';
import { HoldsPassword } from './idempotency.interceptor.js';
import { person } from './own-sessions.controller.js';
import { ACCOUNTS, Answers, contextOf, cookieOf, Open, SESSION_COOKIE, SESSIONS, signedIn } from './sign-in.guard.js';
import type { SignedRequest } from './sign-in.guard.js';

export const SET_UP_CODE = Symbol('set-up code');
export const LOGIN_LIMITER = Symbol('login limiter');
export const SIGN_IN = Symbol('sign-in');
export const DEVICE_COOKIES = Symbol('device cookies');

const DEVICE_COOKIE = 'soulsync_device';
const DAY_MS = 86_400_000;

@ApiTags('session')
@Controller('api/v1')
export class SessionController {
  private readonly isFirst = firstTries();

  constructor(
    @Inject(ACCOUNTS) private readonly accounts: Accounts,
    @Inject(SESSIONS) private readonly sessions: Sessions,
    @Inject(SIGN_IN) private readonly signIn: SignIn,
    @Inject(SET_UP_CODE) private readonly code: SetUpCode,
    @Inject(LOGIN_LIMITER) private readonly limiter: LoginLimiter,
    @Inject(DEVICE_COOKIES) private readonly devices: DeviceCookies,
  ) {}

  @Open()
  @Get('setup')
  @ApiOperation({ summary: 'Is an account still to be made?' })
  async needed(): Promise<{ needed: boolean }> {
    return { needed: await this.code.needed() };
  }

  @Open()
  @Post('setup')
  @HttpCode(200)
  @ApiOperation({ summary: 'Make the first admin with the one-time code' })
  @ApiOkResponse({ type: Account })
  async setUp(@Body() body: SetUp, @Req() request: SignedRequest, @Res({ passthrough: true }) response: Response): Promise<Account> {
    const { code, name, password } = await validateBody(SetUp, body);
    const attempt = this.attemptOf('', request);
    const admission = this.limiter.admit(attempt);
    if (admission.kind === 'wait') throw new TryLater('too-many-tries', admission.waitMs);
    let accountId = '';
    await this.code.use(code, async () => {
      accountId = await this.accounts.createFirst(name, password, { kind: 'account', id: 'set-up' });
    });
    this.limiter.succeeded(attempt);
    return this.open({ accountId, name, role: 'admin', by: 'session' }, null, request, response);
  }

  @Open()
  @Post('session')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign in' })
  @ApiOkResponse({ type: Account })
  async logIn(@Body() body: Login, @Req() request: SignedRequest, @Res({ passthrough: true }) response: Response): Promise<Account> {
    const { name, password } = await validateBody(Login, body);
    const attempt = this.attemptOf(name, request);
    const identity = await this.signIn(attempt, password, goneSignal(response));
    if (!identity) throw new UnauthorizedException('Name or password is wrong.');
    return this.open(identity, attempt.device, request, response);
  }

  @Open()
  @Post('session/end')
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign out' })
  async logOut(@Req() request: SignedRequest, @Res({ passthrough: true }) response: Response): Promise<void> {
    const token = cookieOf(request);
    if (token) await this.sessions.end(token);
    response.clearCookie(SESSION_COOKIE, { path: '/' });
  }

  @Get('session')
  @ApiOperation({ summary: 'Who is signed in' })
  @ApiOkResponse({ type: Account })
  me(@Req() request: SignedRequest): Account {
    const { accountId: id, name, role } = signedIn(request);
    return { id, name, role };
  }

  /** Whoever holds an open browser and does not know the password guesses no faster than at the sign-in. */
  @Answers('viewer')
  @Post('session/password')
  @HoldsPassword('current', 'next')
  @HttpCode(200)
  @ApiOperation({ summary: 'Change your own password; you are signed out everywhere else' })
  @ApiOkResponse({ type: Accepted })
  async changePassword(
    @Body() body: ChangePassword,
    @Req() request: SignedRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CommandAccepted> {
    const { accountId, name } = person(request);
    const { current, next } = await validateBody(ChangePassword, body);
    if (!(await this.signIn(this.attemptOf(name, request), current, goneSignal(response))))
      throw new Invalid({ current: 'is not your password' });
    await this.accounts.setPassword(accountId, next, cookieOf(request), contextOf(request).actor);
    return { id: accountId, position: null };
  }

  private attemptOf(name: string, request: SignedRequest): Attempt {
    const address = request.origin?.address ?? '';
    return {
      name,
      address,
      device: this.devices.deviceOf(cookieOf(request, DEVICE_COOKIE), name),
      fresh: this.isFirst(request.socket, address),
    };
  }

  /** A new session each time; the one that was there before is over. */
  private async open(identity: Identity, device: string | null, request: SignedRequest, response: Response): Promise<Account> {
    const { accountId: id, name, role } = identity;
    const before = cookieOf(request);
    if (before) await this.sessions.end(before);
    const cookie = { httpOnly: true, sameSite: 'lax', path: '/', secure: request.origin?.scheme === 'https' } as const;
    response.cookie(SESSION_COOKIE, await this.sessions.open(id, deviceInWords(request.headers['user-agent'])), {
      ...cookie,
      maxAge: SESSION_DAYS * DAY_MS,
    });
    response.cookie(DEVICE_COOKIE, this.devices.issue(name, device), { ...cookie, maxAge: DEVICE_DAYS * DAY_MS });
    return { id, name, role };
  }
}

/** Aborts when the client leaves before it has its answer. */
function goneSignal(response: Response): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  if (response.destroyed) gone.abort();
  return gone.signal;
}
