import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SignInReport } from '@soulsync/contracts';
import { silentLogger } from '@soulsync/event-store';
import type { CommandContext } from '@soulsync/event-store';
import { Refused, Secret } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import { inMemoryServerAccount } from '../ports/in-memory-server-account.js';
import type { InMemoryServerAccount } from '../ports/in-memory-server-account.js';
import type { PlexConfig } from '../../config.js';
import type { AccountServer, Pin } from '../ports/server-account.js';
import type { MediaServerChoice } from './choose-media-server.js';
import type { MediaServerSettings } from './media-server-settings.js';
import { signIns } from './sign-ins.js';
import type { SignIns } from './sign-ins.js';

const context: CommandContext = {
  commandId: 'c',
  correlationId: 'c',
  causationId: null,
  actor: { kind: 'account', id: 'ida' },
  traceparent: null,
  time: '2026-11-01T10:00:00.000Z',
};
const server = (serverId: string, owned: boolean): AccountServer => ({
  serverId,
  name: serverId,
  version: null,
  online: true,
  token: new Secret(`token of ${serverId}`),
  owned,
  httpsRequired: false,
  publicAddressMatches: false,
  connections: [],
});

describe('a sign-in', () => {
  let account: InMemoryServerAccount;
  let pins: Pin[];
  let checks: number;
  let nowMs: number;
  let kept: string[];
  let chosen: string[];
  let refusal: Error | null;
  let stopping: AbortController;
  let running: Promise<void>;
  let signing: SignIns;

  beforeEach(() => {
    account = inMemoryServerAccount('Ida');
    [pins, checks, nowMs, kept, chosen, refusal] = [[], 0, Date.parse(context.time), [], [], null];
    stopping = new AbortController();
    const watched: InMemoryServerAccount = {
      ...account,
      async startPin(kind) {
        const pin = await account.startPin(kind);
        pins.push(pin);
        return pin;
      },
      checkPin: (pin) => ((checks += 1), account.checkPin(pin)),
    };
    const kit = {
      config: { readOnly: false },
      clock: { now: () => new Date(nowMs).toISOString(), monotonicMs: () => nowMs },
      logger: silentLogger,
      // A clock of its own: a second passes with each turn; the long rest ends only when it is woken.
      sleep: (ms: number, ...signals: readonly AbortSignal[]) =>
        new Promise<void>((resolve) => {
          for (const signal of signals) signal.addEventListener('abort', () => resolve());
          if (signals.some(({ aborted }) => aborted)) resolve();
          else if (ms < 600_000) setImmediate(() => ((nowMs += ms), resolve()));
        }),
    } as unknown as Kit<PlexConfig>; // what sign-ins use of it
    signing = signIns(kit, {
      account: watched,
      settings: {
        assertCanKeep: () => undefined,
        keepAccountToken: async (token: Secret) => void kept.push(token.reveal()),
      } as unknown as MediaServerSettings, // as above
      choice: {
        choose: async (serverId: string) => {
          if (refusal) throw refusal;
          chosen.push(serverId);
        },
      } as unknown as MediaServerChoice, // as above
    });
    running = signing.run(stopping.signal);
  });
  afterEach(async () => {
    stopping.abort();
    await running;
  });

  async function until(id: string, good: (report: SignInReport) => boolean): Promise<SignInReport> {
    for (let turns = 0; turns < 5_000; turns += 1) {
      const report = signing.reportOf(id);
      if (good(report)) return report;
      await new Promise(setImmediate);
    }
    throw new Error(`it stays ${JSON.stringify(signing.reportOf(id))}`);
  }
  const ended = (id: string) => until(id, ({ state }) => state !== 'waiting');
  const begin = async () => {
    const { id } = await signing.start('strong', context);
    const pin = pins.at(-1);
    if (!pin) throw new Error('no PIN was made');
    return { id, pin };
  };

  it('of an account with one owned server takes that server', async () => {
    account.list([server('attic', true), server('friend', false)]);
    const { id, pin } = await begin();
    account.approve(pin, 'token');
    expect(await ended(id)).toMatchObject({ state: 'signed-in', account: 'Ida', chosen: 'attic', link: null });
    expect({ kept, chosen }).toEqual({ kept: ['token'], chosen: ['attic'] });
  });

  it('of an account with two owned servers lets a person choose', async () => {
    account.list([server('attic', true), server('cellar', true)]);
    const { id, pin } = await begin();
    account.approve(pin, 'token');
    expect(await ended(id)).toMatchObject({ state: 'signed-in', chosen: null, servers: [{ name: 'attic' }, { name: 'cellar' }] });
    expect(chosen).toEqual([]);
  });

  it('is done although the server could not be reached, and says why', async () => {
    account.list([server('attic', true)]);
    refusal = new Refused('server-unreachable', 'nothing listens there');
    const { id, pin } = await begin();
    account.approve(pin, 'token');
    expect(await ended(id)).toMatchObject({ state: 'signed-in', chosen: null, detail: 'nothing listens there' });
  });

  it('survives that plex.tv goes away in the middle', async () => {
    account.list([server('attic', true)]);
    const { id, pin } = await begin();
    account.trouble('offline');
    await until(id, ({ detail }) => detail !== null);
    account.approve(pin, 'token');
    account.trouble(null);
    expect(await ended(id)).toMatchObject({ state: 'signed-in', chosen: 'attic', detail: null });
  });

  it('leaves plex.tv alone for as long as it asks', async () => {
    const { id } = await begin();
    account.trouble('too-often');
    await until(id, ({ detail }) => detail !== null);
    const [before, sinceMs] = [checks, nowMs];
    await until(id, () => nowMs - sinceMs >= 6_000);
    expect(checks).toBe(before);
    await until(id, () => nowMs - sinceMs >= 9_000);
    expect(checks).toBe(before + 1);
  });

  it('ends when its time is over', async () => {
    const { id } = await begin();
    expect(await ended(id)).toMatchObject({ state: 'expired' });
    expect(nowMs - Date.parse(context.time)).toBeGreaterThanOrEqual(900_000);
  });

  it('ends when plex.tv no longer knows it', async () => {
    const { id, pin } = await begin();
    account.expire(pin);
    expect(await ended(id)).toMatchObject({ state: 'expired', detail: expect.stringMatching(/does not know it any more/) });
  });

  it('that was given up keeps no token, though it is approved later', async () => {
    const { id, pin } = await begin();
    signing.cancel(id);
    account.approve(pin, 'token');
    const other = await begin();
    account.expire(other.pin);
    await ended(other.id);
    expect(signing.reportOf(id).state).toBe('cancelled');
    expect(kept).toEqual([]);
  });

  it('ends the oldest when too many wait', async () => {
    const first = await begin();
    for (let more = 0; more < 3; more += 1) await begin();
    expect(signing.reportOf(first.id)).toMatchObject({ state: 'cancelled', detail: 'another one began' });
  });

  it('of before a restart is not known', () => {
    expect(() => signing.reportOf('of before')).toThrow(/has to begin anew/);
  });
});
