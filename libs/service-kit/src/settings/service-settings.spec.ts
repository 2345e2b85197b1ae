import { beforeEach, describe, expect, it } from '@jest/globals';
import { IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { inMemoryEventStore } from '@soulsync/event-store';
import type { CommandContext, EventStore } from '@soulsync/event-store';
import { systemClock } from '../clock.js';
import { Env, EnvSecret, Secret } from '../config.js';
import type { Environment } from '../config.js';
import { healthIssues } from '../health.js';
import { IsHeaderSecret } from '../external/header-secret.js';
import { IsWebAddress } from '../external/web-address.js';
import type { SecretStore } from '../secrets.js';
import { Section, Setting } from './section.js';
import { serviceSettings } from './service-settings.js';
import type { ServiceSettings } from './service-settings.js';

@Section({ name: 'slskd', page: 'connections', label: 'slskd', help: 'The Soulseek client that downloads.' })
class SlskdSettings {
  @Env('SOULSYNC_SLSKD_URL') @IsOptional() @IsWebAddress() @Setting({ label: 'Address' }) url?: string;
  @EnvSecret('SOULSYNC_SLSKD_API_KEY') @IsOptional() @IsHeaderSecret() @Setting({ label: 'API key' }) apiKey?: Secret;
  @Env('SOULSYNC_SEARCH_GAP_MS') @IsInt() @Min(0) @Max(600_000) @Setting({ label: 'Between searches', unit: 'ms' }) gapMs = 5_000;
  @Env('SOULSYNC_ALLOW_LOSSY') @IsBoolean() @Setting({ label: 'Take lossy files' }) allowLossy = true;
  @Env('SOULSYNC_KIND') @IsIn(['a', 'b']) @Setting({ label: 'Kind' }) kind = 'a';
}

const inMemorySecrets = (): SecretStore & { readonly held: Map<string, string> } => {
  const held = new Map<string, string>();
  return {
    held,
    get: async (name) => (held.has(name) ? new Secret(held.get(name) ?? '') : null),
    async set(name, secret) {
      held.set(name, secret.reveal());
      return { keyId: 'key-1' };
    },
    remove: async (name) => void held.delete(name),
    fingerprint: (secret) => secret.reveal(),
  };
};

describe('the live settings of a service', () => {
  let store: EventStore;
  let secrets: ReturnType<typeof inMemorySecrets>;
  let health: ReturnType<typeof healthIssues>;
  let asked = 0;
  beforeEach(() => {
    store = inMemoryEventStore();
    secrets = inMemorySecrets();
    health = healthIssues(systemClock, () => undefined);
  });

  const start = (environment: Environment = {}): Promise<ServiceSettings> =>
    serviceSettings({ service: 'acquire-svc', sections: [SlskdSettings], environment, store, secrets, health });
  const context = (): CommandContext => ({
    commandId: `c${(asked += 1)}`,
    correlationId: 'test',
    causationId: null,
    actor: { kind: 'account', id: 'ada' },
    traceparent: null,
    time: '2026-11-30T12:00:00.000Z',
  });
  const reported = (settings: ServiceSettings, name: string) => settings.list()[0]?.settings.find((one) => one.name === name);

  it('are in force at once, are told to whoever listens, and are there after a restart', async () => {
    const settings = await start();
    const live = settings.of(SlskdSettings);
    const heard: (string | undefined)[] = [];
    live.changes.subscribe(({ url }) => heard.push(url));
    expect(live.now()).toMatchObject({ gapMs: 5_000, allowLossy: true });
    await settings.change('slskd', { url: ' http://127.0.0.1:5030 ', gapMs: 200 }, context());
    expect(live.now()).toMatchObject({ url: 'http://127.0.0.1:5030', gapMs: 200 });
    expect(live.now()).toBeInstanceOf(SlskdSettings);
    await settings.change('slskd', { url: null }, context());
    expect(heard).toEqual(['http://127.0.0.1:5030', undefined]);
    expect((await start()).of(SlskdSettings).now()).toMatchObject({ gapMs: 200 });
  });

  it('are read again by a replica that stood by while another one changed them', async () => {
    const [works, standsBy] = [await start(), await start()];
    const heard: number[] = [];
    standsBy.of(SlskdSettings).changes.subscribe(({ gapMs }) => heard.push(gapMs));
    await works.change('slskd', { gapMs: 200 }, context());
    expect(standsBy.of(SlskdSettings).now().gapMs).toBe(5_000);
    await standsBy.reload();
    expect([standsBy.of(SlskdSettings).now().gapMs, heard]).toEqual([200, [200]]);
  });

  it('yield to a variable, which is named as the lock', async () => {
    const settings = await start({ SOULSYNC_SEARCH_GAP_MS: '700' });
    await expect(settings.change('slskd', { gapMs: 1 }, context())).rejects.toThrow('SOULSYNC_SEARCH_GAP_MS is set in the environment');
    expect(settings.of(SlskdSettings).now().gapMs).toBe(700);
    expect(reported(settings, 'gapMs')).toMatchObject({ value: 700, default: 5_000, source: 'environment', isLocked: true });
    await settings.change('slskd', { allowLossy: false }, context());
    expect(reported(settings, 'allowLossy')).toMatchObject({ value: false, source: 'settings', isLocked: false });
  });

  it('name every bad field and change nothing', async () => {
    const settings = await start();
    const bad = { url: 'not an address', gapMs: 'soon', allowLossy: 'perhaps', kind: 'c', nothing: 1, apiKey: 'x' };
    await expect(settings.change('slskd', bad, context())).rejects.toMatchObject({
      fields: { nothing: 'is no setting of this section', apiKey: 'is a secret, which is set by itself' },
    });
    const { nothing: _, apiKey: __, ...typed } = bad;
    await expect(settings.change('slskd', typed, context())).rejects.toMatchObject({
      fields: {
        url: expect.any(String) as unknown,
        gapMs: 'must be a whole number',
        allowLossy: expect.any(String) as unknown,
        kind: expect.stringContaining('a, b') as unknown,
      },
    });
    await expect(settings.change('slskd', { gapMs: -1 }, context())).rejects.toMatchObject({
      fields: { gapMs: 'must not be less than 0' },
    });
    await expect(settings.change('slskd', { url: { a: 1 } }, context())).rejects.toMatchObject({ name: 'Invalid' });
    await expect(settings.change('other', {}, context())).rejects.toMatchObject({ name: 'NotFound' });
    expect(await store.lastPosition()).toBeNull();
  });

  it('keep a secret out of events and answers, and forget it when it is removed', async () => {
    const settings = await start();
    const live = settings.of(SlskdSettings);
    await settings.setSecret('slskd', 'apiKey', new Secret('hunter2'), context());
    expect(live.now().apiKey?.reveal()).toBe('hunter2');
    expect(reported(settings, 'apiKey')).toMatchObject({ isSet: true, value: null, default: null, source: 'settings' });
    expect((await start()).of(SlskdSettings).now().apiKey?.reveal()).toBe('hunter2');
    const stored: unknown[] = [];
    for await (const commit of store.readAll(null)) stored.push(commit);
    expect(JSON.stringify([stored, settings.list()])).not.toContain('hunter2');
    await settings.removeSecret('slskd', 'apiKey', context());
    expect([live.now().apiKey, secrets.held.size]).toEqual([undefined, 0]);
    await expect(settings.setSecret('slskd', 'url', new Secret('x'), context())).rejects.toMatchObject({ name: 'NotFound' });
    await expect(settings.setSecret('slskd', 'apiKey', new Secret('  '), context())).rejects.toMatchObject({ name: 'Invalid' });
    await expect(
      (await start({ SOULSYNC_SLSKD_API_KEY_FILE: '/x' })).setSecret('slskd', 'apiKey', new Secret('y'), context()),
    ).rejects.toThrow('SOULSYNC_SLSKD_API_KEY is set in the environment');
  });

  it('take a secret without what a copied line brings along, and none that no header can hold', async () => {
    const settings = await start();
    await settings.setSecret('slskd', 'apiKey', new Secret(' key of slskd\r\n'), context());
    expect(settings.of(SlskdSettings).now().apiKey?.reveal()).toBe('key of slskd');
    for (const bad of ['two\nlines', 'bell\u0007', 'schlüssel', ' \n '])
      await expect(settings.setSecret('slskd', 'apiKey', new Secret(bad), context())).rejects.toMatchObject({ name: 'Invalid' });
    expect(settings.of(SlskdSettings).now().apiKey?.reveal()).toBe('key of slskd');
    expect([...secrets.held.values()]).toEqual(['key of slskd']);
  });

  it('of before that are no longer allowed are left aside, each said by name, and never stop a start', async () => {
    const data = {
      section: 'slskd',
      old: {},
      new: { gapMs: -7, kind: 'z', gone: 1, allowLossy: false },
      by: 'account:ada',
      at: context().time,
    };
    await store.append(
      { aggregateType: 'settings', aggregateId: 'acquire-svc' },
      [{ type: 'SettingsChanged', data }],
      'none',
      'c0',
      context(),
    );
    const settings = await start();
    expect(settings.of(SlskdSettings).now()).toMatchObject({ gapMs: 5_000, kind: 'a', allowLossy: false });
    expect(
      health
        .list()
        .map(({ code }) => code)
        .sort(),
    ).toEqual(['setting-ignored:slskd.gapMs', 'setting-ignored:slskd.kind']);
    expect(reported(settings, 'gapMs')).toMatchObject({ source: 'default', problem: 'must not be less than 0' });
    await settings.change('slskd', { gapMs: 3 }, context());
    expect(health.list().map(({ code }) => code)).toEqual(['setting-ignored:slskd.kind']);
  });

  it('know who changed what, also after a restart, and show no secret', async () => {
    const settings = await start();
    const at = '2026-11-30T12:00:00.000Z';
    expect(reported(settings, 'gapMs')).toMatchObject({ changedAt: null, changedBy: null });
    await settings.change('slskd', { gapMs: 200, kind: 'b' }, context());
    await settings.setSecret('slskd', 'apiKey', new Secret('a-secret-key'), context());
    await settings.change('slskd', { gapMs: null }, context());
    await settings.removeSecret('slskd', 'apiKey', context());
    const later = await start();
    for (const name of ['gapMs', 'apiKey', 'kind']) expect(reported(later, name)).toMatchObject({ changedAt: at, changedBy: 'ada' });
    expect(reported(later, 'allowLossy')).toMatchObject({ changedAt: null, changedBy: null });
    expect(await later.history('slskd')).toEqual([
      { at, by: 'ada', name: 'apiKey', old: null, new: null, secret: 'removed' },
      { at, by: 'ada', name: 'gapMs', old: 200, new: null, secret: null },
      { at, by: 'ada', name: 'apiKey', old: null, new: null, secret: 'set' },
      { at, by: 'ada', name: 'kind', old: null, new: 'b', secret: null },
      { at, by: 'ada', name: 'gapMs', old: null, new: 200, secret: null },
    ]);
    await expect(later.history('other')).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('describe themselves as a form needs it', async () => {
    const [section] = (await start({ SOULSYNC_ALLOW_LOSSY: 'no' })).list();
    expect(section).toMatchObject({
      id: 'acquire-svc.slskd',
      page: 'connections',
      label: 'slskd',
      help: 'The Soulseek client that downloads.',
    });
    expect(section?.schema).toEqual({
      type: 'object',
      additionalProperties: false,
      properties: {
        url: { type: ['string', 'null'], title: 'Address', format: 'uri' },
        apiKey: { type: ['string', 'null'], title: 'API key', writeOnly: true },
        gapMs: { type: ['integer', 'null'], title: 'Between searches', minimum: 0, maximum: 600_000, default: 5_000 },
        allowLossy: { type: ['boolean', 'null'], title: 'Take lossy files', default: true, readOnly: true },
        kind: { type: ['string', 'null'], title: 'Kind', enum: ['a', 'b'], default: 'a' },
      },
    });
  });

  it('of two people at once end as the one stored last', async () => {
    const settings = await start();
    await Promise.all([1, 2, 3, 4, 5].map((gapMs) => settings.change('slskd', { gapMs }, context())));
    expect(settings.of(SlskdSettings).now().gapMs).toBe(5);
    expect((await start()).of(SlskdSettings).now().gapMs).toBe(5);
  });

  it('makes a section as it would be, for a test before saving, and stores nothing of it', async () => {
    const settings = await start({ SOULSYNC_KIND: 'b', SOULSYNC_SEARCH_GAP_MS_DEFAULT: '6000' });
    await settings.change('slskd', { url: 'http://slskd:5030', gapMs: 7_000 }, context());
    await settings.setSecret('slskd', 'apiKey', new Secret('stored'), context());

    const untouched = settings.candidate('slskd', {}, {}) as SlskdSettings;
    expect([untouched.url, untouched.apiKey?.reveal(), untouched.gapMs, untouched.kind]).toEqual([
      'http://slskd:5030',
      'stored',
      7_000,
      'b',
    ]);
    const typed = settings.candidate('slskd', { url: 'http://nas:5030', gapMs: null, kind: 'a' }, { apiKey: new Secret('typed') });
    expect(typed).toMatchObject({ url: 'http://nas:5030', gapMs: 6_000, kind: 'b' });
    expect((typed as SlskdSettings).apiKey?.reveal()).toBe('typed');
    expect(settings.of(SlskdSettings).now()).toMatchObject({ url: 'http://slskd:5030', gapMs: 7_000 });
  });

  it('names every field of such a section that can not be', async () => {
    const settings = await start();
    expect(() => settings.candidate('slskd', { url: 'ftp://x', gapMs: -1 }, {})).toThrow(/gapMs.*url|url.*gapMs/s);
    expect(() => settings.candidate('slskd', { colour: 'red' }, {})).toThrow('colour: is no setting of this section');
    expect(() => settings.candidate('slskd', {}, { url: new Secret('x') })).toThrow('url: is no secret of this section');
  });
});
