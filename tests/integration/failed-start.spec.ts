import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BaseConfig, defineService } from '@soulsync/service-kit';
import { ground } from '../support/running-service.js';
import type { Ground } from '../support/running-service.js';
import { eventually } from '../support/running-demo.js';

class EmptyModule {}

const openSockets = () => process.getActiveResourcesInfo().filter((what) => what === 'TCPSocketWrap' || what === 'PipeWrap').length;

describe('a service whose start fails', () => {
  let base: Ground;
  beforeAll(async () => {
    base = await ground();
  }, 60_000);
  afterAll(() => base.stop());

  it('leaves no connection and no reader behind, since the start is tried again in the same process', async () => {
    let mayStart = false;
    const service = defineService({
      name: 'match-svc',
      schema: 'match',
      config: BaseConfig,
      projections: [],
      compose() {
        if (!mayStart) throw new Error('not yet');
        return { module: { module: EmptyModule } };
      },
    });
    const env = { ...base.env, ...(await base.envOf('match-svc')), SOULSYNC_DATA_DIR: tmpdir() };
    const connections = async () =>
      (await base.query<{ n: number }>(`SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'soulsync-match'`))[0]?.n;
    const before = openSockets();
    for (let tries = 0; tries < 3; tries += 1) await expect(service.start(env)).rejects.toThrow('not yet');
    await eventually(connections, (n) => n === 0, 10_000);
    await eventually(
      async () => openSockets(),
      (open) => open <= before,
      10_000,
    );
    mayStart = true;
    await (await service.start(env)).stop();
    await eventually(connections, (n) => n === 0, 10_000);
  }, 60_000);
});
