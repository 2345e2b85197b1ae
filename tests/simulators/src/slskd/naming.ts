/** Where slskd 0.26 on Linux puts a file (apis/slskd.md 4.2): the batch's folder, else the last remote folder. */
export function localName(remote: string, destination: string | null): readonly string[] {
  const { folders, file } = segments(remote);
  if (destination !== null) return [...destination.split(/[\\/]/).map(safe), file];
  const folder = folders.at(-1);
  return folder === undefined ? [file] : [folder, file];
}

/** The part file of slskd 0.26 lies under its user and all remote folders but the root. */
export const incompleteName = (username: string, remote: string): readonly string[] => {
  const { folders, file } = segments(remote);
  return [safe(username.replace(/[\\/]/g, '_')), ...folders, file];
};

function segments(remote: string): { readonly folders: readonly string[]; readonly file: string } {
  const parts = (remote.includes('/') ? remote.split(/[\\/]/) : remote.split('\\')).filter((part) => part !== '').map(safe);
  const isRoot = (part: string) => /^[A-Za-z]:$/.test(part) || /^@@[A-Za-z0-9]{5,}$/.test(part);
  return { folders: parts.slice(0, -1).filter((part, place) => place > 0 || !isRoot(part)), file: parts.at(-1) ?? '_' };
}

const safe = (segment: string) => (segment === '.' || segment === '..' ? '_' : segment.replaceAll('\0', '_'));

/** An existing name gets .NET ticks behind it. */
export const ticked = (name: string, nowMs: number): string => {
  const ticks = (BigInt(Math.floor(nowMs)) * 10_000n + 621_355_968_000_000_000n).toString();
  const dot = name.lastIndexOf('.');
  return dot > 0 ? `${name.slice(0, dot)}_${ticks}${name.slice(dot)}` : `${name}_${ticks}`;
};
