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
    page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    page.setDefaultTimeout(PATIENCE / 2); // sooner than the test's own: the message names the line
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
      await page.getByText('What happened').waitFor();
    },
    PATIENCE,
  );

  it(
    'shows the 40 entries of the playlist, each with its state in words',
    async () => {
      await page.goto(`${url}/#/playlists`);
      await page.getByRole('link', { name: 'Night drive' }).click();
      await page.getByText('The Other Missing One').waitFor();
      expect(await page.locator('table tbody tr').count()).toBe(40);
      expect(await page.locator('table').getByText('To decide', { exact: true }).count()).toBe(2);
    },
    PATIENCE,
  );

  it('shows downloads and lets one be watched until it is in the library', async () => {
    await page.goto(`${url}/#/acquisitions`);
    const row = page.locator('table tbody tr', { hasText: 'Seven Windows' }).first();
    await row.getByText('In library').waitFor();
  }, 120_000);

  it('is live in ten tabs of one browser, which share one stream', async () => {
    const tabs: Page[] = [];
    for (let tab = 0; tab < 9; tab += 1) {
      const another = await page.context().newPage();
      another.setDefaultTimeout(PATIENCE);
      tabs.push(another);
      await another.goto(`${url}/#/acquisitions`);
      await another.getByRole('link', { name: 'Seven Windows' }).first().waitFor();
      await another.getByRole('status').getByText('Live', { exact: true }).waitFor();
    }
    for (const one of tabs) await one.close();
  }, 120_000);

  it(
    'confirms a doubtful match',
    async () => {
      await page.goto(`${url}/#/matches`);
      await page.getByRole('link', { name: 'Long Division' }).click();
      await page.getByText('Is one of these your “Long Division”?').waitFor();
      await page.getByRole('button', { name: 'Confirm 1' }).click();
      await page.getByText('Confirmed: “Long Division”').waitFor();
      await page.getByRole('link', { name: 'Long Division' }).waitFor({ state: 'detached' });
    },
    PATIENCE,
  );

  it('mirrors a playlist to Plex after a look at what that would do, and names what has no place there', async () => {
    await page.goto(`${url}/#/playlists`);
    await page.getByRole('link', { name: 'Night drive' }).click();
    await page.getByRole('button', { name: 'Settings' }).click();
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
      await page.goto(`${url}/#/system/read-models`);
      const row = page.locator('table tbody tr', { hasText: 'recording-states' });
      await row.getByRole('button', { name: 'Rebuild' }).click();
      await page.getByText('Rebuild of recording-states started').waitFor();
      await row.getByText('Live').waitFor();
    },
    PATIENCE,
  );

  it(
    'runs a task now, and shows what the services log, by word and by the work it belongs to',
    async () => {
      await page.goto(`${url}/#/system/tasks`);
      const task = page.locator('tr', { hasText: /^Read all of/ });
      await task.getByText(/took /).waitFor();
      await task.getByRole('button', { name: /^Run now/ }).click();
      await page.getByText(/^Reading all of .+ started/).waitFor();
      await page.getByRole('link', { name: 'Logs' }).click();
      await page.getByLabel('Containing').fill('nothing says this');
      await page.getByText('No line matches.').waitFor();
      await page.getByRole('button', { name: 'Clear filter' }).click();
      await page.getByLabel('Containing').fill('ADMINURL');
      const started = page.getByRole('list', { name: 'Log lines' }).getByRole('listitem').filter({ hasText: 'plex-svc' });
      await started.getByText(/^started/).click();
      await started.getByRole('term').filter({ hasText: 'adminUrl' }).waitFor();
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
      await page.getByRole('button', { name: /^Start/ }).waitFor();
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
      await page.getByRole('button', { name: 'All 130' }).waitFor();
      await page.getByText('Unheard 100', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Next' }).click();
      await page.getByText('Unheard 130', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Would be fetched 130' }).click();
      await page.getByText('Unheard 1', { exact: true }).waitFor();
      expect(page.url()).toContain('state=missing');
      await page.getByLabel('Find in playlist').fill('unheard 77');
      await page.getByText('Unheard 1', { exact: true }).waitFor({ state: 'detached' });
      await page.getByText('Unheard 77', { exact: true }).waitFor();
    },
    PATIENCE,
  );

  it(
    'finds the Plex and the slskd of this machine, marks what is in use, and says what keeps it from the network',
    async () => {
      await page.goto(`${url}/#/settings/connections`);
      await page.getByText(/^Plex\s+at http:\/\/127\.0\.0\.1:\d+$/).waitFor();
      await page.getByText(/^slskd\s+at http:\/\/127\.0\.0\.1:\d+$/).waitFor();
      await page.getByText('In use', { exact: true }).nth(1).waitFor();
      expect(await page.getByRole('button', { name: 'Find on my network' }).isDisabled()).toBe(true);
      await page.getByText('Set by SOULSYNC_DISCOVERY.').waitFor();
      await page.getByRole('button', { name: 'Open slskd' }).click();
      expect(await page.getByRole('textbox', { name: 'Address' }).isDisabled()).toBe(true);
      await page.getByText('SOULSYNC_SLSKD_URL').waitFor();
    },
    PATIENCE,
  );

  it('pauses a playlist, changes how often it is read, and says what will end before it is unfollowed', async () => {
    await page.goto(`${url}/#/playlists`);
    await page.getByRole('link', { name: 'Night drive' }).click();
    const choose = async (name: string) => {
      await page.getByRole('button', { name: 'More for Night drive' }).click();
      await page.getByRole('menuitem', { name }).click();
    };
    await choose('Pause');
    await choose('Resume');
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Minutes between two refreshes').fill('2');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('must be a whole number of minutes from 5 to 44640 (31 days)').waitFor();
    await page.getByLabel('Minutes between two refreshes').fill('90');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The interval is changed').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await choose('Unfollow');
    await page.getByText(/^\d+ recordings will no longer be wanted\./).waitFor();
    await page.getByRole('button', { name: 'Keep following' }).click();
    await choose('Unfollow');
    await page.getByRole('dialog').getByRole('button', { name: 'Unfollow' }).click();
    await page.getByText('“Night drive” is no longer followed').waitFor();
    await page.getByRole('link', { name: 'Night drive' }).waitFor({ state: 'detached' });
  }, 120_000);

  it("never meets the page's own policy", () => {
    expect(refusedByPolicy).toEqual([]);
  });
});
