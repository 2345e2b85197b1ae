import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { filingGround } from '../support/filing-ground.js';
import type { FilingGround } from '../support/filing-ground.js';
import { eventually } from '../support/running-demo.js';

let filing: FilingGround;
beforeEach(async () => {
  filing = await filingGround();
}, 60_000);
afterEach(() => filing.stop(), 60_000);

it('files that are not there yet hold up none that are, however many they are', async () => {
  const service = await filing.start({ SOULSYNC_FIND_FILE_MS: '600000' });
  for (let n = 0; n < 110; n += 1) await filing.deliver(`Absent ${n}`, { absent: true });
  await eventually(filing.states, (rows) => rows.length === 110, 60_000);
  await filing.deliver('Present');
  const rows = await eventually(filing.states, (all) => all.some(({ title, tidied }) => title === 'Present' && tidied), 30_000);
  expect(rows.filter(({ state }) => state === 'started')).toHaveLength(110);
  await service.stop();
}, 180_000);
