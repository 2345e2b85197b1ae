import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { soulseekFile } from '@soulsync/contracts';
import { filesBelow, filingGround } from '../support/filing-ground.js';
import type { FilingGround } from '../support/filing-ground.js';
import { eventually } from '../support/running-demo.js';

let filing: FilingGround;
beforeEach(async () => {
  filing = await filingGround();
}, 60_000);
afterEach(() => filing.stop(), 60_000);

const stateOf = async (title: string) => (await filing.states()).find((row) => row.title === title)?.state;

describe('a file that is still copied', () => {
  it('is judged when it is whole, however long that takes', async () => {
    const elsewhere = join(filing.base, 'elsewhere');
    const whole = await readFile(await filing.deliver('Slow Copy', { into: elsewhere }));
    const place = join(filing.downloads, 'Crossings Slow Copy', 'Slow Copy.flac');
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, whole.subarray(0, 1_000));
    const service = await filing.start();
    await eventually(
      () => stateOf('Slow Copy'),
      (state) => state === 'started',
    );
    const step = Math.ceil(whole.length / 16);
    for (let bytes = 1_000; bytes < whole.length; bytes += step) {
      await delay(500);
      await appendFile(place, whole.subarray(bytes, bytes + step));
    }
    await eventually(
      () => stateOf('Slow Copy'),
      (state) => state === 'published',
    );
    expect(await filing.on.eventsOf('FileRefused')).toEqual([]);
    await service.stop();
  }, 120_000);

  it('and stops short of what slskd said is whole is refused, and set aside', async () => {
    const place = await filing.deliver('Cut Short');
    await writeFile(place, (await readFile(place)).subarray(0, 2_000));
    const service = await filing.start();
    await eventually(
      () => stateOf('Cut Short'),
      (state) => state === 'quarantined',
    );
    await service.stop();
  }, 120_000);
});

describe("the owner's own file of a download's folder and name", () => {
  /** As versions before FileArrived said it: nobody names the file, and it was guessed from the peer's path. */
  async function finished(title: string, sizeBytes: number): Promise<void> {
    const filename = `Music\\Crossings ${title}\\${title}.flac`;
    await filing.say(title, {
      type: 'TransferFinished',
      data: {
        transferId: randomUUID(),
        networkTransferId: randomUUID(),
        offer: { ...soulseekFile({ username: 'peer', filename }), sizeBytes, quality: {}, identity: 1, score: 1 },
        filename,
        localFilename: null,
        destination: null,
        finishedAt: new Date().toISOString(),
      },
    });
  }

  it.each([
    ['with as many bytes', 0],
    ['with another number of bytes', 1],
  ])(
    '%s is neither filed nor moved',
    async (_, off) => {
      const elsewhere = join(filing.base, 'elsewhere');
      const bytes = await readFile(await filing.deliver('Mine', { into: elsewhere, silent: true }));
      const mine = join(filing.downloads, 'Crossings Mine', 'Mine.flac');
      await mkdir(dirname(mine), { recursive: true });
      await writeFile(mine, bytes);
      const service = await filing.start();
      await finished('Mine', bytes.length + off);
      await eventually(
        () => stateOf('Mine'),
        (state) => state !== undefined && state !== 'started',
      );
      expect([await stateOf('Mine'), await filesBelow(filing.downloads), await filesBelow(filing.music)]).toEqual([
        'failed',
        ['Crossings Mine/Mine.flac'],
        [],
      ]);
      expect(await readFile(mine)).toEqual(bytes);
      await service.stop();
    },
    120_000,
  );

  it('beside ours stays where it is', async () => {
    const ours = await filing.deliver('Two');
    const mine = join(dirname(ours), 'Two_639230012345678901.flac');
    await writeFile(mine, await readFile(ours));
    const service = await filing.start();
    await eventually(filing.states, (rows) => rows.some((row) => row.title === 'Two' && row.tidied));
    expect(await filesBelow(filing.downloads)).toEqual(['Crossings Two/Two_639230012345678901.flac']);
    await service.stop();
  }, 120_000);
});

it('a file is tagged and placed by what catalog knows of its recording when it is filed, not when it was asked for', async () => {
  await filing.enrich('Late News', { date: '1999', trackNumber: 7, trackTotal: 9, discNumber: 1, kind: 'album' });
  const service = await filing.start();
  await eventually(
    () => filing.on.query('SELECT 1 FROM organize.recording_descriptions'),
    (rows) => rows.length === 1,
  );
  await filing.deliver('Late News');
  const [row] = await eventually(
    () => filing.states(),
    ([row]) => row?.state === 'published',
  );
  expect(row?.path).toBe('Old Ferry/Old Ferry - Crossings/07 - Late News.flac');
  await service.stop();
}, 60_000);
