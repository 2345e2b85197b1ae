import { describe, expect, it } from '@jest/globals';
import type { HealthIssueRaised } from '@soulsync/contracts';
import type { Kit } from '@soulsync/service-kit';
import type { CatalogConfig } from '../../config.js';
import type { AccountEvents } from './account-events.js';
import { foretellEnd } from './foretell-end.js';

const SIGNED_IN_AT = '2026-06-01T12:00:00.000Z';
const signedIn = (authorizedAt = SIGNED_IN_AT) => ({ status: 'signed-in', signIn: { authorizedAt } });

/** A worker that looks once an hour, at a time and a sign-in that are set by hand. */
function watching() {
  const issues = new Map<string, HealthIssueRaised>();
  const world = { now: '2026-06-02T12:00:00.000Z', account: signedIn() as object, looks: 0 };
  const stopping = new AbortController();
  const kit = {
    clock: { now: () => world.now, monotonicMs: () => 0 },
    health: {
      raise: (issue: HealthIssueRaised) => void issues.set(issue.code, issue),
      clear: (code: string) => void issues.delete(code),
      list: () => [],
    },
    tasks: {
      offer: () => undefined,
      async ran(_key: object, work: () => Promise<unknown>) {
        world.looks += 1;
        return work();
      },
    },
    sleep: async () => stopping.abort(),
  } as unknown as Kit<CatalogConfig>; // what the worker uses of it
  const account = { now: () => world.account } as unknown as AccountEvents; // as above
  const worker = foretellEnd(kit, account);
  return { world, issues, worker, run: () => worker.run(stopping.signal) };
}
const ENDS = 'spotify-sign-in-ends';

describe('the end of a sign-in', () => {
  it('is no matter while it is months away', async () => {
    const { issues, run, world } = watching();
    await run();
    expect([issues.size, world.looks]).toEqual([0, 1]);
  });

  it('is foretold a month before, and louder a week before', () => {
    const { world, issues, worker } = watching();
    world.now = '2026-11-10T12:00:00.000Z';
    worker.look();
    expect(issues.get(ENDS)).toMatchObject({ level: 'warning', params: { days: expect.any(Number) } });
    world.now = '2026-11-28T12:00:00.000Z';
    worker.look();
    expect(issues.get(ENDS)).toMatchObject({ level: 'error' });
  });

  it('is taken back by a new sign-in, and by signing out', () => {
    for (const account of [signedIn('2026-11-28T12:00:00.000Z'), { status: 'signed-out' }]) {
      const { world, issues, worker } = watching();
      world.now = '2026-11-28T12:00:00.000Z';
      worker.look();
      expect(issues.has(ENDS)).toBe(true);
      world.account = account;
      worker.look();
      expect(issues.has(ENDS)).toBe(false);
    }
  });
});
