import { join } from 'node:path';
import type { ScenarioRow } from '@soulsync/launcher';
import { filingGround } from './filing-ground.js';
import type { FilingGround } from './filing-ground.js';
import { filingKillPoints, killFilingAt } from './killed-filings.js';
import { canMount, mounts } from './mounts.js';
import type { Mounts } from './mounts.js';
import { unmountDownloadsBeforeFiling, unmountMusicWhileFiling } from './unmounted-folders.js';

/** Kills at each point of publishing, and folders that go away, on real services: one JSON line each. `npm run attack` reads them. */
async function main(): Promise<void> {
  const tell = (row: ScenarioRow): void => void process.stdout.write(`${JSON.stringify(row)}\n`);
  await on(async (filing) => {
    for (const [n, point] of filingKillPoints.entries())
      tell(
        await row(`filing killed ${point}`, 1, async () => {
          const { killed, filed, leftovers } = await killFilingAt(filing, point, `Attacked ${n}`);
          const note = [killed ? '' : 'was not killed', ...leftovers.map((name) => `left: ${name}`)]
            .filter((text) => text !== '')
            .join('; ');
          return { lost: filed.length === 0 ? 1 : 0, doubled: Math.max(0, filed.length - 1), note };
        }),
      );
  });
  if (!canMount()) return tell(skipped('folders unmounted'));
  for (const [attack, tried, scenario, folder] of [
    ['music folder unmounted while filing', 12, unmountMusicWhileFiling, 'music'],
    ['download folder unmounted before filing', 4, unmountDownloadsBeforeFiling, 'downloads'],
  ] as const)
    await on(async (filing, disks) => {
      const disk = join(filing.base, 'disk');
      disks.disk(disk);
      disks.show(disk, filing[folder]);
      const service = await filing.start();
      tell(
        await row(attack, tried, async () => {
          const { lost, doubled, strayed } = await scenario(filing, disks, disk);
          return { lost, doubled, note: strayed.length > 0 ? `below the mount point: ${strayed.join(', ')}` : '' };
        }),
      );
      await service.stop();
    });
}

async function on(work: (filing: FilingGround, disks: Mounts) => Promise<void>): Promise<void> {
  const filing = await filingGround();
  const disks = mounts();
  try {
    await work(filing, disks);
  } finally {
    disks.endAll();
    await filing.stop();
  }
}

async function row(
  attack: string,
  tried: number,
  work: () => Promise<Pick<ScenarioRow, 'lost' | 'doubled' | 'note'>>,
): Promise<ScenarioRow> {
  try {
    return { attack, tried, hung: 0, ...(await work()) };
  } catch (error) {
    return { attack, tried, lost: 0, doubled: 0, hung: tried, note: error instanceof Error ? error.message : String(error) };
  }
}

const skipped = (attack: string): ScenarioRow => ({
  attack,
  tried: 0,
  lost: 0,
  doubled: 0,
  hung: 0,
  note: 'needs root and the right to mount',
});

await main();
