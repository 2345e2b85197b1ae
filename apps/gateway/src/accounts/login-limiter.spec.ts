import { describe, expect, it } from '@jest/globals';
import { loginLimiter } from './login-limiter.js';
import type { Attempt } from './login-limiter.js';

const HOUR_MS = 3_600_000;
const stranger: Attempt = { name: 'admin', address: '10.0.0.1', device: null, fresh: false };

function limited() {
  let nowMs = 0;
  const limiter = loginLimiter(() => nowMs);
  const admitted = (attempt: Partial<Attempt>) => limiter.admit({ ...stranger, ...attempt }).kind === 'admitted';
  return {
    limiter,
    admitted,
    pass: (ms: number) => (nowMs += ms),
    /** How many of so many tries are let through, one each `everyMs`. */
    count(tries: number, everyMs: number, attempt: (n: number) => Partial<Attempt>) {
      let through = 0;
      for (let n = 0; n < tries; n += 1, nowMs += everyMs) if (admitted(attempt(n))) through += 1;
      return through;
    },
  };
}

describe('tries to sign in', () => {
  it('are five, then wait longer and longer, and are counted when they begin', () => {
    const { limiter, count, pass, admitted } = limited();
    expect(count(200, 0, () => ({}))).toBe(5);
    expect(limiter.admit(stranger)).toEqual({ kind: 'wait', waitMs: 60_000 });
    pass(60_000);
    expect([admitted({}), admitted({})]).toEqual([true, false]);
    pass(60_000);
    expect(admitted({})).toBe(false);
    pass(60_000);
    expect(admitted({})).toBe(true);
  });

  it('on one name are fewer than a hundred an hour, from however many addresses and connections', () => {
    const { count } = limited();
    expect(count(36_000, 100, (n) => ({ address: `10.${n % 7}.${n % 251}.${n % 199}`, fresh: true }))).toBeLessThan(100);
  });

  it('of all strangers are bounded, whatever names they try', () => {
    const { count } = limited();
    expect(count(36_000, 100, (n) => ({ address: `10.${n % 7}.${n % 251}.${n % 199}`, name: `n${n}`, fresh: true }))).toBeLessThan(400);
  });

  it('from one network of IPv6 are those of one address', () => {
    const { count } = limited();
    expect(count(1_000, 0, (n) => ({ address: `2001:db8:1:2::${n.toString(16)}`, name: `n${n}` }))).toBe(30);
  });

  it.each<[string, Partial<Attempt>]>([
    ['from a browser that has signed in before', { device: 'mine' }],
    ['from an address that has signed in before', { address: '10.9.9.9' }],
    ['on a connection that has tried nothing yet', { fresh: true }],
  ])('of the owner come through a flood of wrong ones %s', (_what, mine) => {
    const { limiter, count, admitted, pass } = limited();
    limiter.succeeded({ ...stranger, address: '10.9.9.9' });
    count(5_000, 2, (n) => ({ address: `10.1.1.${n % 200}`, name: n % 2 ? 'admin' : `n${n}` }));
    expect(admitted({ address: '10.1.1.1' })).toBe(false);
    expect(admitted({ address: '10.1.1.1', ...mine })).toBe(true);
    pass(HOUR_MS);
  });

  it('of a browser that has signed in before are bounded too', () => {
    const { count } = limited();
    expect(count(3_600, 1_000, () => ({ device: 'stolen' }))).toBeLessThan(15);
  });

  it('of another name are not helped by a known browser: the door asks for the name it was given for', () => {
    const { limiter, admitted } = limited();
    limiter.succeeded({ ...stranger, name: 'guest' });
    for (let n = 0; n < 5; n += 1) admitted({});
    expect(admitted({})).toBe(false);
  });

  it('are only asked about without being counted', () => {
    const { limiter, admitted } = limited();
    for (let n = 0; n < 50; n += 1) expect(limiter.waitMs(stranger)).toBe(0);
    for (let n = 0; n < 5; n += 1) expect(admitted({})).toBe(true);
    expect(limiter.waitMs(stranger)).toBe(60_000);
  });

  it('that are refused lengthen no wait', () => {
    const { limiter, count, pass, admitted } = limited();
    count(5, 0, () => ({}));
    count(100, 100, () => ({}));
    expect(limiter.waitMs(stranger)).toBe(50_000);
    pass(50_000);
    expect(admitted({})).toBe(true);
  });

  it('wait a quarter of an hour at most, and are forgotten an hour after the last', () => {
    const { limiter, admitted, pass } = limited();
    for (let n = 0; n < 40; n += 1) {
      pass(limiter.waitMs(stranger));
      expect(admitted({})).toBe(true);
    }
    expect(limiter.waitMs(stranger)).toBe(15 * 60_000);
    pass(HOUR_MS + 1);
    for (let n = 0; n < 5; n += 1) expect(admitted({})).toBe(true);
    expect(admitted({})).toBe(false);
  });

  it('from one address on many names are thirty', () => {
    const { count } = limited();
    expect(count(100, 0, (n) => ({ name: `n${n}` }))).toBe(30);
  });

  it('from another address are no less free for what one address tries on other names', () => {
    const { count, admitted } = limited();
    count(100, 0, (n) => ({ name: `n${n}` }));
    expect(admitted({ address: '10.0.0.2' })).toBe(true);
  });

  it('from an IPv4 address are the same however it is written', () => {
    const { count, admitted } = limited();
    expect(count(5, 0, () => ({}))).toBe(5);
    expect(admitted({ address: '::ffff:10.0.0.1' })).toBe(false);
  });

  it.each(['2001:db8:1:2:ffff:1:2:3', '2001:db8:1:2::', '2001:DB8:1:2::9'.toLowerCase()])(
    'from %s are of the network 2001:db8:1:2::/64',
    (address) => {
      const { count, admitted } = limited();
      count(5, 0, () => ({ address: '2001:db8:1:2::1' }));
      expect(admitted({ address })).toBe(false);
      expect(admitted({ address: '2001:db8:1:3::1' })).toBe(true);
    },
  );

  it('above the limits are one a second, thirty an hour, each on a connection of its own', () => {
    const { count, admitted, pass } = limited();
    count(30, 0, (n) => ({ name: `n${n}` }));
    expect([admitted({ fresh: true }), admitted({ fresh: true })]).toEqual([true, false]);
    pass(1_000);
    expect(count(100, 1_000, () => ({ fresh: true }))).toBeLessThan(40); // with those whose wait was over
  });

  it('that were right give back what they took of the budgets that all share', () => {
    const { limiter, count, admitted } = limited();
    for (let n = 0; n < 100; n += 1) {
      const owner = { ...stranger, name: `owner${n}` };
      expect(admitted(owner)).toBe(true);
      limiter.succeeded(owner);
    }
    expect(count(100, 0, (n) => ({ name: `n${n}` }))).toBe(30);
  });

  it('that were right count no longer', () => {
    const { limiter, admitted } = limited();
    for (let n = 0; n < 4; n += 1) admitted({});
    limiter.succeeded(stranger);
    for (let n = 0; n < 5; n += 1) expect(admitted({})).toBe(true);
  });
});
