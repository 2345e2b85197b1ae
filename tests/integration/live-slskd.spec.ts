import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { actorText, adminSubject, rpc } from '@soulsync/contracts';
import type { ConnectionTestReport, ExternalConnection, ResourcePage, SettingsSectionReport } from '@soulsync/contracts';
import { acquisitionGround } from '../support/acquisition-ground.js';
import type { AcquisitionGround } from '../support/acquisition-ground.js';

const SERVICE = 'acquire-svc';
const PATIENCE_MS = 30_000;

describe('slskd, set up, changed and removed while acquire-svc runs', () => {
  let ground: AcquisitionGround;
  beforeAll(async () => {
    ground = await acquisitionGround({});
    await ground.organize();
    await ground.startWithoutSlskd();
  }, 60_000);
  afterAll(() => ground.stop(), 60_000);

  const issues = async () => (await ground.on.status(SERVICE)).healthIssues.map(({ code }) => code);
  const connections = async () => (await ground.on.status(SERVICE)).connections.map(({ system, state }) => `${system} ${state}`);
  const standing = async () =>
    (await ground.on.ask<readonly ExternalConnection[]>(adminSubject(SERVICE, 'connections'))).find(({ id }) => id === 'slskd')?.state;
  const change = (values: object) => ground.on.ask(adminSubject(SERVICE, 'change-settings'), { section: 'slskd', values });
  const setKey = (value: string) => ground.on.ask(adminSubject(SERVICE, 'set-secret'), { section: 'slskd', name: 'apiKey', value });
  const acquisition = async () =>
    (await ground.on.ask<ResourcePage<{ state: string }>>(rpc.acquire.query, { resource: 'acquisitions', ids: [ground.acquisitionId] }))
      .rows[0]?.state;
  async function until(look: () => Promise<boolean>): Promise<void> {
    for (const giveUpAt = performance.now() + PATIENCE_MS; !(await look()); await delay(100))
      if (performance.now() > giveUpAt) throw new Error('it did not come to that');
  }

  it('is said to be missing, and what is wanted waits', async () => {
    await ground.want();
    await until(async () => (await acquisition()) !== undefined);
    expect(await issues()).toContain('slskd-not-set-up');
    expect(await acquisition()).toBe('requested');
  }, 60_000);

  it('is used from the moment it is set up, and where it does not answer that is said', async () => {
    await change({ url: 'http://127.0.0.1:9' });
    expect(await issues()).toContain('slskd-not-set-up'); // without a key it is not
    await setKey('a key of another slskd');
    await until(async () => (await issues()).includes('slskd-unavailable'));
    expect(await issues()).not.toContain('slskd-not-set-up');
  }, 60_000);

  it('is another one after a change, without a restart and without waiting for the former', async () => {
    await setKey(ground.slskd.key);
    await change({ url: ground.slskd.url });
    await until(async () => ['filing', 'checking', 'filed', 'arrived'].includes((await acquisition()) ?? '') || (await arrived()));
    expect(await connections()).toContain('slskd ok');
    await until(async () => (await standing()) === 'connected');
    const tested = await ground.on.ask<ConnectionTestReport>(adminSubject(SERVICE, 'test-connection'), {
      id: 'slskd',
      secrets: { apiKey: 'a key of another slskd' },
    });
    expect(tested.steps.find(({ ok }) => ok === false)).toMatchObject({ step: 'credential', field: 'apiKey' });
    const { steps } = await ground.on.ask<ConnectionTestReport>(adminSubject(SERVICE, 'test-connection'), { id: 'slskd' });
    expect(steps.filter(({ ok }) => ok !== true)).toEqual([]);
    expect(await issues()).not.toContain('slskd-unavailable');
  }, 60_000);

  it('is gone when it is removed, and nobody is told of an outage', async () => {
    await ground.on.ask(adminSubject(SERVICE, 'remove-secret'), { section: 'slskd', name: 'apiKey' });
    expect(await issues()).toEqual(['slskd-not-set-up']);
    expect(await connections()).toEqual([]);
    expect(await standing()).toBe('unconfigured');
  }, 60_000);

  it('leaves who did what in the log, and its key nowhere', async () => {
    const events = await ground.on.events();
    expect(
      events.filter(({ aggregateType }) => aggregateType === 'settings').map(({ type, actor }) => `${type} ${actorText(actor)}`),
    ).toEqual([
      'SettingsChanged account:test',
      'SecretSet account:test',
      'SecretSet account:test',
      'SettingsChanged account:test',
      'SecretRemoved account:test',
    ]);
    const sections = await ground.on.ask<readonly SettingsSectionReport[]>(adminSubject(SERVICE, 'settings'));
    expect(sections.map(({ section }) => section)).toEqual(['slskd', 'downloads', 'searches', 'transfers', 'wishes', 'discovery']);
    for (const told of [events, sections]) expect(JSON.stringify(told)).not.toContain(ground.slskd.key);
  });

  async function arrived(): Promise<boolean> {
    return (await ground.on.events()).some(({ type }) => type === 'FileArrived');
  }
});
