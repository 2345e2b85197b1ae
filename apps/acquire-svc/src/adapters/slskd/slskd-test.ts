import { stat } from 'node:fs/promises';
import { ExternalError, folderPair, StepFailed } from '@soulsync/service-kit';
import type { DownloadFolderSettings, TestStep } from '@soulsync/service-kit';
import type { ConnectionTestStep } from '@soulsync/contracts';
import { guessFolder } from './guess-folder.js';
import type { SeenFile, SizeOf } from './guess-folder.js';
import type { SlskdClient } from './slskd-client.js';
import type { WireApplication, WireOptions } from './slskd-wire.js';

type Asked = Pick<SlskdClient, 'isSignInOn' | 'application' | 'options' | 'folder'>;

/** What works with each, and since when it is better (apis/slskd.md 0). */
const OLDEST = [0, 22, 0];
const SOUND = [0, 24, 3];
const BEST = [0, 26, 0];

/** The section that the download folder is set in. */
const DOWNLOADS = 'acquire-svc.downloads';

/** slskd one thing after the other, as a person would look who set it up. `sizeOf`: of a file here; null: it is not there. */
export function slskdSteps(client: Asked, downloads: DownloadFolderSettings, sizeOf = sizeHere, guess = guessFolder): readonly TestStep[] {
  const once = <T>(ask: () => Promise<T>) => {
    let asked: Promise<T> | null = null;
    return () => (asked ??= ask());
  };
  const answer = once(() => client.isSignInOn());
  const application = once(() => client.application());
  const options = once(() => client.options());
  const file = once(() => oneFile(client));
  /** The folder that holds one of slskd's finished files, where that is another one than is set. */
  const fix = async () => {
    const seen = await file();
    const theirs = (await options()).directories?.downloads;
    const found = seen && (await guess(seen, { theirs, ours: downloads.dir }, sizeOf));
    return found === null || found === downloads.dir ? null : { label: `Use ${found}`, section: DOWNLOADS, values: { dir: found } };
  };
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
    { step: 'credential', look: () => application().then(() => ({ detail: 'The API key is accepted' }), keyRefused) },
    { step: 'version', look: async () => versionFinding((await application()).version?.current) },
    { step: 'network', look: async () => networkFinding(await application()) },
    { step: 'shares', look: async () => sharesFinding(await application()) },
    { step: 'folder', look: async () => folderFinding(await options(), downloads, sizeOf, fix) },
    { step: 'file', look: async () => fileFinding(await file(), downloads, sizeOf, fix) },
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

type Fix = () => Promise<ConnectionTestStep['fix']>;

async function folderFinding({ directories }: WireOptions, { dir, pathMap }: DownloadFolderSettings, sizeOf: SizeOf, fix: Fix) {
  const theirs = directories?.downloads;
  const known = theirs === undefined ? 'slskd does not say where it downloads to' : `slskd downloads to ${theirs}`;
  if (dir === undefined)
    throw new StepFailed(`${known}; no download folder is set`, {
      advice: 'Set the download folder to the same one, as SoulSync sees it.',
      fix: await fix(),
    });
  if ((await sizeOf(dir)) === null)
    throw new StepFailed(`${known}; ${dir} is not there`, {
      advice: 'Mount it, or set the download folder to where it is.',
      fix: await fix(),
    });
  const pair = folderPair(pathMap);
  const seenAs = theirs !== undefined && pair && pair.remote === theirs.replace(/[\\/]+$/, '') ? pair.local : dir;
  return { detail: theirs === seenAs ? known : `${known}, seen here as ${seenAs}` };
}

/** A file that slskd lists in the root of its download folder, or in the first folders below, is looked for here. */
async function fileFinding(file: SeenFile | null, { dir = '' }: DownloadFolderSettings, sizeOf: SizeOf, fix: Fix) {
  if (file === null) return { detail: 'No finished file lies there yet, so that it is the same folder is not proven' };
  if ((await sizeOf(`${dir}/${file.path}`)) === file.size) return { detail: `${file.path} is seen here too` };
  throw new StepFailed(`slskd has ${file.path}, which is not in ${dir}`, {
    advice: 'Set the download folder to the one slskd downloads into, as SoulSync sees it.',
    fix: await fix(),
  });
}

const FOLDERS_LOOKED_AT = 5;

async function oneFile(client: Asked): Promise<SeenFile | null> {
  const root = await client.folder('downloads', '');
  const folders = (root?.directories ?? []).flatMap(({ name }) => (name ? [name] : [])).slice(0, FOLDERS_LOOKED_AT);
  for (const folder of ['', ...folders]) {
    const listed = folder === '' ? root : await client.folder('downloads', folder);
    const file = listed?.files?.find(({ name = '', length = 0 }) => isPlain(name) && length > 0);
    if (file?.name !== undefined && file.length !== undefined && (folder === '' || isPlain(folder)))
      return { path: folder === '' ? file.name : `${folder}/${file.name}`, size: file.length };
  }
  return null;
}

/** A name that leads nowhere else, and is no file of ours. */
const isPlain = (name: string) => name !== '' && !/^\.|[/\\\0]/.test(name);

const sizeHere: SizeOf = (path) =>
  stat(path).then(
    ({ size }) => size,
    () => null, // not there, or not for us
  );
