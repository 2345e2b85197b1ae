const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** `640 kB`, `24 MB`, `1.2 TB`: as disks and files are spoken of. */
export function inBytes(bytes: number): string {
  const at = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${Number((bytes / 1_000 ** at).toFixed(at < 3 ? 0 : 1))} ${units[at]}`;
}
