import { describe, expect, it } from '@jest/globals';
import { connectionTest, ExternalError } from '@soulsync/service-kit';
import { roleFinding, slskdSteps, versionFinding } from './slskd-test.js';
import type { WireApplication, WireFolder } from './slskd-wire.js';

const fine: WireApplication = {
  version: { current: '0.26.0.0' },
  server: { isConnected: true, isLoggedIn: true, state: 'Connected, LoggedIn' },
  user: { username: 'ada' },
  shares: { files: 12 },
};
const refused = (kind: ConstructorParameters<typeof ExternalError>[1], status: number | null) => () =>
  Promise.reject(new ExternalError('slskd', kind, `slskd ${kind}`, status, null, null));

interface Asked {
  readonly signIn?: () => Promise<unknown>;
  readonly application?: () => Promise<WireApplication>;
  readonly dir?: string;
}

async function tested({ signIn = async () => true, application = async () => fine, dir = '/downloads' }: Asked = {}) {
  const folders: Readonly<Record<string, WireFolder>> = {
    '': { files: [], directories: [{ name: 'Tides' }] },
    Tides: { files: [{ name: 'one.flac', length: 7 }] },
  };
  const client = {
    isSignInOn: signIn,
    application,
    options: async () => ({ directories: { downloads: '/slskd/downloads' } }),
    folder: async (_: string, path: string) => folders[path] ?? null,
  };
  const sizes: Readonly<Record<string, number>> = { '/downloads': 0, '/downloads/Tides/one.flac': 7, '/elsewhere': 0 };
  const steps = slskdSteps(client, { dir }, { sizeOf: async (path) => sizes[path] ?? null, foldersIn: async () => [] });
  return (await connectionTest(steps, () => 0)).steps;
}
const firstBad = async (...asked: Parameters<typeof tested>) => (await tested(...asked)).find(({ ok }) => ok === false);

describe('the test of slskd', () => {
  it('goes from its answer to a file that both see', async () => {
    const steps = await tested();
    expect(steps.map(({ step, ok }) => [step, ok])).toEqual(
      ['reachable', 'identity', 'credential', 'version', 'network', 'shares', 'folder', 'file'].map((step) => [step, true]),
    );
    expect(steps.at(-2)?.detail).toBe('slskd downloads to /slskd/downloads, seen here as /downloads');
    expect(steps.at(-1)?.detail).toBe('Tides/one.flac is seen here too');
  });

  it('names the first step that fails, and the setting at fault', async () => {
    expect(await firstBad({ signIn: refused('unavailable', null) })).toMatchObject({ step: 'reachable', field: 'url' });
    expect(await firstBad({ signIn: async () => '<html>' })).toMatchObject({ step: 'identity', field: 'url' });
    expect(await firstBad({ signIn: refused('not-found', 404) })).toMatchObject({ step: 'identity' });
    expect(await firstBad({ application: refused('unauthorized', 401) })).toMatchObject({ step: 'credential', field: 'apiKey' });
    expect(await firstBad({ application: async () => ({ ...fine, server: { isConnected: false, isLoggedIn: false } }) })).toMatchObject({
      step: 'network',
    });
  });

  it('finds the download folder by one file of it, and offers to set it', async () => {
    const fix = { label: 'Use /downloads', section: 'acquire-svc.downloads', values: { dir: '/downloads' } };
    expect(await firstBad({ dir: '/gone' })).toMatchObject({ step: 'folder', fix });
    const detail = 'slskd has Tides/one.flac, which is not in /elsewhere';
    expect(await firstBad({ dir: '/elsewhere' })).toMatchObject({ step: 'file', detail, fix });
  });

  it('warns of nothing shared, and does not fail for it', async () => {
    const steps = await tested({ application: async () => ({ ...fine, shares: { files: 0 } }) });
    expect(steps.find(({ step }) => step === 'shares')).toMatchObject({ ok: true, detail: 'Nothing is shared' });
    expect(steps.every(({ ok }) => ok)).toBe(true);
  });
});

describe('the role of the key', () => {
  it.each<[string, object, string, boolean]>([
    ['of the only key', { apiKeys: { ours: { role: 'ReadWrite' } } }, 'The API key is accepted; its role is readwrite', false],
    ['that may only read', { apiKeys: { ours: { role: 'ReadOnly' } } }, 'The API key is accepted; its role is readonly', true],
    ['that is not said', { apiKeys: { ours: {} } }, 'The API key is accepted; its role is readonly', true],
    ['of keys that differ', { apiKeys: { ours: { role: 'ReadOnly' }, other: { role: 'ReadWrite' } } }, 'The API key is accepted', false],
    ['beside the primary key', { apiKey: '*****', apiKeys: { ours: { role: 'ReadOnly' } } }, 'The API key is accepted', false],
    ['of none', {}, 'The API key is accepted', false],
  ])('%s', (_, authentication, detail, isAdvised) => {
    const found = roleFinding({ web: { authentication } });
    expect([found.detail, found.advice !== null]).toEqual([detail, isAdvised]);
  });
});

describe('a version of slskd', () => {
  it.each<[string | undefined, string, RegExp | null]>([
    ['0.26.0.0', '0.26.0', null],
    ['0.26.0.65534', '0.26.0', null],
    ['1.0.0', '1.0.0', null],
    ['0.25.1.0', '0.25.1', /0\.26\.0/],
    ['0.24.2.0', '0.24.2', /lose transfers/],
    ['0.22.0', '0.22.0', /lose transfers/],
    ['0.0.1.65534', '0.0.1, a build of its own', null],
    [undefined, 'It does not say its version', /0\.26\.0/],
  ])('%s is named', (current, detail, advice) => {
    const found = versionFinding(current);
    expect(found.detail).toBe(detail);
    if (advice === null) expect(found.advice).toBeNull();
    else expect(found.advice).toMatch(advice);
  });

  it('below 0.22 is too old', () => expect(() => versionFinding('0.21.4.0')).toThrow('0.21.4 is too old'));
});
