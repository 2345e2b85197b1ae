import type { ConnectionStep, ConnectionTestReport, ConnectionTestStep } from '@soulsync/contracts';
import { messageOf } from '@soulsync/event-store';

/** What a step found. */
export interface StepFinding {
  readonly detail: string;
  readonly advice?: string | null;
}

/** One thing to look at. Throws `StepFailed` when it is not as it must be; any other error is its own reason. */
export interface TestStep {
  readonly step: ConnectionStep;
  look(): Promise<StepFinding>;
}

interface Trouble {
  readonly advice?: string | null;
  /** The setting at fault. */
  readonly field?: string | null;
  readonly fix?: ConnectionTestStep['fix'];
  /** What comes after can still be looked at, as with nothing shared. */
  readonly goesOn?: boolean;
}

/** What a step looked at is not as it must be. */
export class StepFailed extends Error {
  constructor(
    message: string,
    readonly trouble: Trouble = {},
  ) {
    super(message);
    this.name = 'StepFailed';
  }
}

export const testStep = (
  step: ConnectionStep,
  ok: boolean | null,
  detail: string,
  advice: string | null = null,
  more: Partial<Pick<ConnectionTestStep, 'tookMs' | 'field' | 'fix'>> = {},
): ConnectionTestStep => ({ step, ok, detail, advice, tookMs: null, field: null, fix: null, ...more });

/** Looks at one thing after the other; behind the first that is not as it must be nothing is tried, unless that one says it may go on. */
export async function connectionTest(steps: readonly TestStep[], nowMs: () => number): Promise<ConnectionTestReport> {
  const done: ConnectionTestStep[] = [];
  let goesOn = true;
  for (const { step, look } of steps) {
    if (!goesOn) {
      done.push(testStep(step, null, 'not tried'));
      continue;
    }
    const begunMs = nowMs();
    const tookMs = () => Math.round(nowMs() - begunMs);
    try {
      const { detail, advice = null } = await look();
      done.push(testStep(step, true, detail, advice, { tookMs: tookMs() }));
    } catch (error) {
      const { advice = null, field = null, fix = null, goesOn: on = false } = error instanceof StepFailed ? error.trouble : {};
      done.push(testStep(step, false, messageOf(error), advice, { tookMs: tookMs(), field, fix }));
      goesOn = on;
    }
  }
  return { steps: done };
}
