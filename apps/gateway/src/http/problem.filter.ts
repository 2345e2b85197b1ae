import { Catch, HttpException } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import type { Logger } from '@soulsync/event-store';
import { Invalid, NotFound, Refused, TooLarge, Unavailable } from '@soulsync/service-kit';
import { HttpProblem } from './http-problem.js';
import type { SignedRequest } from './sign-in.guard.js';

const titles: Readonly<Record<number, string>> = {
  400: 'Malformed request',
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Refused by a rule',
  413: 'Too large',
  422: 'Some fields are not valid',
  429: 'Too many tries',
  500: 'Something went wrong inside',
  503: 'Not available right now',
};

interface Told {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly title?: string;
  readonly retryAfterS?: number | null;
  readonly errors?: Readonly<Record<string, string>>;
}

/** Every error as RFC 9457 problem+json; never a stack, never a secret. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<SignedRequest>();
    const response = http.getResponse<Response>();
    const { status, code, detail, title, retryAfterS, errors } = problemOf(error);
    if (status === 500)
      this.logger.error('a request failed', {
        path: request.path,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    if (response.headersSent) {
      response.end();
      return;
    }
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
          correlationId: request.correlationId ?? '',
          ...(errors ? { errors } : {}),
        }),
      );
  }
}

/** What a client is told of an error. */
export function problemOf(error: unknown): Told {
  if (error instanceof Invalid) return { status: 422, code: 'invalid', detail: error.message, errors: error.fields };
  if (error instanceof NotFound) return { status: 404, code: 'not-found', detail: error.message };
  if (error instanceof TooLarge) return { status: 413, code: error.reason, detail: error.message };
  if (error instanceof Refused) return { status: 409, code: error.reason, detail: error.message };
  if (error instanceof Unavailable) return { status: 503, code: 'unavailable', detail: error.message };
  if (error instanceof HttpProblem) {
    const { code, title, retryAfterS, message: detail } = error;
    return { status: error.getStatus(), code, title, retryAfterS, detail };
  }
  if (error instanceof HttpException) {
    const status = error.getStatus();
    return { status, code: status === 401 ? 'not-signed-in' : status === 403 ? 'forbidden' : `http-${status}`, detail: error.message };
  }
  if (error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status < 500)
    return { status: error.status, code: 'malformed', detail: error.message };
  return { status: 500, code: 'bug', detail: 'The log of the gateway says what happened.' };
}
