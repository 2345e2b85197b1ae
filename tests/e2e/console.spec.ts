import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { runningDemo } from '../support/running-demo.js';
import type { RunningDemo } from '../support/running-demo.js';

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
const PATIENCE = 120_000;

describe('the console over the built-in world', () => {
  let demo: RunningDemo;
  let browser: Browser;
  let page: Page;
  let url = '';
  let password = '';
  const refusedByPolicy: string[] = [];

  beforeAll(async () => {
    // The owner's own setting must not make a demo look beyond this machine.
    demo = await runningDemo(['--seed', '5'], undefined, { SOULSYNC_DISCOVERY: 'lan' });
    ({ url, password } = demo);
    browser = await chromium.launch({ executablePath: program, args: quiet });
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(PATIENCE);
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) refusedByPolicy.push(message.text());
    });
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await demo.stop();
  }, 60_000);

  it(
    'signs in',
    async () => {
      await page.goto(url);
      await page.fill('input[name=name]', 'admin');
      await page.fill('input[name=password]', password);
      await page.click('button[type=submit]');
      await page.getByText('Latest activity').waitFor();
    },
    PATIENCE,
  );

  it(
    'shows the 40 entries of the playlist, each with its state in words',
    async () => {
      await page.goto(`${url}/#/playlists`);
      await page.getByText('Night drive').click();
      await page.getByText('The Other Missing One').waitFor();
      expect(await page.locator('table tbody tr').count()).toBe(40);
      expect(await page.getByText('To decide', { exact: true }).count()).toBe(2);
    },
    PATIENCE,
  );

  it('shows downloads and lets one be watched until it is in the library', async () => {
    await page.goto(`${url}/#/acquisitions`);
    const row = page.locator('table tbody tr', { hasText: 'Seven Windows' }).first();
    await row.getByText('In library').waitFor();
  }, 120_000);

  it(
    'confirms a doubtful match',
    async () => {
      await page.goto(`${url}/#/matches`);
      const row = page.locator('table tbody tr', { hasText: 'Long Division' });
      await row.getByRole('button', { name: 'Confirm' }).click();
      await page.getByText('Confirmed: Long Division').waitFor();
      await row.waitFor({ state: 'detached' });
    },
    PATIENCE,
  );

  it('mirrors a playlist to Plex after a look at what that would do, and names what has no place there', async () => {
    await page.goto(`${url}/#/playlists`);
    await page.getByText('Night drive').click();
    await page.getByRole('heading', { name: 'Mirror to Plex' }).waitFor();
    await page.getByRole('button', { name: 'Show what it would do' }).click();
    await page.getByText(/A new list “Night drive” would be made/).waitFor();
    await page.getByRole('button', { name: 'Mirror it' }).click();
    await page.getByText('In sync').waitFor();
    await page.getByText(/^\d+ entries on the server\. Last written/).waitFor();
    await page.getByText(/^Without a place on the server \(\d+\)/).waitFor();
    await page.getByRole('button', { name: 'Show what it would do' }).click();
    await page.getByText(/Nothing would be written|would be added/).waitFor();
  }, 120_000);

  it(
    'shows the library: how much of it this is, its albums and their tracks, and what a misspelt word may mean',
    async () => {
      await page.goto(`${url}/#/library`);
      await page.getByText(/Demo Plex.*tracks on \d+ albums, last full sync/).waitFor();
      await page.getByRole('tab', { name: 'Albums', selected: true }).waitFor();
      await page.getByPlaceholder('Search').fill('quiet low');
      await page.getByRole('link', { name: 'Low Water' }).first().click();
      await page.getByRole('heading', { level: 1, name: 'Low Water' }).waitFor();
      await page.locator('table tbody tr', { hasText: 'Harbour Lights' }).first().waitFor();
      await page.goto(`${url}/#/library-tracks?filter=%7B%7D`);
      await page.getByPlaceholder('Search').fill('harbuor');
      await page.getByText('No exact match.').waitFor();
      await page.locator('table tbody tr', { hasText: 'Harbour Lights' }).first().waitFor();
      await page.getByPlaceholder('Search').fill('');
      const below = page.getByRole('button', { name: /^Below profile: [1-9]/ });
      await below.click();
      await page.getByRole('button', { name: /^Below profile/, pressed: true }).waitFor();
    },
    PATIENCE,
  );

  it(
    'rebuilds a projection',
    async () => {
      await page.goto(`${url}/#/system`);
      const row = page.locator('table tbody tr', { hasText: 'recording-states' });
      await row.getByRole('button', { name: 'Rebuild' }).click();
      await page.getByText('recording-states is rebuilt').waitFor();
      await row.getByText('Live').waitFor();
    },
    PATIENCE,
  );

  it(
    'follows a CSV export, names the row it could not read, and shows first what would be fetched',
    async () => {
      const header = 'Track Name,Artist Name(s),Album Name,Track Duration (ms),ISRC';
      const rows = [
        'Harbour Lights,The Quiet Pier,Low Water,70000,',
        'A Song Without Length,Nobody,Nowhere,soon,',
        'Never Heard,Nobody,Nowhere,200000,',
      ];
      await page.goto(`${url}/#/playlists`);
      await page.getByRole('link', { name: 'Follow a playlist' }).click();
      await page.getByLabel('A CSV export').check();
      await page.setInputFiles('#csv-file', {
        name: 'Sunday.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from([header, ...rows].join('\n')),
      });
      await page.getByRole('button', { name: 'Follow' }).click();
      await page.getByText(/1 rows? (?:was|were) left out: line 3/).waitFor();
      await page.getByText('Never Heard').waitFor();
      await page.getByRole('button', { name: 'Start downloading' }).waitFor();
    },
    PATIENCE,
  );

  it(
    'asks what a second file of one name is, and shows all of its entries, page by page and by state',
    async () => {
      const rows = Array.from({ length: 130 }, (_, n) => `Unheard ${n + 1},Nobody,Nowhere,200000`);
      const file = ['Track Name,Artist Name(s),Album Name,Track Duration (ms)', ...rows].join('\n');
      await page.goto(`${url}/#/playlists/create`);
      await page.getByLabel('A CSV export').check();
      await page.setInputFiles('#csv-file', { name: 'Sunday.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
      await page.getByText(/^Replace the 2 entries of the one followed since/).waitFor();
      await page.getByRole('button', { name: 'Follow' }).click();
      await page.getByText('Choose what this file is').waitFor();
      await page.getByLabel('Follow this as another playlist').check();
      await page.getByRole('button', { name: 'Follow' }).click();
      await page.getByRole('button', { name: 'All: 130' }).waitFor();
      await page.getByText('Unheard 100', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Go to page 2' }).click();
      await page.getByText('Unheard 130', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Missing: 130' }).click();
      await page.getByText('Unheard 1', { exact: true }).waitFor();
      expect(page.url()).toContain(encodeURIComponent('{"state":"missing"}'));
      await page.getByLabel('Title, artist or album').fill('unheard 77');
      await page.getByText('1-1 of 1').waitFor();
    },
    PATIENCE,
  );

  it(
    'finds the Plex and the slskd of this machine, says how the network may be searched, and what to set for one of them',
    async () => {
      await page.goto(`${url}/#/settings`);
      await page.getByText(/^Plex\s+at http:\/\/127\.0\.0\.1:\d+$/).waitFor();
      const found = page.locator('li', { hasText: 'slskd at http://127.0.0.1:' });
      await found.getByText('Responding').waitFor();
      expect(await page.getByRole('button', { name: 'Search my network' }).first().isDisabled()).toBe(true);
      await page.getByText('set SOULSYNC_DISCOVERY=lan').first().waitFor();
      await found.getByRole('button', { name: 'Use' }).click();
      await page
        .getByRole('dialog')
        .getByText(/SOULSYNC_SLSKD_URL=http:\/\/127\.0\.0\.1:\d+/)
        .waitFor();
      await page.getByRole('button', { name: 'Close' }).click();
    },
    PATIENCE,
  );

  it('pauses a playlist, changes how often it is read, and says what will end before it is unfollowed', async () => {
    await page.goto(`${url}/#/playlists`);
    await page.getByText('Night drive').click();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.getByRole('button', { name: 'Read every 6 h 00 min' }).click();
    await page.getByLabel('Minutes between two reads').fill('2');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('must be a whole number of minutes from 5 to 44640 (31 days)').waitFor();
    await page.getByLabel('Minutes between two reads').fill('90');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Read every 1 h 30 min' }).waitFor();
    await page.getByRole('button', { name: 'Unfollow' }).click();
    await page.getByText(/^\d+ recordings will no longer be wanted\./).waitFor();
    await page.getByRole('button', { name: 'Keep following' }).click();
    await page.getByRole('button', { name: 'Unfollow' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Unfollow' }).click();
    await page.getByText('“Night drive” is no longer followed').waitFor();
    await page.getByRole('cell', { name: 'Night drive' }).waitFor({ state: 'detached' });
  }, 120_000);

  it("never meets the page's own policy", () => {
    expect(refusedByPolicy).toEqual([]);
  });
});
