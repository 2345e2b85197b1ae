import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import type { Simulated } from '../simulators/src/http/simulator-server.js';
import { startSimulator as startPlexTv } from '../simulators/src/plex-tv/server.js';
import { startSimulator as startPlex } from '../simulators/src/plex/server.js';
import { generateWorld } from '../simulators/src/world/generate-world.js';
import { launcher } from '../support/running-demo.js';

const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path)) ?? '/usr/bin/chromium';
const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const PATIENCE = 60_000;
const PASSWORD = 'a password of the test';

describe('the settings of the media server, in a browser', () => {
  let dir: string;
  let plex: Simulated;
  let plexTv: Simulated;
  let system: ChildProcess;
  let browser: Browser;
  let page: Page;
  let url = '';
  const refusedByPolicy: string[] = [];
  const control = (simulator: Simulated, verb: string, body: object = {}) =>
    fetch(`${simulator.url}/__sim/${verb}`, { method: 'POST', body: JSON.stringify(body) });

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'soulsync-settings-'));
    await chmod(dir, 0o755); // Postgres may run as another user
    const world = join(dir, 'world');
    await mkdir(world);
    generateWorld({ dir: world, seed: '3', tracks: 60 });
    const read = async (name: string) => JSON.parse(await readFile(join(world, name), 'utf8')) as never; // each simulator reads its own shape
    plex = await startPlex(await read('plex.json'));
    plexTv = await startPlexTv(await read('plex-tv.json'));
    system = spawn(process.execPath, [launcher, 'up', '--data', join(dir, 'data'), '--port', '0'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {
        ...process.env,
        SOULSYNC_LIBRARY_SERVER: 'plex',
        SOULSYNC_PLEX_TV_URL: plexTv.url,
        SOULSYNC_ADMIN_USER: 'admin',
        SOULSYNC_ADMIN_PASSWORD: PASSWORD,
        SOULSYNC_MUSIC_DIR: join(world, 'music'),
      },
    });
    url = await new Promise<string>((ready, failed) => {
      system.stdout?.on('data', (chunk: Buffer) => {
        const address = /SoulSync is at (\S+)/.exec(chunk.toString());
        if (address) ready(address[1] ?? '');
      });
      system.once('exit', (code) => failed(new Error(`it ended with ${code}`)));
    });
    browser = await chromium.launch({ executablePath: program, args: quiet });
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(PATIENCE);
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) refusedByPolicy.push(message.text());
    });
    await page.goto(url);
    await page.fill('input[name=name]', 'admin');
    await page.fill('input[name=password]', PASSWORD);
    await page.click('button[type=submit]');
    await page.getByText('Let’s get your first playlist').waitFor(); // nothing is followed yet
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    const ended = new Promise((done) => system.once('exit', done));
    system.kill('SIGTERM');
    await ended;
    await Promise.all([plex.stop(), plexTv.stop()]);
    await rm(dir, { recursive: true, force: true });
  }, PATIENCE);

  it(
    'says what is to be done first',
    async () => {
      await page.goto(`${url}/#/settings/connections`);
      await page.getByRole('button', { name: 'Open Plex' }).click();
      await page.getByText('Your Plex server appears here once you sign in').waitFor();
    },
    PATIENCE,
  );

  it(
    'shows a short code and lets it be given up',
    async () => {
      await page.getByRole('button', { name: 'Sign in with a short code' }).click();
      await page.getByText(/type [A-Z0-9]{4}/).waitFor();
      await page.getByRole('button', { name: 'Give up' }).click();
      await page.getByRole('button', { name: 'Sign in with Plex' }).waitFor();
    },
    PATIENCE,
  );

  it(
    'signs in through the window that opens, and takes the only server',
    async () => {
      const [popup] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'Sign in with Plex' }).click()]);
      await page.getByText('Approve it in the window that opened').waitFor();
      await popup.getByRole('button', { name: 'Approve' }).click();
      await page.getByText('Signed in as example.user').waitFor();
      await page.getByText('In use').first().waitFor();
      if (!popup.isClosed()) await popup.waitForEvent('close');
    },
    PATIENCE,
  );

  it(
    'tests the connection step by step, in words',
    async () => {
      await page.getByRole('button', { name: 'Test Plex' }).click();
      await page.getByText(/^(\d+) of \1 passed$/).waitFor();
      await control(plex, 'maintenance');
      await page.getByRole('button', { name: 'Test Plex' }).click();
      await page
        .getByText(/starting or in maintenance/)
        .first()
        .waitFor();
      await page
        .getByText(/: not tried$/)
        .first()
        .waitFor();
      await control(plex, 'maintenance', { on: false });
    },
    PATIENCE,
  );

  it(
    'says why a token given by hand is not taken',
    async () => {
      const plexCard = page.getByRole('region', { name: 'Plex' });
      await plexCard.getByLabel('Address', { exact: true }).first().fill(plex.url);
      await plexCard.getByLabel('Token', { exact: true }).fill('made-up');
      await plexCard.getByRole('button', { name: 'Test what is entered for Plex' }).click();
      await page
        .getByRole('alert')
        .getByText(/refuses the token/)
        .waitFor();
    },
    PATIENCE,
  );

  it("never meets the page's own policy", () => {
    expect(refusedByPolicy).toEqual([]);
  });
});
