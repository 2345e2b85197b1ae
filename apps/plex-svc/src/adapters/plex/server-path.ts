const isWindows = (location: string) => /^[A-Za-z]:[\\/]|^\\\\/.test(location);

/** Is a path inside one of the server's folders? `/music2` is not inside `/music`; on Windows neither case nor kind of slash matters. */
export function isWithin(location: string, path: string): boolean {
  const plain = (text: string) => (isWindows(location) ? text.replaceAll('\\', '/').toLowerCase() : text).replace(/\/+$/, '');
  const [root, below] = [plain(location), plain(path)];
  return root !== '' && (below === root || below.startsWith(`${root}/`));
}

/** With the slashes the server itself uses. */
export const asWrittenBy = (location: string, path: string): string => (location.includes('\\') ? path.replaceAll('/', '\\') : path);
