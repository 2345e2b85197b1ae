import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
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

  it('stands in the read models as codes, names and figures: no table holds a sentence', async () => {
    expect(await sentencesIn(base)).toEqual([]);
  }, 60_000);
});
