import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { filesBelow, filingGround } from '../support/filing-ground.js';
import type { FilingGround } from '../support/filing-ground.js';
import { eventually } from '../support/running-demo.js';

let filing: FilingGround;
let elsewhere: string;
beforeEach(async () => {
  filing = await filingGround();
  elsewhere = join(filing.base, 'where slskd really puts them');
  await mkdir(elsewhere);
}, 60_000);
afterEach(() => filing.stop(), 60_000);

const issue = async () => (await filing.issues()).find(({ code }) => code === 'downloads-missing');
const statesOf = async () => Object.fromEntries((await filing.states()).map(({ title, state }) => [title, state]));
/** The folder is mounted where it should have been. */
const mend = async () => {
  for (const name of await readdir(elsewhere)) await rename(join(elsewhere, name), join(filing.downloads, name));
};

describe('a download folder that is not the one slskd fills', () => {
  it('stops filing at the second file in a row; nothing is given up, and all of it is filed once it is mended', async () => {
    let service = await filing.start();
    for (const title of ['One', 'Two', 'Three']) await filing.deliver(title, { into: elsewhere });
    const said = await eventually(issue, (found) => found !== undefined, 30_000);
    expect(said?.message).toContain(`the download folder ${filing.downloads}.`);
    expect(said?.message).toContain('slskd saved one as /slskd/downloads/Crossings ');
    expect(said?.message).toContain(`SoulSync looked for ${filing.downloads}/Crossings `);
    expect(said?.advice).toMatch(/SOULSYNC_DOWNLOAD_DIR.*SOULSYNC_DOWNLOAD_PATH_MAP/);
    await filing.deliver('Later', { into: elsewhere });
    await delay(3_000); // twice the patience
    expect(await statesOf()).toEqual({ One: 'started', Two: 'started', Three: 'started', Later: 'started' });
    expect(await filing.on.eventsOf('FilingFailed')).toEqual([]);

    // Also after a restart, and with one of them alone.
    await service.stop();
    service = await filing.start();
    await delay(3_000);
    expect(await filing.on.eventsOf('FilingFailed')).toEqual([]);

    await mend();
    await eventually(filing.states, (rows) => rows.length === 4 && rows.every(({ tidied }) => tidied), 30_000);
    await eventually(issue, (found) => found === undefined);
    expect((await filesBelow(filing.music)).length).toBe(4);
    await service.stop();
  }, 120_000);

  it('costs one download where they come one after the other, also over a restart', async () => {
    let service = await filing.start();
    await filing.deliver('First', { into: elsewhere });
    await eventually(statesOf, (states) => states.First === 'failed', 30_000);
    await service.stop();
    service = await filing.start();
    await filing.deliver('Second', { into: elsewhere });
    await eventually(issue, (found) => found !== undefined, 30_000);
    expect(await statesOf()).toEqual({ First: 'failed', Second: 'started' });
    await mend();
    await eventually(statesOf, (states) => states.Second === 'published', 30_000);
    await eventually(issue, (found) => found === undefined);
    await service.stop();
  }, 120_000);
});

it('a file that somebody took away is given up, where others are found', async () => {
  const service = await filing.start();
  await filing.deliver('Taken', { absent: true });
  await filing.deliver('Also taken', { absent: true });
  await filing.deliver('There');
  await eventually(statesOf, (states) => states.Taken === 'failed' && states['Also taken'] === 'failed', 30_000);
  expect(await issue()).toBeUndefined();
  await service.stop();
}, 60_000);
