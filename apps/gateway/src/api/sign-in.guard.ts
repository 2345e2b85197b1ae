import { applyDecorators, ForbiddenException, Inject, Injectable, SetMetadata, UnauthorizedException } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { Request } from 'express';
import type { RequestContext, Role } from '@soulsync/contracts';
import { newId } from '@soulsync/event-store';
import type { Identity } from '../accounts/accounts.js';
import type { ApiKeys } from '../accounts/api-keys.js';
import type { Sessions } from '../accounts/sessions.js';
import { ORIGIN_OF } from './trusted-proxies.js';
import type { Origin, OriginOf } from './trusted-proxies.js';

export const ACCOUNTS = Symbol('accounts');
export const API_KEYS = Symbol('API keys');
export const SESSIONS = Symbol('sessions');
export const SESSION_COOKIE = 'soulsync_session';

/** A request after the door. */
export type SignedRequest = Request & {
  identity?: Identity;
  origin?: Origin;
  correlationId?: string;
  /** With an idempotency key: the same when the same request comes again. */
  requestId?: string;
};

/** Where the OpenAPI document says whom an operation answers: a role, or `nobody` where no sign-in is needed. */
export const ROLE_EXTENSION = 'x-role';
export type NeededRole = Role | 'nobody';
const NEEDED_ROLE = 'soulsync:needed-role';
/** Answers this role and the stronger ones, whatever the method. */
export const Answers = (role: NeededRole) => applyDecorators(SetMetadata(NEEDED_ROLE, role), ApiExtension(ROLE_EXTENSION, role));
/** Answers without a sign-in. */
export const Open = () => Answers('nobody');
/** Answers an admin alone, reads included. */
export const AdminOnly = () => Answers('admin');

/** What stands on the route, else on its controller. */
const markedRole = (context: ExecutionContext): NeededRole | undefined =>
  (Reflect.getMetadata(NEEDED_ROLE, context.getHandler()) ?? Reflect.getMetadata(NEEDED_ROLE, context.getClass())) as
    NeededRole | undefined; // written by `Answers` alone
export const isOpen = (context: ExecutionContext): boolean => markedRole(context) === 'nobody';

const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const strength: Readonly<Record<Role, number>> = { viewer: 0, editor: 1, admin: 2 };
/** Of a route that says nothing else. */
export const roleByMethod = (method: string): Role => (unsafe.has(method) ? 'editor' : 'viewer');

/** Deny by default: a session cookie or an API key, and for writes the editor's role; cross-site writes are refused. */
@Injectable()
export class SignInGuard implements CanActivate {
  constructor(
    @Inject(API_KEYS) private readonly apiKeys: ApiKeys,
    @Inject(SESSIONS) private readonly sessions: Sessions,
    @Inject(ORIGIN_OF) private readonly originOf: OriginOf,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedRequest>();
    request.correlationId = newId();
    request.origin = this.originOf(request);
    const writes = unsafe.has(request.method);
    if (writes && cookieOf(request) !== null && !sameSite(request, request.origin))
      throw new ForbiddenException('a write from another site is refused');
    const needed = markedRole(context) ?? roleByMethod(request.method);
    if (needed === 'nobody') return true;
    const identity = await this.identify(request);
    if (!identity) throw new UnauthorizedException('Sign in, or send an API key in X-Api-Key.');
    if (strength[identity.role] < strength[needed]) throw new ForbiddenException(`This needs the role ${needed}.`);
    request.identity = identity;
    return true;
  }

  private async identify(request: SignedRequest): Promise<Identity | null> {
    const { key, token } = credentialsOf(request);
    if (key) return this.apiKeys.byKey(key);
    return token ? this.sessions.use(token) : null;
  }
}

/** Throws where nobody is signed in, as on open routes. */
export function signedIn({ identity }: SignedRequest): Identity {
  if (!identity) throw new UnauthorizedException('Sign in first.');
  return identity;
}

/** What a request shows for itself; a key comes before a session. */
export function credentialsOf(request: Request): { readonly key: string | null; readonly token: string | null } {
  const key = headerOf(request, 'x-api-key');
  return { key, token: key ? null : cookieOf(request) };
}

export const contextOf = (request: SignedRequest): RequestContext => ({
  actor: { kind: 'account', id: request.identity?.name ?? 'unknown' },
  correlationId: request.correlationId ?? newId(),
  traceparent: traceparentOf(request),
  ...(request.requestId === undefined ? {} : { requestId: request.requestId }),
});

/** W3C trace context of version 00; whatever else comes under that name is none, and goes into no message. */
function traceparentOf(request: Request): string | null {
  const header = headerOf(request, 'traceparent');
  return header !== null && /^00-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/.test(header) ? header : null;
}

/** Of two sessions in one request the other one may have been planted: neither counts. */
export function cookieOf(request: Request, cookie = SESSION_COOKIE): string | null {
  const values = (request.headers.cookie ?? '').split(';').flatMap((part) => {
    const [name, value] = part.trim().split('=');
    return name === cookie && value ? [value] : [];
  });
  return new Set(values).size === 1 ? (values[0] ?? null) : null;
}

function sameSite(request: Request, { scheme, host }: Origin): boolean {
  const site = headerOf(request, 'sec-fetch-site');
  const origin = headerOf(request, 'origin');
  return site === 'same-origin' || origin === `${scheme}://${host}` || (site === null && origin === null); // no form can send a body that a route takes: 415
}

function headerOf(request: Request, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}
