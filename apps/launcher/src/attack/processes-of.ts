import { readFile, readdir } from 'node:fs/promises';

export interface Living {
  readonly pid: number;
  /** Its command line. */
  readonly line: string;
}

/** Living processes whose command line names the folder; none where there is no /proc to look into. */
export async function processesOf(folder: string): Promise<readonly Living[]> {
  if (process.platform !== 'linux') return [];
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(
    pids.map(async (pid) => ({
      pid: Number(pid),
      line: (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ').trim(), // gone in between
    })),
  );
  return all.filter(({ line }) => line.includes(folder));
}
