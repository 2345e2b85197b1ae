import { messageOf } from '@soulsync/event-store';
import { ExternalError, StepFailed, Unavailable } from '@soulsync/service-kit';
import type { StepFinding, TestStep } from '@soulsync/service-kit';

type Step = TestStep['step'];
type Trouble = ConstructorParameters<typeof StepFailed>[1];

/** A step whose failures all have the same remedy; what names its own keeps it. */
export const step = (name: Step, trouble: Trouble, look: () => Promise<StepFinding>): TestStep => ({
  step: name,
  look: () =>
    look().catch((error: unknown) => {
      if (error instanceof StepFailed) throw error;
      throw new StepFailed(messageOf(error), trouble);
    }),
});

/**
 * The first two steps of a server at an address: does anyone answer there, and is it the right program? `greet` asks without signing in and
 * throws `Unavailable`. Any answer at all, also a wrong one, is somebody who can be reached.
 */
export function greetingSteps(program: string, usualPort: number, greet: () => Promise<string>): readonly TestStep[] {
  let identity: { readonly detail: string } | { readonly error: unknown } | null = null;
  return [
    {
      step: 'reachable',
      async look() {
        try {
          identity = { detail: await greet() };
        } catch (error) {
          const away = awayBecause(error, program, usualPort);
          if (away !== null) throw new StepFailed(messageOf(error), { advice: away, field: 'url' });
          identity = { error };
        }
        return { detail: 'the address answers' };
      },
    },
    step(
      'identity',
      { advice: `Check the port (usually ${usualPort}) and the path of the address: another program may answer there.`, field: 'url' },
      async () => {
        if (identity === null) throw new Error('nobody was asked');
        if ('error' in identity) throw identity.error;
        return { detail: identity.detail };
      },
    ),
  ];
}

/** What to do about somebody who can't be reached; null: there was an answer. */
function awayBecause(error: unknown, program: string, usualPort: number): string | null {
  const cause = error instanceof Unavailable && error.cause instanceof ExternalError ? error.cause : error;
  if (!(cause instanceof ExternalError)) return null;
  if (cause.status === 503) return 'After a start or an update this can take minutes. Try again then.';
  if (cause.status !== null || cause.kind !== 'unavailable') return null;
  return `Is ${program} running, and is the address right (its usual port is ${usualPort})? In a container, localhost is the container itself.`;
}
