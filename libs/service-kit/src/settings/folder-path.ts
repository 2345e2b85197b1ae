import { ValidateBy } from 'class-validator';
import type { ValidationArguments } from 'class-validator';

/** Nothing of a household lies in these, and what lies there is no file. */
const SYSTEM = /^\/(proc|sys|dev)(\/|$)/;

/** Why this is no folder for files, as words to follow its name; they print no part of it. null: it may be one. */
export function folderPathProblem(path: string): string | null {
  if (/\p{Cc}/u.test(path)) return 'must not hold control characters';
  if (!path.startsWith('/')) return 'must be a whole path that begins with /';
  if (path.split('/').some((part) => part === '..' || part === '.')) return 'must not hold . or .. as a folder';
  if (/^\/+$/.test(path)) return 'must not be the root of the whole file system';
  if (SYSTEM.test(path.replace(/\/+/g, '/'))) return 'must not lie in /proc, /sys or /dev';
  if (Buffer.byteLength(path) > 4_000) return 'must not be longer than 4,000 bytes';
  return null;
}

const textCheck = (name: string, problemOf: (text: string) => string | null, fallback: string) => (): PropertyDecorator =>
  ValidateBy({
    name,
    validator: {
      validate: (value: unknown) => typeof value === 'string' && problemOf(value) === null,
      defaultMessage: (asked?: ValidationArguments) => (typeof asked?.value === 'string' ? problemOf(asked.value) : null) ?? fallback,
    },
  });

/** A folder of this machine, by its whole path. */
export const IsFolderPath = textCheck('isFolderPath', folderPathProblem, 'must be the path of a folder');

/** A folder as another program sees it, and as we do. */
export interface FolderPair {
  readonly remote: string;
  readonly local: string;
}

/** Of `<theirs>=<ours>`; null: it is none. */
export function folderPair(text: string | null | undefined): FolderPair | null {
  const [remote = '', local = '', ...more] = (text ?? '').split('=');
  const ends = (path: string) => (path.length > 1 ? path.replace(/[\\/]+$/, '') : path);
  return remote && local && more.length === 0 ? { remote: ends(remote), local: ends(local) } : null;
}

/** Our path of one that the other program names; null: it does not lie in the pair's folder. Windows parts its folders by a backslash. */
export function throughPair({ remote, local }: FolderPair, path: string): string | null {
  const rest = path.slice(remote.length);
  if (!path.startsWith(remote) || !/^([\\/]|$)/.test(rest)) return null;
  if (/^[a-z]:|^\\\\/i.test(remote)) return local + rest.replaceAll('\\', '/');
  return rest.startsWith('\\') ? null : local + rest;
}

function folderPairProblem(text: string): string | null {
  const pair = folderPair(text);
  if (!pair) return 'must be <path as the other program sees it>=<path as SoulSync sees it>';
  const problem = folderPathProblem(pair.local);
  return problem === null ? null : `${problem}, behind the =`;
}

export const IsFolderPair = textCheck('isFolderPair', folderPairProblem, 'must be a pair of paths');
