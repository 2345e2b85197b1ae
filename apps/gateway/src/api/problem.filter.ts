import { Catch, HttpException } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { InvalidId } from '@soulsync/contracts';
import { refusalInWords } from '@soulsync/contracts/words';
import { ConcurrencyConflict, isOutage, StoreUnavailable } from '@soulsync/event-store';
import type { Logger } from '@soulsync/event-store';
import { DATABASE_AWAY, Invalid, Malformed, NotFound, ExternalError, Refused, TooLarge, Unavailable } from '@soulsync/service-kit';
import { Abandoned, TryLater } from '../accounts/try-later.js';
import { HttpProblem } from './http-problem.js';
import type { SignedRequest } from './sign-in.guard.js';

const titles: Readonly<Record<number, string>> = {
  400: 'Malformed request',
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Not found',
  408: 'Too slow',
  409: 'Refused by a rule',
  413: 'Too large',
  415: 'Not taken in this form',
  422: 'Some fields are not valid',
  429: 'Too many tries',
  500: 'Something went wrong inside',
  503: 'Not available right now',
};

const codes: Readonly<Record<number, string>> = {
  400: 'malformed',
  401: 'not-signed-in',
  403: 'forbidden',
  404: 'not-found',
  408: 'too-slow',
  413: 'too-large',
  415: 'unsupported-type',
  503: 'unavailable',
};

interface ProblemAnswer {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly params?: object | null;
  readonly title?: string;
  readonly retryAfterS?: number | null;
  readonly errors?: Readonly<Record<string, string>>;
}

/** A service that starts again is back within this. */
const UNAVAILABLE_RETRY_S = 5;

/** Every error as RFC 9457 problem+json; never a stack, never a secret. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<SignedRequest>();
    const response = http.getResponse<Response>();
    const { status, code, detail, params, title, retryAfterS, errors } = problemOf(error);
    if (status === 500)
      this.logger.error('a request failed', {
        path: request.path,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    if (response.headersSent) {
      response.end();
      return;
    }
    if (!request.complete) response.setHeader('Connection', 'close'); // the rest of its body is not read
    if (retryAfterS) response.setHeader('Retry-After', String(retryAfterS));
    response
      .status(status)
      .type('application/problem+json')
      .send(
        JSON.stringify({
          type: `urn:soulsync:problem:${code}`,
          title: title ?? titles[status] ?? 'Error',
          status,
          detail,
          code,
          ...(params ? { params } : {}),
          correlationId: request.correlationId ?? '',
          ...(errors ? { errors } : {}),
        }),
      );
  }
}

/** What a client is told of an error. */
export function problemOf(error: unknown): ProblemAnswer {
  if (error instanceof Invalid) return { status: 422, code: 'invalid', detail: error.message, errors: error.fields };
  if (error instanceof Malformed) return { status: 400, code: 'malformed', detail: error.message, errors: error.fields };
  if (error instanceof NotFound || error instanceof InvalidId) return { status: 404, code: 'not-found', detail: error.message };
  if (error instanceof TooLarge) return { status: 413, code: error.reason, detail: error.message };
  if (error instanceof Refused) return { status: 409, code: error.reason, params: error.params, detail: error.message };
  // The status that another system answered with is not ours.
  if (error instanceof Unavailable || error instanceof ExternalError || error instanceof StoreUnavailable)
    return { status: 503, code: 'unavailable', detail: error.message, retryAfterS: UNAVAILABLE_RETRY_S };
  if (error instanceof TryLater) {
    const status = error.reason === 'busy' ? 503 : 429;
    return { status, code: error.reason, detail: error.message, retryAfterS: Math.max(1, Math.ceil(error.waitMs / 1000)) };
  }
  if (error instanceof Abandoned) return { status: 408, code: 'abandoned', detail: error.message };
  if (error instanceof ConcurrencyConflict) return { status: 409, code: 'conflict', params: {}, detail: refusalInWords('conflict', {}) };
  if (error instanceof HttpProblem) {
    const { code, title, retryAfterS, message: detail } = error;
    return { status: error.getStatus(), code, title, retryAfterS, detail };
  }
  if (error instanceof HttpException) {
    const status = error.getStatus();
    return { status, code: codes[status] ?? `http-${status}`, detail: error.message };
  }
  if (error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status >= 400 && error.status < 500)
    return { status: error.status, code: 'malformed', detail: error.message };
  if (isOutage(error)) return { status: 503, code: 'unavailable', detail: DATABASE_AWAY, retryAfterS: UNAVAILABLE_RETRY_S };
  return { status: 500, code: 'bug', detail: 'The log of the gateway says what happened.' };
}
