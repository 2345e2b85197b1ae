import { createHash } from 'node:crypto';
import { Inject, Injectable, SetMetadata } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { catchError, finalize, mergeMap, of } from 'rxjs';
import type { Observable } from 'rxjs';
import { canonical, messageOf, uuid5 } from '@soulsync/event-store';
import type { Logger } from '@soulsync/event-store';
import { STILL_RUNNING_EVERY_MS } from '../idempotency/idempotent-requests.js';
import type { Claim, IdempotentRequests } from '../idempotency/idempotent-requests.js';
import { HttpProblem } from './http-problem.js';
import { problemOf } from './problem.filter.js';
import type { SignedRequest } from './sign-in.guard.js';

export const IDEMPOTENT_REQUESTS = Symbol('idempotent requests');
export const LOGGER = Symbol('logger');

const SHOWN_ONCE = 'soulsync:shown-once';
/** Its answer holds a secret, so it is never kept: a repeated request is told that it was done. */
export const ShownOnce = () => SetMetadata(SHOWN_ONCE, true);

const PASSWORD_FIELDS = 'soulsync:password-fields';
/** Names of the body's passwords: a fast hash of one would lie in the database for a day, so a request is known again by the rest of it. */
export const HoldsPassword = (...fields: readonly string[]) => SetMetadata(PASSWORD_FIELDS, fields);

const HEADER = 'idempotency-key';
const KEY = /^[!-~]{1,200}$/;
const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** A longer answer is not kept. */
const LONGEST_ANSWER = 256 * 1024;
const requestSpace = 'd4c1a1a2-63a0-4bb5-9a0f-0c6f2a0f4d1b';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/**
 * `Idempotency-Key`: the same request of the same account under the same key is done once and answered the same for a day. It stands behind
 * the sign-in, so that the key is the account's own, and in front of the handler, whose commands take their ids from the request's.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    @Inject(IDEMPOTENT_REQUESTS) private readonly requests: IdempotentRequests,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<SignedRequest>();
    const key = request.headers[HEADER];
    if (key === undefined || !unsafe.has(request.method) || !request.identity) return next.handle();
    if (typeof key !== 'string' || !KEY.test(key)) throw badKey();
    const id = sha256(`${request.identity.accountId}\n${key}`);
    const passwords = Reflect.getMetadata(PASSWORD_FIELDS, context.getHandler()) as readonly string[] | undefined; // written by `HoldsPassword` alone
    const fingerprint = fingerprintOf(request, passwords ?? []);
    const claim = await this.requests.claim(id, fingerprint);
    const response = http.getResponse<Response>();
    if (claim.kind !== 'ours') return replayed(claim, response);
    request.requestId = uuid5(requestSpace, id, fingerprint);
    const shownOnce: unknown = Reflect.getMetadata(SHOWN_ONCE, context.getHandler());
    return this.watched(id, claim.owner, next.handle(), (answer) => ({
      status: response.statusCode,
      json: shownOnce === true ? null : kept(answer),
    }));
  }

  private watched(
    id: string,
    owner: string,
    work: Observable<unknown>,
    answerOf: (answer: unknown) => { readonly status: number; readonly json: string | null },
  ): Observable<unknown> {
    const timer = setInterval(() => void this.noted(this.requests.stillRunning(id, owner)), STILL_RUNNING_EVERY_MS);
    return work.pipe(
      mergeMap(async (answer) => {
        const { status, json } = answerOf(answer);
        await this.noted(this.requests.answered(id, owner, status, json));
        return answer;
      }),
      catchError(async (error: unknown) => {
        // A refusal changed nothing and may read otherwise tomorrow; after any other failure it may have been done.
        const isRefused = problemOf(error).status < 500;
        await this.noted(isRefused ? this.requests.forget(id, owner) : this.requests.unsettled(id, owner));
        throw error;
      }),
      finalize(() => clearInterval(timer)),
    );
  }

  /** The answer itself does not depend on it: without the note the request is done again, under the same ids. */
  private async noted(note: Promise<void>): Promise<void> {
    await note.catch((error: unknown) => this.logger.warn('an idempotent request could not be noted', { error: messageOf(error) }));
  }
}

/** All that was asked, but for passwords. Throws what a client sees. */
function fingerprintOf(request: Request, passwords: readonly string[]): string {
  const body = without(passwords, request.body);
  const isSent = Number(request.headers['content-length'] ?? 0) > 0 || request.headers['transfer-encoding'] !== undefined;
  if (body === undefined && isSent)
    throw new HttpProblem(
      400,
      'idempotency-key-unsupported',
      'No idempotency key here',
      'Idempotency-Key is for requests with a JSON body or none: what else is sent here can not be compared.',
    );
  try {
    return sha256(canonical([request.method, request.originalUrl, body ?? null]));
  } catch (error) {
    if (error instanceof RangeError) throw new HttpProblem(400, 'malformed', 'Malformed request', 'the body is nested too deeply');
    throw error;
  }
}

const without = (fields: readonly string[], body: unknown): unknown =>
  fields.length === 0 || typeof body !== 'object' || body === null
    ? body
    : Object.fromEntries(Object.entries(body).filter(([name]) => !fields.includes(name)));

function replayed(claim: Exclude<Claim, { kind: 'ours' }>, response: Response): Observable<unknown> {
  switch (claim.kind) {
    case 'running':
      throw new HttpProblem(
        409,
        'request-still-running',
        'Still at work',
        'The request with this Idempotency-Key is still at work; its answer can be had under the same key in a moment.',
        2,
      );
    case 'other-request':
      throw new HttpProblem(
        422,
        'idempotency-key-reused',
        'This key belongs to another request',
        'This Idempotency-Key was used for another request (another method, path or body) within the last 24 hours. Nothing was done; send it again with a new key.',
      );
    case 'answered':
      if (claim.json === null)
        throw new HttpProblem(
          409,
          'answer-not-kept',
          'Done before',
          'This request was done when it first came with this Idempotency-Key; its answer was shown then and is not kept. To do it once more, send a new key.',
        );
      response.status(claim.status).setHeader('Idempotency-Replayed', 'true');
      return of(claim.json === '' ? undefined : (JSON.parse(claim.json) as unknown));
  }
}

/** ''; there was none; null: too long. */
function kept(answer: unknown): string | null {
  const json = answer === undefined ? '' : JSON.stringify(answer);
  return json.length > LONGEST_ANSWER ? null : json;
}

const badKey = () =>
  new HttpProblem(
    400,
    'idempotency-key-invalid',
    'Bad idempotency key',
    'Idempotency-Key must be 1 to 200 printable ASCII characters without blanks, such as a uuid.',
  );

/** The header on each operation that takes it. */
export function describeIdempotency(document: OpenAPIObject): OpenAPIObject {
  for (const path of Object.values(document.paths))
    for (const operation of [path.post, path.put, path.patch, path.delete])
      if (operation)
        operation.parameters = [
          ...(operation.parameters ?? []),
          {
            name: 'Idempotency-Key',
            in: 'header',
            required: false,
            description: 'The same request under the same key is done once and answered the same for 24 hours; a key is of one account.',
            schema: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[!-~]+$' },
          },
        ];
  return document;
}
