import { ForbiddenException, Inject, Injectable, SetMetadata, UnauthorizedException } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { RequestContext, Role } from '@soulsync/contracts';
import { newId } from '@soulsync/event-store';
import type { Accounts, Identity } from '../accounts/accounts.js';

export const ACCOUNTS = Symbol('accounts');
export const SESSION_COOKIE = 'soulsync_session';

/** A request after the door. */
export type SignedRequest = Request & {
  identity?: Identity;
  correlationId?: string;
  /** With an idempotency key: the same when the same request comes again. */
  requestId?: string;
};

const OPEN = 'soulsync:open';
/** Answers without a sign-in. */
export const Open = () => SetMetadata(OPEN, true);

const ADMIN_ONLY = 'soulsync:admin-only';
/** Answers an admin alone, reads included. */
export const AdminOnly = () => SetMetadata(ADMIN_ONLY, true);

const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const strength: Readonly<Record<Role, number>> = { viewer: 0, editor: 1, admin: 2 };

/** Deny by default: a session cookie or an API key, and for writes the editor's role; cross-site writes are refused. */
@Injectable()
export class SignInGuard implements CanActivate {
  constructor(@Inject(ACCOUNTS) private readonly accounts: Accounts) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedRequest>();
    request.correlationId = newId();
    const open: unknown = Reflect.getMetadata(OPEN, context.getHandler()) ?? Reflect.getMetadata(OPEN, context.getClass());
    const writes = unsafe.has(request.method);
    if (writes && cookieOf(request) !== null && !sameSite(request)) throw new ForbiddenException('a write from another site is refused');
    if (open === true) return true;
    const identity = await this.identify(request);
    if (!identity) throw new UnauthorizedException('Sign in, or send an API key in X-Api-Key.');
    if (writes && strength[identity.role] < strength.editor) throw new ForbiddenException('This needs the role editor.');
    const adminOnly: unknown = Reflect.getMetadata(ADMIN_ONLY, context.getHandler()) ?? Reflect.getMetadata(ADMIN_ONLY, context.getClass());
    if (adminOnly === true && identity.role !== 'admin') throw new ForbiddenException('This needs the role admin.');
    request.identity = identity;
    return true;
  }

  private async identify(request: SignedRequest): Promise<Identity | null> {
    const key = headerOf(request, 'x-api-key');
    if (key) return this.accounts.byApiKey(key);
    const token = cookieOf(request);
    return token ? this.accounts.bySession(token) : null;
  }
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

export function cookieOf(request: Request): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === SESSION_COOKIE && value) return value;
  }
  return null;
}

function sameSite(request: Request): boolean {
  const site = headerOf(request, 'sec-fetch-site');
  const origin = headerOf(request, 'origin');
  const fits =
    site === 'same-origin' ||
    (site === null && (origin === null || origin === `${request.protocol}://${request.headers.host ?? ''}`)) ||
    (origin !== null && origin === `${request.protocol}://${request.headers.host ?? ''}`);
  const body = Number(request.headers['content-length'] ?? 0) > 0;
  return fits && (!body || (request.headers['content-type'] ?? '').startsWith('application/json'));
}

function headerOf(request: Request, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}
