import { describe, expect, it } from '@jest/globals';
import type { RpcErrorCode } from '@soulsync/contracts';
import { ConcurrencyConflict, isOutage, StoreUnavailable, TransientError } from '@soulsync/event-store';
import { fromRpcError, Invalid, NotFound, ExternalError, Refused, rpcError, Unavailable } from './errors.js';
import type { ExternalErrorKind } from './errors.js';

const external = (kind: ExternalErrorKind, status: number | null) =>
  new ExternalError('plex', kind, `plex answered ${status ?? 'nothing'}`, status, null, null);
const sent = (error: unknown) => fromRpcError(rpcError(error), 'plex');

describe('an error of an external system', () => {
  it.each([
    external('unavailable', 503),
    external('unavailable', null),
    external('rate-limited', 429),
    new Unavailable('slskd', 'slskd does not answer'),
    new Unavailable('plex', 'wrapped', { cause: external('unavailable', 502) }),
  ])('is waited for when it passes: %s', (error) => expect(isOutage(error)).toBe(true));

  it.each([external('refused', 400), external('not-found', 404), external('unauthorized', 401), external('bad-answer', 301)])(
    'is an answer when it does not: %s',
    (error) => expect(isOutage(error)).toBe(false),
  );
});

describe('an error that was sent over NATS', () => {
  it.each([
    new Unavailable('plex', 'plex does not answer'),
    external('unavailable', 503),
    new StoreUnavailable('the event log does not answer'),
    new TransientError('busy'),
    Object.assign(new Error('terminating connection'), { code: '57P01' }),
  ])('is one that passes on the other side too: %s', (error) => {
    expect(sent(error)).toBeInstanceOf(TransientError);
    expect(sent(error)).toBeInstanceOf(Unavailable);
    expect(isOutage(sent(error))).toBe(true);
  });

  it.each([new Refused('no', 'no'), new NotFound('none'), new Invalid({ a: 'b' }), new TypeError('bug'), external('refused', 400)])(
    'is none that passes when it was none: %s',
    (error) => expect(isOutage(sent(error))).toBe(false),
  );

  it('tells who was overtaken to decide anew', () => {
    expect(rpcError(new ConcurrencyConflict({ aggregateType: 'a', aggregateId: 'b' }))).toMatchObject({
      code: 'conflict' satisfies RpcErrorCode,
    });
  });
});
