import { afterEach, describe, expect, it } from '@jest/globals';
import type { PeerKnobs, SlskdConfig } from '../simulators/src/slskd/scenario.js';
import { acquisitionGround } from '../support/acquisition-ground.js';
import type { AcquisitionGround } from '../support/acquisition-ground.js';
import { eventually } from '../support/running-demo.js';

const SLOW = { bps: 20_000 };

let acquisition: AcquisitionGround;
async function ground(knobs: PeerKnobs, more: Partial<SlskdConfig> = { remoteFileManagement: true }): Promise<void> {
  acquisition = await acquisitionGround(knobs, more);
}
afterEach(() => acquisition.stop(), 60_000);

const transferring = () => eventually(acquisition.slskd.listed, (records) => records.some(({ state }) => state === 'InProgress'), 60_000);
const ended = () =>
  eventually(
    () => acquisition.on.eventsOf('TransferCancelled'),
    (events) => events.length > 0,
    60_000,
  );
async function nothingLeft(): Promise<void> {
  expect([await acquisition.slskd.listed(), (await acquisition.slskd.files()).filter((file) => !file.endsWith('.soulsync-root'))]).toEqual([
    [],
    [],
  ]);
}

describe('a transfer under way', () => {
  it.each([
    ['removes it', true],
    ['may not, and we see its folders', false],
  ])(
    'ends in slskd when its acquisition is cancelled, and leaves nothing, where slskd %s',
    async (_, remoteFileManagement) => {
      await ground(SLOW, { remoteFileManagement });
      await acquisition.start();
      await acquisition.want();
      await transferring();
      await acquisition.cancel();
      expect(await ended()).toMatchObject([{ remains: 'nothing' }]);
      await nothingLeft();
    },
    120_000,
  );

  it('ends in slskd when the library has the recording meanwhile', async () => {
    await ground(SLOW);
    await acquisition.start();
    await acquisition.want();
    await transferring();
    await acquisition.match();
    expect(await ended()).toMatchObject([{ remains: 'nothing' }]);
    await nothingLeft();
    expect(await acquisition.on.eventsOf('AcquisitionFulfilled')).toHaveLength(1);
  }, 120_000);

  it('ends when slskd is back and we are, though we were killed between the word and the deed', async () => {
    await ground(SLOW);
    const first = await acquisition.spawn();
    await acquisition.want();
    await transferring();
    await acquisition.slskd.control('fault', { match: '/api', dropConnection: true, times: 1_000_000 });
    await acquisition.cancel();
    await first.kill();
    expect(await acquisition.on.eventsOf('AcquisitionCancelled')).toHaveLength(1);
    expect(await acquisition.on.eventsOf('TransferCancelled')).toEqual([]);
    await acquisition.start();
    await eventually(
      () => acquisition.on.status('acquire-svc'),
      ({ healthIssues }) => healthIssues.some(({ code }) => code === 'slskd-unavailable'),
      60_000,
    );
    await acquisition.slskd.control('reset-faults');
    expect(await ended()).toHaveLength(1);
    await nothingLeft();
    await eventually(
      () => acquisition.on.status('acquire-svc'),
      ({ healthIssues }) => healthIssues.every(({ code }) => code !== 'slskd-unavailable'),
    );
  }, 180_000);

  it('whose file slskd puts in its place after the cancel is removed there, through our folder', async () => {
    await ground({ bps: 10_000_000, move: { slowCopyBps: 200_000 } }, {});
    await acquisition.organize();
    await acquisition.start();
    await acquisition.want();
    await eventually(acquisition.slskd.files, (files) => files.some((file) => file.startsWith('downloads/soulsync/')), 60_000);
    await acquisition.cancel();
    expect(await ended()).toMatchObject([{ remains: 'nothing' }]);
    await nothingLeft();
  }, 120_000);
});

it('a search under way ends in slskd when its acquisition is cancelled', async () => {
  await ground(SLOW, { search: { finalizeDelayMs: 3_000 } });
  await acquisition.start();
  await acquisition.want();
  const searches = () => acquisition.slskd.ask<readonly object[]>('GET', '/api/v0/searches');
  await eventually(searches, (all) => all.length === 1, 60_000);
  await acquisition.cancel();
  await eventually(searches, (all) => all.length === 0, 60_000);
  await eventually(
    () => acquisition.on.eventsOf('SearchCancelled'),
    (events) => events.length === 1,
  );
}, 120_000);
