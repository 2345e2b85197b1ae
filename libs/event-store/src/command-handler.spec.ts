import { describe, expect, it } from '@jest/globals';
import { commandHandler } from './command-handler.js';
import type { CommandContext, Decider } from './command-handler.js';
import { someContext } from './event-store.contract.js';
import type { EventStore } from './event-store.js';
import { newId } from './ids.js';
import { inMemoryEventStore } from './in-memory/in-memory-event-store.js';

type Deposit = { type: 'Deposit'; data: { amount: number; at: string } };
type Deposited = { type: 'Deposited'; data: { amount: number; balance: number; at: string } };

const account: Decider<Deposit, number, Deposited> = {
  aggregateType: 'account',
  initialState: 0,
  decide: ({ data: { amount, at } }, balance) => [{ type: 'Deposited', data: { amount, balance: balance + amount, at } }],
  evolve: (_, { data }) => data.balance,
};
const deposit = (amount: number, at = '2026-11-24T12:00:00.000Z'): Deposit => ({ type: 'Deposit', data: { amount, at } });
const context = (commandId = newId()): CommandContext => ({ ...someContext, commandId });

describe('a command that comes again under its id', () => {
  it('is done once, also when others came between and the clock went on', async () => {
    const accounts = commandHandler(inMemoryEventStore(), account);
    const one = context();
    const first = await accounts('ann', deposit(5), one);
    await accounts('ann', deposit(7), context());
    for (const again of [accounts, accounts.first]) {
      const repeated = await again('ann', deposit(5, '2026-11-24T13:00:00.000Z'), one);
      expect(repeated).toMatchObject({ repeated: true, position: first.position });
    }
    expect(await accounts.load('ann')).toBe(12);
  });

  it('is done once when it comes many times at the same moment', async () => {
    const accounts = commandHandler(inMemoryEventStore(), account);
    const one = context();
    const positions = await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 ? accounts : accounts.first)('ann', deposit(5, new Date(n * 1_000).toISOString()), one)),
    );
    expect(new Set(positions.map(({ position }) => position)).size).toBe(1);
    expect(await accounts.load('ann')).toBe(5);
  });

  it('is known by the bare id that older logs hold', async () => {
    const store = inMemoryEventStore();
    const one = context();
    const stored = { type: 'Deposited', data: { amount: 5, balance: 5, at: '2026-11-24T12:00:00.000Z' } };
    const { position } = await store.append({ aggregateType: 'account', aggregateId: 'ann' }, [stored], 'none', one.commandId, someContext);
    expect(await commandHandler(store, account)('ann', deposit(5), one)).toMatchObject({ repeated: true, position });
  });
});

describe('one id for several commands', () => {
  it('loses none of them: another command of an aggregate, or one to another aggregate, is done', async () => {
    const accounts = commandHandler(inMemoryEventStore(), account);
    const one = context();
    await accounts('ann', deposit(5), one);
    expect(await accounts('ann', deposit(6), one)).toMatchObject({ repeated: false });
    expect(await accounts.first('ann', deposit(7), one)).toMatchObject({ repeated: false });
    expect(await accounts('bob', deposit(5), one)).toMatchObject({ repeated: false });
    expect([await accounts.load('ann'), await accounts.load('bob')]).toEqual([18, 5]);
  });
});

describe('an aggregate that is kept in memory', () => {
  /** How many commits were read. */
  function counted(store: EventStore) {
    const read = { commits: 0 };
    const load: EventStore['load'] = async (stream, from) => {
      const loaded = await store.load(stream, from);
      read.commits += loaded.commits.length;
      return loaded;
    };
    return { store: { ...store, load }, read };
  }

  it('is read once, however many commands come', async () => {
    const { store, read } = counted(inMemoryEventStore());
    const accounts = commandHandler(store, account, { keep: 2 });
    for (let n = 0; n < 100; n += 1) await accounts('ann', deposit(1), context());
    expect(await accounts.load('ann')).toBe(100);
    expect(read.commits).toBe(100); // without it each reads all before it: 5,050
  });

  it('hears what others wrote, and answers a repeated command as the first time', async () => {
    const store = inMemoryEventStore();
    const [accounts, others] = [commandHandler(store, account, { keep: 2 }), commandHandler(store, account)];
    const one = context();
    const first = await accounts('ann', deposit(5), one);
    await others('ann', deposit(7), context());
    expect(await accounts('ann', deposit(1), context())).toMatchObject({ state: 13 });
    expect(await accounts('ann', deposit(5), one)).toMatchObject({ repeated: true, position: first.position });
    await Promise.all(Array.from({ length: 3 }, (_, n) => (n % 2 ? accounts : others)('ann', deposit(1), context())));
    expect(await accounts.load('ann')).toBe(16);
  });

  it('makes room for another one, and is read anew when it is asked for again', async () => {
    const { store, read } = counted(inMemoryEventStore());
    const accounts = commandHandler(store, account, { keep: 1 });
    for (const name of ['ann', 'bob', 'ann']) await accounts(name, deposit(2), context());
    expect([await accounts.load('ann'), read.commits]).toEqual([4, 2]);
  });
});
