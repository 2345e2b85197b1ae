import { StepFailed } from '@soulsync/service-kit';
import type { StepFinding, TestStep } from '@soulsync/service-kit';
import { greetingSteps, step } from '../../connection/steps.js';
import type { LibraryServer, ServerTrack } from '../../library/ports/library-server.js';
import { SubsonicRefusal } from './subsonic-client.js';
import type { SubsonicAccount, SubsonicClient } from './subsonic-client.js';
import { textOf } from './subsonic-wire.js';

const USUAL_PORT = 4_533;
/** Songs that are looked for here. */
const SAMPLED = 24;

interface Tested {
  readonly client: SubsonicClient;
  readonly account: SubsonicAccount;
  readonly server: LibraryServer;
  /** Size of a file below the music folder; null: it is not there. */
  readonly sizeHere: (relative: string) => Promise<number | null>;
  readonly musicDir: string;
}

/** Whether a Subsonic server can be used as it is set up: who answers, whether it takes the sign-in, and whether its files are ours. */
export function subsonicSteps({ client, account, server, sizeHere, musicDir }: Tested): readonly TestStep[] {
  let version = 'it does not say its version';
  const secret = account.apiKey ? 'apiKey' : 'password';
  return [
    ...greetingSteps('the server', USUAL_PORT, async () => {
      await client.greet();
      return 'it speaks Subsonic';
    }),
    step('credential', { advice: 'Try again; the log of the server may say more.', field: secret }, async () => {
      try {
        const { type, serverVersion, version: api } = await client.read('ping');
        version = [textOf(type), textOf(serverVersion), textOf(api) && `(API ${textOf(api)})`].filter(Boolean).join(' ');
      } catch (error) {
        if (!(error instanceof SubsonicRefusal)) throw error;
        const advice = account.apiKey ? 'Make a new API key on the server.' : 'Check the user name and the password.';
        throw new StepFailed(error.message, { advice, field: secret });
      }
      return { detail: account.apiKey ? 'the API key is taken' : 'the user is signed in' };
    }),
    step('version', {}, async () => ({ detail: version })),
    step('admin', { field: 'user' }, async () => {
      if ((await server.identify()).capabilities.admin) return { detail: 'may ask for scans' };
      throw new StepFailed('the user is no administrator: the server will refuse scans', {
        advice: 'Make it an administrator, or let the server scan by itself.',
        field: 'user',
        goesOn: true,
      });
    }),
    step('sections', { advice: 'Give this user a music folder on the server.', field: 'user' }, async () => ({
      detail: `music: ${(await server.sections()).map(({ title }) => title).join(', ')}`,
    })),
    step('paths', { advice: 'Try again; the steps above say whether the server answers.' }, paths),
  ];

  async function paths(): Promise<StepFinding> {
    const tracks = await someTracks();
    if (tracks.length === 0) return { detail: 'the library holds no songs yet' };
    if (!(await server.identify()).capabilities.realPaths)
      return {
        detail: 'the server makes paths up from tags; files are known by size, length and title instead',
        advice: 'Let Navidrome report real paths for the player “SoulSync”.',
      };
    const here = await Promise.all(tracks.map(async ({ path }) => path !== null && (await sizeHere(path)) !== null));
    const seen = here.filter(Boolean).length;
    if (seen > 0) return { detail: `${seen} of ${tracks.length} files that were looked for are here` };
    const example = tracks.find(({ path }) => path !== null)?.path;
    throw new StepFailed(example ? `${example} is not found below ${musicDir}` : 'none of its music folders is known to be one of ours', {
      advice: 'Map its music folder to ours, such as Music=/srv/music. Is it the same music, and mounted here?',
      field: 'pathMap',
    });
  }

  async function someTracks(): Promise<readonly ServerTrack[]> {
    for (const { key } of await server.sections())
      for await (const { tracks } of server.fullSync(key)) if (tracks.length > 0) return spread(tracks, SAMPLED);
    return [];
  }
}

/** Neighbours are of one album. */
const spread = <T>(all: readonly T[], count: number): readonly T[] =>
  all.filter((_, place) => place % Math.max(1, Math.ceil(all.length / count)) === 0);
