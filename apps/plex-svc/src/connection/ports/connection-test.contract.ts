import { describe, expect, it } from '@jest/globals';
import type { ConnectionStep, ConnectionTestReport } from '@soulsync/contracts';

/** Something that is not as it must be. */
export interface Trap {
  readonly what: string;
  readonly run: () => Promise<ConnectionTestReport>;
  readonly fails: ConnectionStep;
  /** The setting at fault. */
  readonly field: string | null;
  readonly says: RegExp;
  /** What comes behind it is looked at all the same. */
  readonly goesOn?: true;
}

export interface TestedConnection {
  /** All that a test looks at, in order. */
  readonly steps: readonly ConnectionStep[];
  readonly rightly: () => Promise<ConnectionTestReport>;
  readonly traps: readonly Trap[];
  /** That no report may hold. */
  readonly secrets: readonly string[];
}

/** What the test of every connection holds to. */
export function connectionTestContract(name: string, { steps, rightly, traps, secrets }: TestedConnection): void {
  describe(`the test of ${name}`, () => {
    it('passes every step where all is right, each with how long it took', async () => {
      const report = await rightly();
      expect(report.steps.map(({ step, ok, detail }) => (ok === true ? step : `${step}: ${detail}`))).toEqual(steps);
      for (const { tookMs, detail } of report.steps) expect([typeof tookMs, detail]).toEqual(['number', expect.stringMatching(/./)]);
    });

    it.each(traps)('names what is wrong with $what, and what to do', async ({ run, fails, field, says, goesOn }) => {
      const report = await run();
      const at = report.steps.findIndex(({ ok }) => ok === false);
      const failed = report.steps[at];
      expect(failed).toMatchObject({ step: fails, field, advice: expect.stringMatching(/\w/), tookMs: expect.any(Number) });
      expect(failed?.detail).toMatch(says);
      const behind = report.steps.slice(at + 1);
      if (goesOn) expect(behind.every(({ ok }) => ok === true)).toBe(true);
      else for (const { ok, detail, tookMs } of behind) expect([ok, detail, tookMs]).toEqual([null, 'not tried', null]);
      for (const secret of secrets) expect(JSON.stringify(report)).not.toContain(secret);
    });
  });
}
