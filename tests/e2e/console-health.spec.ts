import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { keepStore } from '../support/log-rollback.js';
import { eventually, runningDemo } from '../support/running-demo.js';
import type { RunningDemo } from '../support/running-demo.js';

const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path)) ?? '/usr/bin/chromium';
const PATIENCE = 60_000;
const phone = { width: 390, height: 844 };

describe('the console on a phone, over a system whose log lost events and whose music folder is away', () => {
  let data: string;
  let demo: RunningDemo;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'soulsync-console-health-'));
    await chmod(data, 0o755);
    demo = await runningDemo([], data);
    await demo.stop();
    const kept = await keepStore(data);
    demo = await runningDemo([], data);
    const csv = 'Track Name,Artist Name(s)\nNever Heard,Nobody';
    expect((await demo.post('/api/v1/playlists', { source: 'csv', fileName: 'lost.csv', csv, start: 'ask' })).status).toBe(200);
    await demo.stop();
    await kept.putBack();
    demo = await runningDemo([], data);
    browser = await chromium.launch({ executablePath: program, args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run'] });
    page = await browser.newPage({ viewport: phone });
    page.setDefaultTimeout(PATIENCE);
    await page.goto(demo.url);
    await page.fill('input[name=name]', 'admin');
    await page.fill('input[name=password]', demo.password);
    await page.click('button[type=submit]');
    await page.getByText('What happened').waitFor();
  }, 300_000);

  afterAll(async () => {
    await browser.close();
    await demo.stop();
    await rm(data, { recursive: true, force: true });
  }, PATIENCE);

  const beyondTheScreen = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

  it('shows what the log lost until it is marked as seen', async () => {
    // A service that starts later finds that the others have stored something where the lost commits were.
    const lost = page.getByRole('alert').filter({ hasText: /The event log (ends at commit|holds other commits)/ });
    await lost.waitFor();
    await lost.getByRole('button', { name: 'Mark as seen' }).click();
    await page.getByText('Marked as seen').waitFor();
    await lost.waitFor({ state: 'detached' });
  }, 120_000);

  it('asks before the folder that is there now is taken for the music folder', async () => {
    const marker = join(data, 'world', 'music', '.soulsync-root');
    await eventually(
      async () => existsSync(marker),
      (marked) => marked,
    );
    await rename(marker, `${marker}.aside`);
    await page.goto(`${demo.url}/#/system`);
    await page.getByRole('button', { name: 'Use this folder' }).waitFor();
    await page.getByRole('heading', { name: 'Services' }).waitFor();
    expect(await beyondTheScreen()).toBe(0);
    await page.getByRole('button', { name: 'Use this folder' }).click();
    await page.getByText('Use this as the music folder?').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Use this folder' }).click();
    await page.getByText('Filing continues in this folder').waitFor();
    await page.getByRole('button', { name: 'Use this folder' }).waitFor({ state: 'detached' });
    expect(existsSync(marker)).toBe(true);
  }, 120_000);

  it('says what is wrong with an export that is none', async () => {
    await page.goto(`${demo.url}/#/playlists/create`);
    await page.getByLabel('A CSV export').check();
    await page.setInputFiles('#csv-file', { name: 'broken.csv', mimeType: 'text/csv', buffer: Buffer.from('hello\nworld') });
    await page.getByRole('button', { name: 'Follow' }).click();
    await page.getByText(/^broken\.csv: line 1 names no title column; known are Track Name/).waitFor();
  }, 120_000);

  it('leads to the sign-in when the session ends while a page is open', async () => {
    await demo.post('/api/v1/session/end'); // the test's own session: the page's goes on
    await page.goto(`${demo.url}/#/playlists`);
    await page.getByText('Night drive').waitFor();
    await page.evaluate(() =>
      fetch('/api/v1/session/end', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' }),
    );
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  }, 120_000);
});
