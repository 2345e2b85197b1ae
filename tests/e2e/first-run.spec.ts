import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, Locator, Page } from 'playwright-core';
import { emptyDemo } from '../support/empty-demo.js';
import type { EmptyDemo } from '../support/empty-demo.js';

const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path)) ?? '/usr/bin/chromium';
const quiet = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const STEP_MS = 60_000;
const NOBODY = 'http://127.0.0.1:9';

/** From the set-up code to the first filed song, by clicks and typing alone; each step's test fails once first, and says why. */
describe('the first run', () => {
  let demo: EmptyDemo;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    demo = await emptyDemo(['--seed', '5']);
    browser = await chromium.launch({ executablePath: program, args: quiet });
    page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    page.setDefaultTimeout(STEP_MS / 2);
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await demo.stop();
  }, 60_000);

  const step = (title: string): Locator =>
    page
      .getByRole('list', { name: 'Steps' })
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: title }) });
  /** Every step of a test; else what it says instead. */
  const allPassed = async (card: Locator) => {
    try {
      await card.getByText(/^(\d+) of \1 passed$/).waitFor();
    } catch (error) {
      throw new Error(`not all passed: ${await card.innerText()}`, { cause: error });
    }
  };
  /** For the README: `SOULSYNC_PICTURES=$PWD/docs/pictures npm run jest -- --testPathPatterns first-run`. */
  const picture = async (name: string) => {
    const folder = process.env['SOULSYNC_PICTURES'];
    if (!folder) return;
    await page.getByRole('button', { name: 'Dismiss' }).first().waitFor({ state: 'detached' }); // toasts
    await page.screenshot({ path: `${folder}/${name}.png` });
  };

  it(
    'makes the first account with the printed code',
    async () => {
      await page.goto(demo.url);
      await page.getByLabel('Set-up code').fill('wrong-code');
      await page.getByLabel('Name').fill('ada');
      await page.getByLabel('Password').fill('a long enough password');
      await page.getByRole('button', { name: 'Create the first account' }).click();
      await page
        .getByRole('alert')
        .getByText(/^This is not the set-up code/)
        .waitFor();
      await page.getByLabel('Set-up code').fill(demo.typed('Set-up code'));
      await page.getByRole('button', { name: 'Create the first account' }).click();
      await page.getByRole('heading', { level: 1, name: 'Let’s get your first playlist' }).waitFor();
    },
    STEP_MS,
  );

  it.each([
    ['music folder', 'Music folder'],
    ['download folder', 'Download folder'],
  ])(
    'tries a %s before it is saved',
    async (name, typed) => {
      const folder = step('Folders').getByRole('region', { name, exact: false });
      await folder.getByRole('textbox').fill('/nowhere/at/all');
      await folder.getByRole('button', { name: 'Test' }).click();
      await folder
        .getByText(/\/nowhere\/at\/all/)
        .first()
        .waitFor();
      await folder.getByRole('textbox').fill(demo.typed(typed));
      await folder.getByRole('button', { name: 'Test' }).click();
      await folder.getByText(/free of/).waitFor();
      await folder.getByRole('button', { name: 'Save' }).click();
    },
    STEP_MS,
  );

  it(
    'connects slskd, whose wrong address and wrong key are told apart',
    async () => {
      const slskd = step('Connect slskd');
      await slskd.getByLabel('Address').fill(NOBODY);
      await slskd.getByLabel('API key').fill('not the key');
      await slskd.getByRole('button', { name: /^Test/ }).click();
      await slskd.locator('[data-ok=false]').waitFor();
      await slskd.getByLabel('Address').fill(demo.typed('slskd, address'));
      await slskd.getByRole('button', { name: /^Test/ }).click();
      await slskd.locator('[data-ok=false]', { hasText: /key/i }).waitFor();
      await slskd.getByLabel('API key').fill(demo.typed('slskd, API key'));
      await slskd.getByRole('button', { name: /^Test/ }).click();
      await allPassed(slskd);
      await picture('first-run');
      await slskd.getByRole('button', { name: 'Save slskd' }).click();
      await slskd.getByText(/^slskd \d+\.\d+/).waitFor();
    },
    STEP_MS,
  );

  it(
    'connects the media server',
    async () => {
      const server = step('Media server');
      await server.getByRole('button', { name: 'Plex', exact: true }).waitFor();
      await server.getByLabel('Address', { exact: true }).first().fill(NOBODY);
      await server.getByLabel('Token', { exact: true }).first().fill('not the token');
      await server.getByRole('button', { name: /^Test/ }).click();
      await server.locator('[data-ok=false]').waitFor();
      await server.getByLabel('Address', { exact: true }).first().fill(demo.typed('Plex, address'));
      await server.getByRole('button', { name: /^Test/ }).click();
      await server.locator('[data-ok=false]', { hasText: /token/i }).waitFor();
      await server.getByLabel('Token', { exact: true }).first().fill(demo.typed('Plex, token'));
      await server.getByRole('button', { name: /^Test/ }).click();
      await allPassed(server);
      await server.getByRole('button', { name: 'Save Plex' }).click();
      await server.getByText(/^Plex: /).waitFor();
    },
    STEP_MS,
  );

  it(
    'follows a playlist',
    async () => {
      const playlists = step('Follow a playlist');
      await playlists.getByLabel('Client ID').fill(demo.typed('Spotify, client ID'));
      await playlists.getByLabel('Client secret').fill('not the secret');
      await playlists.getByRole('button', { name: /^Test/ }).click();
      await playlists.locator('[data-ok=false]').waitFor();
      await playlists.getByLabel('Client secret').fill(demo.typed('Spotify, client secret'));
      await playlists.getByRole('button', { name: /^Test/ }).click();
      await playlists.getByText('Spotify knows the client ID and its secret.').waitFor();
      await playlists.getByRole('button', { name: 'Save Spotify' }).click();
      const [popup] = await Promise.all([
        page.waitForEvent('popup'),
        playlists.getByRole('button', { name: 'Sign in to Spotify' }).click(),
      ]);
      if (!popup.isClosed()) await popup.waitForEvent('close');
      await playlists.getByText(/^Signed in as/).waitFor();
      await playlists.getByText(/^Agree in the window/).waitFor({ state: 'hidden' });
      await playlists.getByLabel('Link of a playlist').fill('https://open.spotify.com/album/1');
      await playlists.getByRole('form', { name: 'Follow by a link' }).getByRole('button').click();
      await playlists.getByText(/album/).first().waitFor();
      await playlists.getByLabel(/^Night drive/).check();
      await playlists.getByRole('region', { name: 'Playlists at Spotify' }).getByRole('button', { name: 'Follow' }).click();
      await playlists.getByText(/is followed/).waitFor();
    },
    STEP_MS,
  );

  it(
    'looks at what would be fetched, and starts it',
    async () => {
      const quality = step('Quality and names');
      await quality.getByRole('button', { name: 'Keep it as it is' }).click();
      const sync = step('Look at the result');
      const start = sync.getByRole('button', { name: /^Start fetching \d+/ });
      await start.waitFor();
      await start.click();
      await page.getByRole('heading', { level: 1, name: 'Dashboard' }).waitFor();
      await page.getByRole('heading', { name: 'On their way' }).waitFor();
      await picture('dashboard');
    },
    STEP_MS,
  );

  it(
    'files the first song',
    async () => {
      await page
        .getByRole('link', { name: /Downloads/ })
        .first()
        .click();
      await page.locator('table tbody tr', { hasText: 'Seven Windows' }).first().getByText('In library').waitFor({ timeout: STEP_MS });
      // The folder was read before Plex was chosen: what both hold is told once.
      await page.getByRole('link', { name: 'Library' }).click();
      await page
        .getByText(/^\s*Demo Plex/)
        .first()
        .waitFor();
      await page.getByText('Music folder', { exact: true }).waitFor({ state: 'detached' });
    },
    STEP_MS,
  );
});
