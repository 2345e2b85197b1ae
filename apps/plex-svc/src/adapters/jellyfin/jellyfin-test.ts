import { StepFailed } from '@soulsync/service-kit';
import type { TestStep } from '@soulsync/service-kit';
import { greetingSteps, step } from '../../connection/steps.js';
import type { LibraryServer } from '../../library/ports/library-server.js';
import { isRefusal } from './jellyfin-client.js';
import type { JellyfinClient } from './jellyfin-client.js';
import { jellyfinInfo } from './jellyfin-info.js';
import type { JellyfinInfo } from './jellyfin-info.js';

const USUAL_PORT = 8_096;
/** What we were tried with (apis/jellyfin-subsonic.md 3); older ones may work. */
const OLDEST = [10, 10] as const;

/** Whether a Jellyfin can be used as it is set up: who answers, whether it takes the sign-in, and what may be asked of it. */
export function jellyfinSteps(client: JellyfinClient, server: LibraryServer): readonly TestStep[] {
  let info: JellyfinInfo | null = null;
  const secret = client.account === 'user' ? 'password' : 'apiKey';
  return [
    ...greetingSteps('Jellyfin', USUAL_PORT, async () => {
      info = await jellyfinInfo(client);
      return `it is the Jellyfin “${info.name}”`;
    }),
    step('version', {}, async () => {
      const version = info?.version ?? null;
      if (version === null) return { detail: 'it does not say its version' };
      return { detail: version, advice: isOlder(version) ? `Update it to ${OLDEST.join('.')} or later if something does not work.` : null };
    }),
    step('credential', { advice: 'Try again; the log of Jellyfin may say more.', field: secret }, async () => {
      try {
        if (client.account === 'api-key') await client.read('/System/Info');
        else await client.userId();
      } catch (error) {
        if (!isRefusal(error, 'unauthorized')) throw error;
        const advice =
          client.account === 'user'
            ? 'Check the user name and the password. After several wrong ones Jellyfin locks the user until an administrator unlocks it.'
            : 'Make a new key in Jellyfin under Dashboard, API keys.';
        throw new StepFailed(error.message, { advice, field: secret });
      }
      return { detail: client.account === 'user' ? 'the user is signed in' : 'the API key is taken' };
    }),
    step('admin', { field: 'user' }, async () => {
      const { capabilities } = await server.identify();
      if (!capabilities.admin)
        throw new StepFailed('the user is no administrator: Jellyfin will refuse scans', {
          advice: 'Make it an administrator in Jellyfin, or let Jellyfin watch its folders by itself.',
          field: 'user',
          goesOn: true,
        });
      const keeps = capabilities.playlists === 'none' ? '; playlists need a user instead of an API key' : '';
      return { detail: `may ask for scans${keeps}` };
    }),
    step(
      'sections',
      { advice: 'Make a library of the type Music in Jellyfin, and let this user see it.', field: secret === 'password' ? 'user' : null },
      async () => ({ detail: `music: ${(await server.sections()).map(({ title }) => title).join(', ')}` }),
    ),
  ];
}

function isOlder(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}
