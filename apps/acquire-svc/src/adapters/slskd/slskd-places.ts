/** Where slskd 0.26 on Linux puts a file when its batch names no folder (apis/slskd.md 4.2). Its names are compared byte for byte. */
export interface RemoteName {
  /** Without the share's root. */
  readonly folders: readonly string[];
  readonly file: string;
}

export function remoteName(filename: string): RemoteName {
  const parts = filename
    .split(filename.includes('/') ? /[\\/]/ : '\\')
    .filter((part) => part !== '')
    .map(safe);
  const isRoot = (part: string) => /^[A-Za-z]:$/.test(part) || /^@@[A-Za-z0-9]{5,}$/.test(part);
  return { folders: parts.slice(0, -1).filter((part, place) => place > 0 || !isRoot(part)), file: parts.at(-1) ?? '' };
}

const safe = (segment: string) => (segment === '.' || segment === '..' ? '_' : segment.replaceAll('\0', '_'));

/** The folder of the configured rule; null: a rule that we can't work out. */
export function configuredFolder(subdirectory: string | undefined, filename: string): string | null {
  if (subdirectory === '{}') return '';
  return subdirectory === undefined || subdirectory === '${SOURCE_DIRECTORY}' ? (remoteName(filename).folders.at(-1) ?? '') : null;
}

/** Its own name, or the one it gets where that is taken: .NET ticks behind the stem. */
export function isNameOf(file: string, found: string): boolean {
  const dot = file.lastIndexOf('.');
  const [stem, end] = dot > 0 ? [file.slice(0, dot), file.slice(dot)] : [file, ''];
  const middle = found.startsWith(stem) && found.endsWith(end) ? found.slice(stem.length, found.length - end.length) : null;
  return found === file || (middle !== null && /^_\d{18}$/.test(middle));
}

/** A path as slskd names it, relative to its root; null: it is not below it. */
export function below(root: string | undefined, path: string): string | null {
  if (root === undefined) return null;
  const plain = (text: string) => (/^[A-Za-z]:\\|^\\\\/.test(root) ? text.replaceAll('\\', '/') : text);
  const [from, to] = [plain(root).replace(/\/+$/, ''), plain(path)];
  return to.startsWith(`${from}/`) && !to.split('/').includes('..') ? to.slice(from.length + 1) : null;
}

/** slskd's dates are UTC, with or without a `Z` (apis/slskd.md 1.1). */
export const utcMs = (date: string | undefined) => (date === undefined ? null : Date.parse(/Z$/.test(date) ? date : `${date}Z`));
