import type { Kit, Worker } from '@soulsync/service-kit';
import type { CatalogConfig } from '../../config.js';
import { foretold, signInEndsAt } from '../domain/account/sign-in-end.js';
import type { AccountEvents } from './account-events.js';

const LOOK_MS = 3_600_000;
const ENDS = 'spotify-sign-in-ends';

/** Says in time that a person has to sign in again. What is said is taken back by a new sign-in, at the next look or by `look`. */
export function foretellEnd(
  kit: Pick<Kit<CatalogConfig>, 'clock' | 'health' | 'sleep' | 'tasks'>,
  account: AccountEvents,
): Worker & { look(): void } {
  function look(): void {
    const state = account.now();
    const endsAt = state.status === 'signed-in' ? signInEndsAt(state.signIn.authorizedAt) : null;
    const said = endsAt && foretold(endsAt, kit.clock.now());
    if (endsAt && said) kit.health.raise({ code: ENDS, level: said.level, params: { endsAt, days: said.days } });
    else kit.health.clear(ENDS);
  }

  kit.tasks.offer(() => [{ name: 'check-spotify-sign-in', everySeconds: LOOK_MS / 1_000 }]);
  return {
    name: 'foretell-end-of-spotify-sign-in',
    look,
    async run(signal) {
      while (!signal.aborted) {
        await kit.tasks.ran({ name: 'check-spotify-sign-in' }, async () => look());
        await kit.sleep(LOOK_MS, signal);
      }
    },
  };
}
