import type { PathProof } from '@soulsync/contracts';
import { pathsInWords } from '@soulsync/contracts/words';
import { messageOf } from '@soulsync/event-store';
import { StepFailed } from '@soulsync/service-kit';
import type { TestStep } from '@soulsync/service-kit';

/** The last step of a test: files that both see. */
export const pathStep = (prove: () => Promise<PathProof>): TestStep => ({
  step: 'paths',
  async look() {
    const proof = await prove().catch((error: unknown) => {
      throw new StepFailed(messageOf(error), { advice: 'Try again; the steps above say whether the server answers.' });
    });
    const { state, seen, of, pairs, example } = proof;
    const mapped = pairs.map(({ server, local }) => `${server} is ${local}`).join(', ');
    if (state === 'nothing-to-prove') return { detail: 'the library holds no files yet' };
    if (state === 'unproven')
      throw new StepFailed(`${example?.server ?? 'its files'} is not found here`, {
        advice: pathsInWords(proof)?.advice ?? null,
        field: 'pathMap',
      });
    return {
      detail: `${seen} of ${of} files that were looked for are here; ${mapped}${state === 'guessed' ? ' (found out just now)' : ''}`,
    };
  },
});
