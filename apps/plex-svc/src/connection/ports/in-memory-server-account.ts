import { Secret, Unavailable } from '@soulsync/service-kit';
import { AskedTooOften } from './server-account.js';
import type { AccountServer, Pin, ServerAccount } from './server-account.js';

export interface InMemoryServerAccount extends ServerAccount {
  approve(pin: Pin, token: string): void;
  expire(pin: Pin): void;
  revoke(token: string): void;
  list(servers: readonly AccountServer[]): void;
  /** null: it answers as usual. */
  trouble(kind: 'offline' | 'too-often' | null): void;
}

/** An account without a network, for tests. */
export function inMemoryServerAccount(name: string): InMemoryServerAccount {
  const pins = new Map<string, string | null>();
  const tokens = new Set<string>();
  let servers: readonly AccountServer[] = [];
  let wrong: 'offline' | 'too-often' | null = null;
  let made = 0;

  const reached = () => {
    if (wrong === 'offline') throw new Unavailable('plex.tv', 'plex.tv could not be reached');
    if (wrong === 'too-often') throw new AskedTooOften('plex.tv', 'plex.tv asks for patience', 7_000);
  };
  return {
    async startPin(kind) {
      reached();
      made += 1;
      pins.set(String(made), null);
      const code = kind === 'short' ? `A${String(made).padStart(3, '0')}` : `code-of-a-strong-pin-${made}`;
      const link = kind === 'strong' ? `https://account.example/auth#?code=${code}` : null;
      return { kind, id: new Secret(String(made)), code: new Secret(code), link, lifeMs: 900_000 };
    },
    async checkPin(pin) {
      reached();
      const token = pins.get(pin.id.reveal());
      if (token === undefined) return { kind: 'gone' };
      return token === null ? { kind: 'waiting' } : { kind: 'signed-in', token: new Secret(token) };
    },
    async whoAmI(token) {
      reached();
      return tokens.has(token.reveal()) ? { name } : null;
    },
    async servers(token) {
      reached();
      return tokens.has(token.reveal()) ? servers : null;
    },
    approve(pin, token) {
      pins.set(pin.id.reveal(), token);
      tokens.add(token);
    },
    expire: (pin) => void pins.delete(pin.id.reveal()),
    revoke: (token) => void tokens.delete(token),
    list: (known) => void (servers = known),
    trouble: (kind) => void (wrong = kind),
  };
}
