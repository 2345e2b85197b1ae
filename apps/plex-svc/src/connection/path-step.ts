import type { ConnectionTestStep, PathProof } from '@soulsync/contracts';
import { pathsInWords } from '@soulsync/contracts/words';
import { messageOf } from '@soulsync/event-store';
import { StepFailed } from '@soulsync/service-kit';
import type { TestStep } from '@soulsync/service-kit';

/** The last step of a test: files that both see. `withoutMap`: the same without the path map that is set, which may be what is wrong. */
export const pathStep = (prove: () => Promise<PathProof>, withoutMap?: () => Promise<PathProof>): TestStep => ({
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
        fix: proof.cause === 'map-does-not-fit' && withoutMap ? await fixOf(withoutMap) : null,
      });
    const found = `${seen} of ${of} files that were looked for are here; ${mapped}${state === 'guessed' ? ' (found out just now)' : ''}`;
    if (seen === of) return { detail: found };
    const advice = `${example?.server ?? 'Another'} is not. Is it of another library, outside the music folder? What lies there is listed, and not matched with files here.`;
    return { detail: found, advice };
  },
});

/** The map that files show which both see; null: there is none. */
async function fixOf(withoutMap: () => Promise<PathProof>): Promise<ConnectionTestStep['fix']> {
  const { state, pairs } = await withoutMap().catch(() => ({ state: 'unproven', pairs: [] }) as const); // the step itself says what is wrong
  if (state === 'proven') return { label: 'Use no path map', values: { pathMap: null } };
  if (state !== 'guessed') return null;
  const pathMap = pairs.map(({ server, local }) => `${server}=${local}`).join(',');
  return { label: `Use ${pathMap}`, values: { pathMap } };
}
