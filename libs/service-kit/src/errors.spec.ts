import { describe, expect, it } from '@jest/globals';
import type { RpcErrorCode } from '@soulsync/contracts';
import { ConcurrencyConflict, isOutage, StoreUnavailable, TransientError } from '@soulsync/event-store';
import { fromRpcError, Invalid, NotFound, OutsideError, Refused, rpcError, Unavailable } from './errors.js';
import type { OutsideErrorKind } from './errors.js';

const outside = (kind: OutsideErrorKind, status: number | null) =>
  new OutsideError('plex', kind, `plex answered ${status ?? 'nothing'}`, status, null, null);
const sent = (error: unknown) => fromRpcError(rpcError(error), 'plex');

describe('an error of an outside system', () => {
  it.each([
    outside('unavailable', 503),
    outside('unavailable', null),
    outside('rate-limited', 429),
    new Unavailable('slskd', 'slskd does not answer'),
    new Unavailable('plex', 'wrapped', { cause: outside('unavailable', 502) }),
  ])('is waited for when it passes: %s', (error) => expect(isOutage(error)).toBe(true));

  it.each([outside('refused', 400), outside('not-found', 404), outside('unauthorized', 401), outside('bad-answer', 301)])(
    'is an answer when it does not: %s',
    (error) => expect(isOutage(error)).toBe(false),
  );
});

describe('an error that was sent over NATS', () => {
  it.each([
    new Unavailable('plex', 'plex does not answer'),
    outside('unavailable', 503),
    new StoreUnavailable('the event log does not answer'),
    new TransientError('busy'),
    Object.assign(new Error('terminating connection'), { code: '57P01' }),
  ])('is one that passes on the other side too: %s', (error) => {
    expect(sent(error)).toBeInstanceOf(TransientError);
    expect(sent(error)).toBeInstanceOf(Unavailable);
    expect(isOutage(sent(error))).toBe(true);
  });

  it.each([new Refused('no', 'no'), new NotFound('none'), new Invalid({ a: 'b' }), new TypeError('bug'), outside('refused', 400)])(
    'is none that passes when it was none: %s',
    (error) => expect(isOutage(sent(error))).toBe(false),
  );

  it('tells who was overtaken to decide anew', () => {
    expect(rpcError(new ConcurrencyConflict({ aggregateType: 'a', aggregateId: 'b' }))).toMatchObject({
      code: 'conflict' satisfies RpcErrorCode,
    });
  });
});
