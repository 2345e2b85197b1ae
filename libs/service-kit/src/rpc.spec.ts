import { describe, expect, it } from '@jest/globals';
import type { Msg, NatsConnection } from '@nats-io/transport-node';
import type { RequestContext } from '@soulsync/contracts';
import { silentLogger } from '@soulsync/event-store';
import { systemClock } from './clock.js';
import { commandContext, replySerializer, requestDeserializer } from './rpc.js';

const commandId = (context: Partial<RequestContext>) =>
  commandContext(
    { body: {}, context: { actor: { kind: 'account', id: 'ann' }, correlationId: 'one', traceparent: null, ...context } },
    systemClock,
  ).commandId;

describe('the command of a request', () => {
  it('is the same for the same request of the same actor, whatever it is correlated with', () => {
    expect(commandId({ requestId: 'r' })).toBe(commandId({ requestId: 'r', correlationId: 'two' }));
    expect(commandId({ requestId: 'r' })).not.toBe(commandId({ requestId: 'r', actor: { kind: 'account', id: 'bob' } }));
    expect(commandId({ requestId: 'r' })).not.toBe(commandId({ requestId: 's' }));
  });

  it('is one of its own where the request does not say which it is, also under one correlation', () => {
    expect(commandId({})).not.toBe(commandId({}));
  });
});

describe('what arrives where requests do', () => {
  const { deserialize } = requestDeserializer(silentLogger);
  const packet = { pattern: 'rpc.x.y', id: 'r', data: {} };
  const from = (reply: string | undefined) => ({ subject: 'rpc.x.y', reply, json: () => packet }) as unknown as Msg; // all that is read of it

  it('is a request when somebody waits for its answer', () => {
    expect(deserialize(from('_INBOX_gateway.a.b'))).toEqual(packet);
  });

  it.each(['$JS.ACK.ES.forger.1.1.1.0.0', undefined, 'es.match.x'])('is none when its answer went to %s', (reply) => {
    expect(() => deserialize(from(reply))).toThrow('is no request');
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
