import { Injectable, SetMetadata } from '@nestjs/common';
import type { CallHandler, CanActivate, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import type { Observable } from 'rxjs';
import { Malformed, plainBody, unstorable } from '@soulsync/service-kit';
import { checkBodyHeaders, CSV_UPLOAD, hasBody, JSON_BODY, OPEN_BODY, readJson } from './request-stream.js';
import type { BodyRule } from './request-stream.js';
import { isOpen } from './sign-in.guard.js';

const UPLOAD = 'soulsync:upload';
/** The handler reads the body itself, as a stream of CSV. */
export const CsvUpload = () => SetMetadata(UPLOAD, true);

const isUpload = (context: ExecutionContext): boolean => Reflect.getMetadata(UPLOAD, context.getHandler()) === true;
const ruleOf = (context: ExecutionContext): BodyRule => (isUpload(context) ? CSV_UPLOAD : isOpen(context) ? OPEN_BODY : JSON_BODY);
const withoutBody = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Before anyone is asked who they are: what the headers alone refuse costs nothing. */
@Injectable()
export class BodyHeadersGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    if (!withoutBody.has(request.method)) checkBodyHeaders(request, ruleOf(context));
    return true;
  }
}

/** Behind the sign-in: only now is the body read, and looked at as a whole. */
@Injectable()
export class RequestBodyInterceptor implements NestInterceptor {
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    checkQuery(request);
    if (!withoutBody.has(request.method)) {
      if (hasBody(request) && request.headers.expect !== undefined) http.getResponse<Response>().writeContinue();
      if (!isUpload(context)) request.body = hasBody(request) ? plainBody(await readJson(request, ruleOf(context))) : {};
    }
    return next.handle();
  }
}

/** Text that can't be stored can't be searched for either; a parameter that is no UTF-8 would be read as another one. */
function checkQuery({ originalUrl }: Request): void {
  const query = originalUrl.indexOf('?') + 1;
  if (query === 0) return;
  for (const pair of originalUrl.slice(query).split('&')) {
    const [name = null, value = null] = /^([^=]*)=?(.*)$/s.exec(pair)?.slice(1).map(decoded) ?? [];
    if (name === null || value === null) throw new Malformed({ [name ?? 'query']: 'is not UTF-8, percent-encoded' });
    const trouble = unstorable(name) ?? unstorable(value);
    if (trouble) throw new Malformed({ [unstorable(name) ? 'query' : name]: `holds ${trouble}` });
  }
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null; // no percent-encoded UTF-8
  }
}

/** How long the rest of a body that nobody reads is let run out, so that the refusal is heard before the connection ends. */
const LINGER_MS = 1_000;

/** A connection whose body was not read is not kept: its rest would be read for the next request. */
export function endUnread(request: Request, response: Response, next: NextFunction): void {
  response.on('finish', () => {
    if (request.complete) return;
    request.resume();
    setTimeout(() => request.socket.destroy(), LINGER_MS).unref();
  });
  next();
}
