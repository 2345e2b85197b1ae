import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { filesBelow } from './filing-ground.js';
import type { FilingGround } from './filing-ground.js';
import type { Mounts } from './mounts.js';
import { eventually } from './running-demo.js';

/** What came of files whose folder went away in the middle. */
export interface UnmountedOutcome {
  readonly tried: number;
  /** Neither filed nor still among the downloads. */
  readonly lost: number;
  readonly doubled: number;
  /** Names that were written below the mount point while nothing was mounted there; none may be. */
  readonly strayed: readonly string[];
  /** The health issue that said so. */
  readonly said: string;
}

/** The music folder goes away while files are filed, comes back after `awayMs`, and everything is filed. The service is running on it. */
export async function unmountMusicWhileFiling(
  filing: FilingGround,
  disks: Mounts,
  disk: string,
  awayMs = 2_000,
): Promise<UnmountedOutcome> {
  const titles = Array.from({ length: 12 }, (_, n) => `Unmounted ${n}`);
  await inUse(filing);
  const before = (await filesBelow(disk)).length;
  for (const title of titles.slice(0, 8)) await filing.deliver(title);
  await eventually(
    () => filesBelow(disk),
    (files) => files.length > before,
  );
  disks.hide(filing.music, true);
  for (const title of titles.slice(8)) await filing.deliver(title);
  const [issue] = await eventually(
    async () => (await filing.issues()).filter(({ code }) => code === 'root:music'),
    (found) => found.length > 0,
  );
  await delay(awayMs);
  const strayed = await readdir(filing.music);
  disks.show(disk, filing.music);
  await eventually(filing.states, (rows) => titles.every((title) => rows.some((row) => row.title === title && row.tidied)), 60_000);
  await eventually(filing.issues, (issues) => issues.length === 0);
  return { tried: titles.length, ...(await countOf(filing, titles)), strayed, said: issue?.message ?? '' };
}

/** The download folder goes away before what arrived was looked at; it comes back after `awayMs`. The service is running on it. */
export async function unmountDownloadsBeforeFiling(
  filing: FilingGround,
  disks: Mounts,
  disk: string,
  awayMs = 4_000,
): Promise<UnmountedOutcome> {
  const titles = Array.from({ length: 4 }, (_, n) => `Waiting ${n}`);
  await inUse(filing);
  disks.hide(filing.downloads, true);
  const [issue] = await eventually(
    async () => (await filing.issues()).filter(({ code }) => code === 'root:downloads'),
    (found) => found.length > 0,
  );
  disks.show(disk, `${disk}-too`); // slskd still sees its own
  for (const title of titles) await filing.deliver(title, { into: `${disk}-too` });
  await delay(awayMs);
  const strayed = await readdir(filing.downloads);
  disks.show(disk, filing.downloads);
  await eventually(filing.states, (rows) => titles.every((title) => rows.some((row) => row.title === title && row.tidied)), 60_000);
  disks.hide(`${disk}-too`);
  return { tried: titles.length, ...(await countOf(filing, titles)), strayed, said: issue?.message ?? '' };
}

/** Only what was there once can be away. */
const inUse = (filing: FilingGround) =>
  eventually(
    () => filing.on.eventsOf('RootTakenIntoUse'),
    (roots) => roots.length === 2,
  );

async function countOf(filing: FilingGround, titles: readonly string[]): Promise<{ lost: number; doubled: number }> {
  const [filed, downloaded] = await Promise.all([filesBelow(filing.music), filesBelow(filing.downloads)]);
  let lost = 0;
  let doubled = 0;
  for (const title of titles) {
    const copies = filed.filter((path) => path.endsWith(`/${title}.flac`) || path.includes(`/${title} (`));
    const whole = await Promise.all(copies.map(async (path) => (await readFile(join(filing.music, path))).length > 0));
    if (!whole.includes(true) && !downloaded.some((path) => path.endsWith(`/${title}.flac`))) lost += 1;
    doubled += Math.max(0, copies.length - 1);
  }
  return { lost, doubled };
}
