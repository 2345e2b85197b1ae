import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import type { ResourcePage } from '@soulsync/contracts';
import { columnsOf } from '@soulsync/contracts/rest';
import { servedResources } from '../../apps/gateway/src/resources.js';
import { ground } from '../support/running-service.js';
import type { Ground } from '../support/running-service.js';
import { goldenNames, layLog, saidOf } from './golden-log.js';
import { saidOfLog } from './said.js';
import { sentencesIn } from './sentences.js';

describe.each(await goldenNames())('the log %s, as a released version wrote it', (name) => {
  let base: Ground;
  beforeAll(async () => {
    base = await ground();
  }, 60_000);
  afterAll(() => base.stop(), 60_000);

  it('is read by this version as by that one, and nothing of it is parked', async () => {
    const log = await connect({ servers: base.env['SOULSYNC_NATS_URL'] ?? '' });
    await layLog(name, log);
    await log.close();
    const { deadLetters, ...said } = await saidOfLog(base);
    expect(deadLetters).toEqual({});
    expect(said).toEqual(await saidOf(name));
  }, 180_000);

  it.each(servedResources)(
    '$name are answered as the API describes them, no field more and none less',
    async ({ name: resource, subject, row }) => {
      const { columns, recordColumns } = columnsOf(row);
      const rows = async (asked: object) => (await base.ask<ResourcePage<{ readonly id: string }>>(subject, { resource, ...asked })).rows;
      const [first] = await rows({ start: 0, end: 1 });
      if (!first) return; // a demo blocks no peer; that the list can be asked is shown
      expect(Object.keys(first).sort()).toEqual([...columns].sort());
      const [record = {}] = await rows({ ids: [first.id] });
      expect(Object.keys(record).sort()).toEqual([...columns, ...recordColumns].sort());
    },
  );

  it('stands in the read models as codes, names and figures: no table holds a sentence', async () => {
    expect(await sentencesIn(base)).toEqual([]);
  }, 60_000);
});
