import { describe, expect, it } from '@jest/globals';
import { mayHold } from './secrets.js';

describe('a secret in an environment', () => {
  it('is for the service that needs it, and for the launcher that was given it', () => {
    const marker = { knownTo: ['plex-svc'] };
    expect(['plex-svc', 'launcher', 'catalog-svc', 'nats-server', 'postgres'].map((part) => mayHold(part, marker))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
