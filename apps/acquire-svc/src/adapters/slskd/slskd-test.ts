import { ExternalError, StepFailed } from '@soulsync/service-kit';
import type { DownloadFolderSettings, TestStep } from '@soulsync/service-kit';
import type { SlskdClient } from './slskd-client.js';
import { fileFinding, filesHere, folderFinding } from './slskd-folder-test.js';
import type { WireApplication, WireOptions } from './slskd-wire.js';

type Asked = Pick<SlskdClient, 'isSignInOn' | 'application' | 'options' | 'folder'>;

/** What works with each, and since when it is better (apis/slskd.md 0). */
const OLDEST = [0, 22, 0];
const SOUND = [0, 24, 3];
const BEST = [0, 26, 0];

/** slskd one thing after the other, as a person would look who set it up. */
export function slskdSteps(client: Asked, downloads: DownloadFolderSettings, here = filesHere): readonly TestStep[] {
  const once = <T>(ask: () => Promise<T>) => {
    let asked: Promise<T> | null = null;
    return () => (asked ??= ask());
  };
  const answer = once(() => client.isSignInOn());
  const application = once(() => client.application());
  const options = once(() => client.options());
  const theirs = async () => (await options()).directories?.downloads ?? null;
  return [
    {
      step: 'reachable',
      async look() {
        const isThere = await answer().then(
          () => true,
          (error: unknown) => isAnswer(error),
        );
        if (isThere) return { detail: 'It answers' };
        await answer().catch((error: unknown) => {
          throw new StepFailed(error instanceof Error ? error.message : String(error), {
            advice: 'Is slskd running, and is this its address as SoulSync reaches it? Its usual port is 5030.',
            field: 'url',
          });
        });
        return { detail: 'It answers' };
      },
    },
    {
      step: 'identity',
      async look() {
        if (typeof (await answer().catch(() => null)) === 'boolean') return { detail: 'It is slskd' };
        throw new StepFailed('Something else than slskd answers there', {
          advice: 'Give the address of slskd itself, with its URL base if it has one.',
          field: 'url',
        });
      },
    },
    {
      step: 'credential',
      async look() {
        await application().catch(keyRefused);
        return roleFinding(await options().catch(() => ({}))); // a step of its own looks at them
      },
    },
    { step: 'version', look: async () => versionFinding((await application()).version?.current) },
    { step: 'network', look: async () => networkFinding(await application()) },
    { step: 'shares', look: async () => sharesFinding(await application()) },
    { step: 'folder', look: async () => folderFinding(client, await theirs(), downloads, here) },
    { step: 'file', look: async () => fileFinding(client, await theirs(), downloads, here) },
  ];
}

const isAnswer = (error: unknown) => error instanceof ExternalError && error.kind !== 'unavailable';

function keyRefused(error: unknown): never {
  if (!(error instanceof ExternalError) || (error.kind !== 'unauthorized' && error.kind !== 'forbidden')) throw error;
  throw new StepFailed('The API key is refused', {
    advice: 'Copy one of slskd’s API keys (web.authentication.api_keys) with the role readwrite; its cidr must allow this machine.',
    field: 'apiKey',
  });
}

/** slskd does not say which of its keys is ours; what all of them may do is known. */
export function roleFinding({ web }: WireOptions): { readonly detail: string; readonly advice: string | null } {
  const { apiKey, apiKeys = {} } = web?.authentication ?? {};
  const [role, ...others] = new Set(Object.values(apiKeys).map((key) => key.role?.toLowerCase() ?? 'readonly'));
  if (role === undefined || others.length > 0 || apiKey) return { detail: 'The API key is accepted', advice: null };
  const mayWrite = role === 'readwrite' || role === 'administrator';
  return {
    detail: `The API key is accepted; its role is ${role}`,
    advice: mayWrite ? null : 'slskd may refuse it to download: give the key the role readwrite (web.authentication.api_keys).',
  };
}

const isBelow = (version: readonly number[], other: readonly number[]) => {
  const at = other.findIndex((part, place) => part !== (version[place] ?? 0));
  return at >= 0 && (version[at] ?? 0) < (other[at] ?? 0);
};

export function versionFinding(current: string | undefined): { readonly detail: string; readonly advice: string | null } {
  const parts = /^(\d+)\.(\d+)\.(\d+)/
    .exec(current ?? '')
    ?.slice(1)
    .map(Number);
  if (!parts) return { detail: 'It does not say its version', advice: '0.26.0 and later are known to work best.' };
  const version = parts.join('.');
  if (isBelow(parts, [0, 1, 0])) return { detail: `${version}, a build of its own`, advice: null };
  if (isBelow(parts, OLDEST)) throw new StepFailed(`${version} is too old`, { advice: 'Upgrade slskd to 0.26.0 or later.' });
  if (isBelow(parts, SOUND)) return { detail: version, advice: 'Versions below 0.24.3 have faults that lose transfers: upgrade slskd.' };
  return {
    detail: version,
    advice: isBelow(parts, BEST) ? 'From 0.26.0 on slskd resumes transfers by itself: an upgrade is worth it.' : null,
  };
}

function networkFinding({ server, user }: WireApplication) {
  if (server?.isConnected && server.isLoggedIn) return { detail: user?.username ? `Signed in as ${user.username}` : 'Signed in' };
  throw new StepFailed('slskd is not signed in to the Soulseek network', {
    advice: 'Look at slskd’s own page: is the account’s password right, and is it signed in elsewhere? Nothing is found until it is.',
    goesOn: true,
  });
}

function sharesFinding({ shares }: WireApplication) {
  const files = shares?.files ?? 0;
  if (files > 0) return { detail: `${files} ${files === 1 ? 'file is' : 'files are'} shared` };
  return {
    detail: 'Nothing is shared',
    advice: 'Many people refuse those who share nothing. Share a folder in slskd’s settings (shares.directories) and scan it.',
  };
}
