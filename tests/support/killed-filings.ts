import { readdir } from 'node:fs/promises';
import { filesBelow } from './filing-ground.js';
import type { FilingGround } from './filing-ground.js';
import { eventually } from './running-demo.js';

/** Between which two calls of the file system organize-svc ends; see `kill-at.mjs`. */
export const filingKillPoints = [
  'before link staged',
  'after link staged',
  'after unlink staged',
  'before rm staging',
  'after rm staging',
  'before rm download',
  'after rm download',
  'after rmdir folder',
] as const;

/** And where no hard links are. */
export const unlinkedKillPoints = [
  'before writeFile reservation',
  'after writeFile reservation',
  'before open place',
  'after open place',
  'after appendFile reservation',
  'before rename staged',
  'after rename staged',
  'before rm reservation',
  'after rm reservation',
] as const;

/** And where not even a rename reaches the place: it is copied there. */
export const copyKillPoints = [
  'before rename staged',
  'after open place',
  'before rm reservation',
  'after rm reservation',
  'before unlink staged',
  'after unlink staged',
] as const;

export interface KilledFiling {
  readonly killed: boolean;
  /** Files of this title in the music folder. */
  readonly filed: readonly string[];
  readonly publishedTimes: number;
  /** Stagings and downloads that should be gone. */
  readonly leftovers: readonly string[];
}

/** One file, a kill at the point, and the next start. Nothing else may run on the ground. */
export async function killFilingAt(filing: FilingGround, point: string, title: string): Promise<KilledFiling> {
  await filing.deliver(title);
  const killed = (await filing.runKilledAt(point)) === 'SIGKILL';
  const service = await filing.start();
  try {
    await eventually(filing.states, (rows) => rows.some((row) => row.title === title && row.tidied));
    const files = await filesBelow(filing.music);
    const published = (await filing.on.eventsOf('FilePublished')).filter(({ path }) => path.endsWith(`/${title}.flac`));
    const downloads = (await readdir(filing.downloads)).filter((name) => name !== '.soulsync-root');
    return {
      killed,
      filed: files.filter((path) => path.includes(`/${title}`)),
      publishedTimes: published.length,
      leftovers: [...files.filter((path) => path.startsWith('.')), ...downloads],
    };
  } finally {
    await service.stop();
  }
}
