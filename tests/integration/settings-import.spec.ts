import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LogPage, SettingsImportReport, SettingsSectionReport } from '@soulsync/contracts';
import { organizeService } from '@soulsync/organize-svc';
import { asAdmin, ask, callers, runningGateway } from '../support/gateway.js';
import type { Gateway } from '../support/gateway.js';
import { eventually } from '../support/running-demo.js';

const OLD = {
  metadata_enhancement: { enabled: false, embed_album_art: false },
  soulseek: { slskd_url: 'http://slskd:5030', api_key: 's3cret', transfer_path: '/srv/music' },
  tidal: { client_id: 'x' },
};

describe('settings from a file', () => {
  let gateway: Gateway;
  let keys: Readonly<Record<string, Readonly<Record<string, string>>>>;
  beforeAll(async () => {
    gateway = await runningGateway(asAdmin);
    await gateway.ground.start(organizeService, { SOULSYNC_DATA_DIR: gateway.dataDir, SOULSYNC_EMBED_COVER: 'true' });
    keys = await callers(gateway);
  }, 60_000);
  afterAll(() => gateway.stop(), 60_000);

  const imported = async (file: object, dryRun = false) => {
    const { status, text } = await gateway.post('/api/v1/settings/import', { file, dryRun }, keys['admin']);
    expect([status, text]).toEqual([200, expect.any(String)]);
    const report = JSON.parse(text) as SettingsImportReport; // as the API describes it
    return Object.fromEntries(report.lines.map(({ key, outcome, why }) => [key, why ?? outcome]));
  };
  const setting = async (id: string, name: string) => {
    const { text } = await ask(`${gateway.url}/api/v1/settings/${id}`, { headers: keys['admin'] ?? {} });
    return (JSON.parse(text) as SettingsSectionReport).settings.find((one) => one.name === name); // as the API describes it
  };
  const told = {
    'metadata_enhancement.enabled': 'taken',
    'metadata_enhancement.embed_album_art':
      'SOULSYNC_EMBED_COVER is set in the environment, which wins; remove it there to change it here.',
    'soulseek.slskd_url': 'Its service does not answer now. Import the file again in a moment.',
    'soulseek.api_key': 'Its service does not answer now. Import the file again in a moment.',
    'soulseek.transfer_path': 'taken',
    tidal: 'There is nothing like it here.',
  };

  it('are shown before they are taken, and in force once they are, in the name of whoever took them', async () => {
    expect(await imported(OLD, true)).toEqual(told);
    expect(await setting('organize-svc.tags', 'writeTags')).toMatchObject({ value: true, source: 'default' });
    expect(await imported(OLD)).toEqual(told);
    expect(await setting('organize-svc.tags', 'writeTags')).toMatchObject({ value: false, source: 'settings', changedBy: 'admin' });
    expect(await setting('organize-svc.files', 'musicDir')).toMatchObject({ value: '/srv/music' });
    expect(await imported(OLD)).toMatchObject({ 'metadata_enhancement.enabled': 'unchanged', 'soulseek.transfer_path': 'unchanged' });
  });

  it('can be had as a file, and are an admin’s alone', async () => {
    const { text } = await ask(`${gateway.url}/api/v1/settings/export`, { headers: keys['admin'] ?? {} });
    const file = JSON.parse(text) as object;
    expect(file).toEqual({
      soulsync: 1,
      settings: { 'organize-svc.files': { musicDir: '/srv/music' }, 'organize-svc.tags': { writeTags: false } },
    });
    expect(await imported(file)).toEqual({ 'organize-svc.files.musicDir': 'unchanged', 'organize-svc.tags.writeTags': 'unchanged' });
    for (const who of ['viewer', 'editor']) expect((await gateway.post('/api/v1/settings/import', { file }, keys[who])).status).toBe(403);
    expect((await gateway.post('/api/v1/settings/import', { file: { name: 'x' } }, keys['admin'])).status).toBe(422);
  });

  it('of how SoulSync itself runs count in every service at once, as its log shows', async () => {
    const change = async (id: string, values: object) => {
      const body = JSON.stringify({ values });
      const headers = { ...keys['admin'], 'content-type': 'application/json' };
      expect((await ask(`${gateway.url}/api/v1/settings/${id}`, { method: 'PATCH', headers, body })).status).toBe(200);
    };
    const logged = async (query: string) => {
      const { text } = await ask(`${gateway.url}/api/v1/logs?service=organize-svc&${query}`, { headers: keys['admin'] ?? {} });
      return JSON.parse(text) as LogPage; // as the API describes it
    };
    expect((await logged('text=started')).lines).not.toEqual([]);
    let ms = 4_000;
    /** How many lines one change of a setting leaves in the log of its service. */
    const linesOfAChange = async () => {
      const { next: before } = await logged('');
      await change('organize-svc.lengths', { longerByMs: (ms += 1) });
      return (await logged(`after=${before}&text=SettingsChanged`)).lines.length;
    };
    expect(await linesOfAChange()).toBeGreaterThan(0);
    await change('gateway.log', { level: 'error' });
    await eventually(linesOfAChange, (count) => count === 0);
    await change('gateway.log', { level: null });
    await eventually(linesOfAChange, (count) => count > 0);
    await change('organize-svc.lengths', { longerByMs: null });
  }, 60_000);

  it('fill at the start what nobody set; a line that is wrong is a health issue, and no secret is told', async () => {
    const path = join(gateway.dataDir, 'settings.json');
    const lines = { 'organize-svc.lengths': { shorterByMs: 5_000, longerByMs: 'long' }, 'organize-svc.tags': { writeTags: true } };
    await writeFile(path, JSON.stringify({ soulsync: 1, settings: lines }));
    await gateway.restart({ SOULSYNC_SETTINGS_FILE: path });
    await eventually(
      () => setting('organize-svc.lengths', 'shorterByMs'),
      (one) => one?.value === 5_000,
    );
    expect(await setting('organize-svc.lengths', 'shorterByMs')).toMatchObject({ changedBy: 'settings-file' });
    expect(await setting('organize-svc.tags', 'writeTags')).toMatchObject({ value: false });
    const issues = await gateway.ground.status('gateway');
    expect(issues.healthIssues.map(({ code }) => code)).toContain('settings-file:organize-svc.lengths.longerByMs');
    expect(JSON.stringify(await gateway.ground.events())).not.toContain('s3cret');
  }, 60_000);

  it.each([
    ['is not there', null, /SOULSYNC_SETTINGS_FILE names a file that can't be read/],
    ['is no JSON', '{', /SOULSYNC_SETTINGS_FILE names a file that is no JSON/],
    ['is another file', '{"name":"x"}', /SOULSYNC_SETTINGS_FILE names a file that is neither/],
  ])('end the start with one line where the file %s', async (_what, text, words) => {
    const path = join(gateway.dataDir, 'bad.json');
    if (text !== null) await writeFile(path, text);
    await expect(gateway.restart({ SOULSYNC_SETTINGS_FILE: path })).rejects.toThrow(words);
  });
});
