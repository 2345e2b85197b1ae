import { describe, expect, it } from '@jest/globals';
import { BadRequestException, ForbiddenException, HttpException, NotFoundException, UnauthorizedException } from '@nestjs/common';
import type { ArgumentsHost } from '@nestjs/common';
import { InvalidId } from '@soulsync/contracts';
import { ConcurrencyConflict, StoreUnavailable } from '@soulsync/event-store';
import {
  fromRpcError,
  Invalid,
  Malformed,
  NotFound,
  ExternalError,
  Refused,
  refused,
  rpcError,
  TooLarge,
  Unavailable,
} from '@soulsync/service-kit';
import { Abandoned, TryLater } from '../accounts/try-later.js';
import { HttpProblem } from './http-problem.js';
import { ProblemFilter } from './problem.filter.js';

/** What a client is sent for an error, and what the log says of it. */
function answered(error: unknown, { complete = true, headersSent = false } = {}) {
  const sent = { status: 0, type: '', body: '', headers: {} as Record<string, string>, ended: false };
  const logged: object[] = [];
  const response = {
    headersSent,
    setHeader: (name: string, value: string) => void (sent.headers[name] = value),
    status: (status: number) => ((sent.status = status), response),
    type: (type: string) => ((sent.type = type), response),
    send: (body: string) => void (sent.body = body),
    end: () => void (sent.ended = true),
  };
  const request = { path: '/api/v1/things', correlationId: 'c-1', complete };
  const quiet = () => undefined;
  const logger = { debug: quiet, info: quiet, warn: quiet, error: (_text: string, details?: object) => void logged.push(details ?? {}) };
  const host = { switchToHttp: () => ({ getRequest: () => request, getResponse: () => response }) };
  new ProblemFilter(logger).catch(error, host as unknown as ArgumentsHost); // what is read of one
  return { ...sent, logged, problem: sent.body === '' ? null : (JSON.parse(sent.body) as Record<string, unknown>) };
}

const databaseAway = Object.assign(new Error('connect ECONNREFUSED 10.0.0.9:5432'), { code: 'ECONNREFUSED' });
const stream = { aggregateType: 'account', aggregateId: 'a' } as const;

describe('an error as a problem', () => {
  it.each<[string, unknown, number, string]>([
    ['fields that can not be taken', new Invalid({ name: 'is missing' }), 422, 'invalid'],
    ['what is no request', new Malformed({ body: 'is no object' }), 400, 'malformed'],
    ['what is not there', new NotFound('no such thing'), 404, 'not-found'],
    ['an id that is none', new InvalidId('a.b'), 404, 'not-found'],
    ['a rule that said no', new Refused('nothing-to-do', 'there is nothing to do'), 409, 'nothing-to-do'],
    ['more than a message holds', new TooLarge('too much'), 413, 'too-large'],
    ['a service that is away', new Unavailable('plex', 'the service plex is not running'), 503, 'unavailable'],
    [
      'an external system that failed',
      new ExternalError('plex', 'bad-answer', 'plex answered nonsense', 200, null, null),
      503,
      'unavailable',
    ],
    ['a log that is away', new StoreUnavailable('JetStream does not answer'), 503, 'unavailable'],
    ['a database that is away', databaseAway, 503, 'unavailable'],
    ['what holds one as its cause', new Error('could not read', { cause: databaseAway }), 503, 'unavailable'],
    ['someone who was faster', new ConcurrencyConflict(stream), 409, 'conflict'],
    ['too many tries', new TryLater('too-many-tries', 61_000), 429, 'too-many-tries'],
    ['too much to do', new TryLater('busy', 1_000), 503, 'busy'],
    ['a client that has gone', new Abandoned(), 408, 'abandoned'],
    [
      'a problem of HTTP with a code',
      new HttpProblem(409, 'request-still-running', 'Still at work', 'soon', 2),
      409,
      'request-still-running',
    ],
    ['nobody who is known', new UnauthorizedException('Sign in.'), 401, 'not-signed-in'],
    ['somebody who may not', new ForbiddenException('This needs more.'), 403, 'forbidden'],
    ['a route that is not there', new NotFoundException('Cannot GET /'), 404, 'not-found'],
    ['a bad request', new BadRequestException('no'), 400, 'malformed'],
    ['a body that came too slowly', new HttpException('too slow', 408), 408, 'too-slow'],
    ['a body that is too large', new HttpException('too large', 413), 413, 'too-large'],
    ['a body of another type', new HttpException('not this', 415), 415, 'unsupported-type'],
    ['any other status', new HttpException('a teapot', 418), 418, 'http-418'],
    ["express's own refusal", Object.assign(new Error('Failed to decode param'), { status: 400 }), 400, 'malformed'],
    ['a mistake of ours', new TypeError('x is undefined'), 500, 'bug'],
    ['what is no error at all', 'thrown text', 500, 'bug'],
  ])('of %s', (_what, error, status, code) => {
    const { problem, type } = answered(error);
    expect(type).toBe('application/problem+json');
    expect(problem).toMatchObject({ status, code, type: `urn:soulsync:problem:${code}`, correlationId: 'c-1' });
    expect(answered(error).status).toBe(status);
    expect([problem?.['title'], problem?.['detail']]).toEqual([expect.stringMatching(/./), expect.stringMatching(/./)]);
  });

  it('gives the code what its words are made with, over the wire between services too', () => {
    const locked = refused('locked', { variable: 'SOULSYNC_SLSKD_URL' });
    const passedOn = fromRpcError(rpcError(locked), 'acquire-svc');
    for (const error of [locked, passedOn])
      expect(answered(error).problem).toMatchObject({
        code: 'locked',
        params: { variable: 'SOULSYNC_SLSKD_URL' },
        detail: 'SOULSYNC_SLSKD_URL is set in the environment, which wins; remove it there to change it here.',
      });
    expect(answered(new NotFound('no')).problem).not.toHaveProperty('params');
  });

  it('names each field that is wrong', () => {
    expect(answered(new Invalid({ name: 'is missing', age: 'is no number' })).problem?.['errors']).toEqual({
      name: 'is missing',
      age: 'is no number',
    });
    expect(answered(new NotFound('no')).problem).not.toHaveProperty('errors');
  });

  it.each<[unknown, string | undefined]>([
    [new Unavailable('plex', 'away'), '5'],
    [databaseAway, '5'],
    [new TryLater('too-many-tries', 61_400), '62'],
    [new TryLater('busy', 10), '1'],
    [new HttpProblem(409, 'x', 'X', 'x', 2), '2'],
    [new HttpProblem(422, 'x', 'X', 'x'), undefined],
    [new Refused('x', 'x'), undefined],
  ])('says when trying again makes sense (%p)', (error, seconds) => {
    expect(answered(error).headers['Retry-After']).toBe(seconds);
  });

  it('tells the log what a mistake of ours was, and the client nothing of it', () => {
    const { problem, logged } = answered(new TypeError('secret is undefined'));
    expect(JSON.stringify(problem)).not.toMatch(/secret|TypeError|\bat \S+ \(/);
    expect(logged).toEqual([{ path: '/api/v1/things', error: expect.stringContaining('TypeError: secret is undefined') }]);
    expect(answered(databaseAway).body).not.toContain('10.0.0.9');
    expect(answered(new NotFound('no')).logged).toEqual([]);
  });

  it('ends the connection where the rest of a body is not read', () => {
    expect(answered(new NotFound('no'), { complete: false }).headers['Connection']).toBe('close');
    expect(answered(new NotFound('no')).headers['Connection']).toBeUndefined();
  });

  it('only ends an answer that has begun', () => {
    expect(answered(new NotFound('no'), { headersSent: true })).toMatchObject({ ended: true, body: '', status: 0 });
  });
});
