import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { JetStreamApiError } from '@nats-io/jetstream';
import { errors } from '@nats-io/transport-node';
import { InvalidId } from '@soulsync/contracts';
import { CommitIdReused } from './event-store.js';
import type { Position, Token } from './event-store.js';
import { isOutage } from './outages.js';
import { isTransient } from './transient.js';
import { TransientError } from './transient-error.js';

const api = (code: number, err_code: number) => new JetStreamApiError({ code, err_code, description: 'test' });
const postgres = (code: string) => Object.assign(new Error('test'), { code });
const wrapped = (cause: Error) => new errors.RequestError(cause.message, { cause });

describe('an error that the same call would meet again', () => {
  it.each([
    new TypeError('Invalid URL'),
    new errors.InvalidSubjectError('a b'),
    errors.InvalidArgumentError.format('payload', 'max_payload size exceeded'),
    wrapped(errors.InvalidArgumentError.format('payload', 'max_payload size exceeded')),
    wrapped(new errors.PermissionViolationError('no', 'publish', 'es.x')),
    new errors.AuthorizationError('Authorization Violation'),
    api(400, 10025),
    postgres('28P01'),
  ])('is not repeated and no outage: %s', (error) => {
    expect(isTransient(error)).toBe(false);
    expect(isOutage(error)).toBe(false);
  });

  it.each([
    new InvalidId('a.b'),
    new CommitIdReused({
      commitId: 'c',
      stream: { aggregateType: 'a', aggregateId: 'b' },
      token: '1' as Token,
      position: '1' as Position,
      events: [],
    }),
  ])('is no outage: %s', (error) => expect(isOutage(error)).toBe(false));
});

describe('trouble of the server', () => {
  it.each([
    new errors.TimeoutError(),
    wrapped(new errors.NoRespondersError('es.x')),
    new errors.ConnectionError('reset'),
    api(503, 10008),
    api(404, 10059),
    postgres('57P03'),
    postgres('ECONNREFUSED'),
  ])('may pass: %s', (error) => {
    expect(isTransient(error)).toBe(true);
    if (!(error instanceof JetStreamApiError)) expect(isOutage(error)).toBe(true);
  });
});

describe('an error of whoever is asked', () => {
  class Away extends TransientError {}
  const sayingSo = { isTransient: true };
  const fromAnotherRealm: unknown = runInNewContext('Object.assign(new Error("connect"), { code: "ECONNREFUSED" })');
  it.each([
    ['of the class', new Away('it is away')],
    ['that says so of itself', Object.assign(new Error('503'), sayingSo)],
    ['whose cause is one', new Error('a step failed', { cause: new Away('it is away') })],
    ["of Node's own realm", fromAnotherRealm],
  ])('is waited for: one %s', (_, error) => expect(isOutage(error)).toBe(true));

  it.each([
    ['that only has the name', Object.assign(new Error('no'), { name: 'Unavailable' })],
    ['that says the contrary', Object.assign(new Error('400'), { isTransient: false })],
    ['that is no object', 'Unavailable'],
  ])('is not waited for: one %s', (_, error) => expect(isOutage(error)).toBe(false));
});
