import { describe, expect, it } from '@jest/globals';
import { Secret } from './config.js';
import { natsOptions } from './nats-connection.js';

describe('how a service connects to NATS', () => {
  it('is under nobody’s name where none is given, with an inbox of its own', () => {
    expect(natsOptions('match-svc', { natsUrl: 'nats://[::1]:4222' })).toEqual({
      servers: 'nats://[::1]:4222',
      name: 'match-svc',
      inboxPrefix: '_INBOX_match-svc',
      noAsyncTraces: true,
    });
  });

  it('is as the user in the address, which the address no longer shows', () => {
    expect(natsOptions('match-svc', { natsUrl: 'tls://me:s%40cret@nas.lan:4222' })).toMatchObject({
      servers: 'tls://nas.lan:4222',
      user: 'me',
      pass: 's@cret',
    });
  });

  it('is as the user that is named, whoever is in the address', () => {
    const access = { natsUrl: 'nats://me:mine@nas.lan:4222', natsUser: 'match-svc', natsPassword: new Secret('theirs') };
    expect(natsOptions('match-svc', access)).toMatchObject({ user: 'match-svc', pass: 'theirs' });
  });
});
