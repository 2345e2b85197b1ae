import { applyDecorators, ForbiddenException, Inject, Injectable, SetMetadata, UnauthorizedException } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { Request } from 'express';
import type { RequestContext, Role } from '@soulsync/contracts';
import { newId } from '@soulsync/event-store';
import type { Accounts, Identity } from '../accounts/accounts.js';
import type { Sessions } from '../accounts/sessions.js';

export const ACCOUNTS = Symbol('accounts');
export const SESSIONS = Symbol('sessions');
export const SESSION_COOKIE = 'soulsync_session';

/** A request after the door. */
export type SignedRequest = Request & {
  identity?: Identity;
  correlationId?: string;
  /** With an idempotency key: the same when the same request comes again. */
  requestId?: string;
};

/** Where the OpenAPI document says whom an operation answers: a role, or `nobody` where no sign-in is needed. */
export const ROLE_EXTENSION = 'x-role';
export type NeededRole = Role | 'nobody';
const answers = (mark: string, role: NeededRole) => applyDecorators(SetMetadata(mark, true), ApiExtension(ROLE_EXTENSION, role));

const OPEN = 'soulsync:open';
/** Answers without a sign-in. */
export const Open = () => answers(OPEN, 'nobody');
export const isOpen = (context: ExecutionContext): boolean => marked(OPEN, context);

const ADMIN_ONLY = 'soulsync:admin-only';
/** Answers an admin alone, reads included. */
export const AdminOnly = () => answers(ADMIN_ONLY, 'admin');

const marked = (mark: string, context: ExecutionContext): boolean =>
  (Reflect.getMetadata(mark, context.getHandler()) ?? Reflect.getMetadata(mark, context.getClass())) === true;

const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const strength: Readonly<Record<Role, number>> = { viewer: 0, editor: 1, admin: 2 };
/** Of a route that says nothing else. */
export const roleByMethod = (method: string): Role => (unsafe.has(method) ? 'editor' : 'viewer');

/** Deny by default: a session cookie or an API key, and for writes the editor's role; cross-site writes are refused. */
@Injectable()
export class SignInGuard implements CanActivate {
  constructor(
    @Inject(ACCOUNTS) private readonly accounts: Accounts,
    @Inject(SESSIONS) private readonly sessions: Sessions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedRequest>();
    request.correlationId = newId();
    const writes = unsafe.has(request.method);
    if (writes && cookieOf(request) !== null && !sameSite(request)) throw new ForbiddenException('a write from another site is refused');
    if (isOpen(context)) return true;
    const identity = await this.identify(request);
    if (!identity) throw new UnauthorizedException('Sign in, or send an API key in X-Api-Key.');
    const needed = marked(ADMIN_ONLY, context) ? 'admin' : roleByMethod(request.method);
    if (strength[identity.role] < strength[needed]) throw new ForbiddenException(`This needs the role ${needed}.`);
    request.identity = identity;
    return true;
  }

  private async identify(request: SignedRequest): Promise<Identity | null> {
    const { key, token } = credentialsOf(request);
    if (key) return this.accounts.byApiKey(key);
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
  actor: request.identity ? `person:${request.identity.name}` : 'person:unknown',
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

function sameSite(request: Request): boolean {
  const site = headerOf(request, 'sec-fetch-site');
  const origin = headerOf(request, 'origin');
  const own = `${request.protocol}://${request.headers.host ?? ''}`;
  return site === 'same-origin' || origin === own || (site === null && origin === null); // no form can send a body that a route takes: 415
}

function headerOf(request: Request, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}
