import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acquireService } from '@soulsync/acquire-svc';
import { rpc } from '@soulsync/contracts';
import type { CommandAccepted, ResourcePage } from '@soulsync/contracts';
import { gatewayService } from '@soulsync/gateway';
import { ADMIN, asAdmin, ask, cookiesOf, freePort } from '../support/gateway.js';
import { replicaProcess } from '../support/replica-process.js';
import type { ReplicaProcess } from '../support/replica-process.js';
import { ground } from '../support/running-service.js';
import type { Ground } from '../support/running-service.js';

const PATIENCE_MS = 30_000;

async function eventually<T>(what: string, look: () => Promise<T>): Promise<T> {
  for (const giveUpAt = performance.now() + PATIENCE_MS; ; await delay(100))
    try {
      return await look();
    } catch (error) {
      if (performance.now() > giveUpAt) throw new Error(`${what} did not come`, { cause: error });
    }
}

describe('two replicas of a service', () => {
  let base: Ground;
  let dataDir: string;
  const processes: ReplicaProcess[] = [];
  beforeAll(async () => {
    base = await ground();
    dataDir = await mkdtemp(join(tmpdir(), 'soulsync-replicas-'));
  }, 60_000);
  afterAll(async () => {
    await Promise.all(processes.map((one) => one.kill()));
    await base.stop();
    await rm(dataDir, { recursive: true, force: true });
  }, 60_000);

  const own = () => ({ SOULSYNC_DATA_DIR: dataDir });
  const holders = async (schema: string) =>
    base.query<{ pid: number }>(
      `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = hashtext('soulsync-lease')::oid AND objid = hashtext($1)::oid`,
      [schema],
    );
  const block = (username: string) => base.ask<CommandAccepted>(rpc.acquire.blockPeer, { username });
  const blocked = async (minPosition: string | null) =>
    base.ask<ResourcePage<{ id: string }>>(rpc.acquire.query, { resource: 'blocks', ...(minPosition === null ? {} : { minPosition }) });
  const names = (answer: ResourcePage<{ id: string }>) => answer.rows.map((row) => row['id']).sort();

  it('share the questions, and one of them takes over all else within seconds of the other being killed', async () => {
    const first = replicaProcess('acquire-svc', { ...(await base.envOf('acquire-svc')), ...own() });
    processes.push(first);
    await eventually('the first replica', () => block('before'));
    const [holder] = await holders('acquire');
    const standby = await base.start(acquireService, own());
    expect(await holders('acquire')).toEqual([holder]);

    // The queue group shares questions at random: among so many both have answered, each with what was just written.
    for (let asked = 0; asked < 20; asked += 1) {
      const { position } = await block(`peer-${asked}`);
      expect(names(await blocked(position))).toContain(`peer-${asked}`);
    }

    await first.kill();
    const killedAt = performance.now();
    const { position } = await eventually('the standby', () => block('after'));
    process.stderr.write(`taken over after ${Math.round(performance.now() - killedAt)} ms\n`);
    expect(names(await blocked(position))).toEqual(
      ['after', 'before', ...Array.from({ length: 20 }, (_, place) => `peer-${place}`)].sort(),
    );
    expect((await holders('acquire')).map(({ pid }) => pid)).not.toEqual([holder?.pid]);
    await standby.stop();
    expect(await holders('acquire')).toEqual([]);
  }, 120_000);

  it('go on when the database cuts the session that holds the lease', async () => {
    const working = await base.start(acquireService, own());
    const standby = await base.start(acquireService, own());
    const [before] = await holders('acquire');
    await base.query('SELECT pg_terminate_backend($1)', [before?.pid ?? 0]);
    await eventually('the lease', async () => {
      const held = await holders('acquire');
      expect(held).toHaveLength(1);
      expect(held).not.toEqual([before]);
    });
    // Whoever has it by now: the other one may be starting again as the standby, and says so.
    const { position } = await eventually('an answer', () => block('after a cut'));
    await eventually('its row', async () => expect(names(await blocked(position))).toContain('after a cut'));
    await Promise.all([working.stop(), standby.stop()]);
  }, 120_000);

  it('are refused a start where a newer version has built the read models, which stay as they are', async () => {
    await (await base.start(acquireService, own())).stop();
    await base.query(`UPDATE acquire.checkpoint SET "version" = 999 WHERE "name" = 'wishes'`);
    await expect(base.start(acquireService, own())).rejects.toThrow(
      /newer version of SoulSync has built the read models of acquire-svc \(wishes\)/,
    );
    expect(await holders('acquire')).toEqual([]);
    expect(await base.query(`SELECT "version" FROM acquire.checkpoint WHERE "name" = 'wishes'`)).toEqual([{ version: 999 }]);
  }, 60_000);

  it('serve the same sessions when they are two gateways, also once the first of them is killed', async () => {
    const ports = [await freePort(), await freePort()];
    const urls = ports.map((port) => `http://127.0.0.1:${port}`);
    const envOf = (place: number) => ({ ...own(), ...asAdmin, SOULSYNC_HTTP_LISTEN: `127.0.0.1:${ports[place]}` });
    const first = replicaProcess('gateway', { ...(await base.envOf('gateway')), ...envOf(0) });
    processes.push(first);
    const signIn = (url: string) =>
      ask(`${url}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(ADMIN) });
    const signedIn = await eventually('the first gateway', async () => {
      const answer = await signIn(urls[0] ?? '');
      if (answer.status !== 200) throw new Error(answer.text);
      return cookiesOf(answer);
    });
    await base.start(gatewayService, envOf(1));
    const whoAmI = (url: string | undefined) => ask(`${url}/api/v1/session`, { headers: { cookie: signedIn } });
    expect((await Promise.all(urls.map(whoAmI))).map(({ status }) => status)).toEqual([200, 200]);
    await first.kill();
    expect((await whoAmI(urls[1])).status).toBe(200);
    await eventually('the lease', async () => expect(await holders('gateway')).toHaveLength(1));
  }, 120_000);
});
