import { describe, expect, it } from '@jest/globals';
import type { NatsConnection } from '@nats-io/transport-node';
import type { RequestContext } from '@soulsync/contracts';
import { systemClock } from './clock.js';
import { commandContext, replySerializer } from './rpc.js';

const commandId = (context: Partial<RequestContext>) =>
  commandContext({ body: {}, context: { actor: 'person:ann', correlationId: 'one', traceparent: null, ...context } }, systemClock)
    .commandId;

describe('the command of a request', () => {
  it('is the same for the same request of the same actor, whatever it is correlated with', () => {
    expect(commandId({ requestId: 'r' })).toBe(commandId({ requestId: 'r', correlationId: 'two' }));
    expect(commandId({ requestId: 'r' })).not.toBe(commandId({ requestId: 'r', actor: 'person:bob' }));
    expect(commandId({ requestId: 'r' })).not.toBe(commandId({ requestId: 's' }));
  });

  it('is one of its own where the request does not say which it is, also under one correlation', () => {
    expect(commandId({})).not.toBe(commandId({}));
  });
});

describe('an answer', () => {
  const { serialize } = replySerializer({ info: { max_payload: 200 } } as NatsConnection); // all that is asked of it
  const packet = (text: string) => ({ id: 'r', isDisposed: true, response: { ok: true, value: text } });

  it('goes as it is when a message holds it', () => {
    expect(JSON.parse(serialize(packet('a little')).data)).toEqual(packet('a little'));
  });

  it('that no message holds, in bytes, is a failure to the same asker', () => {
    for (const text of ['x'.repeat(200), 'é'.repeat(100)])
      expect(JSON.parse(serialize(packet(text)).data)).toMatchObject({
        id: 'r',
        isDisposed: true,
        response: { ok: false, error: { code: 'bug' } },
      });
  });
});
