import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { catalogService } from '@soulsync/catalog-svc';
import { gatewayService } from '@soulsync/gateway';
import { plexService } from '@soulsync/plex-svc';
import type { Simulated } from '../simulators/src/http/simulator-server.js';
import { startSimulator as startMusicBrainz } from '../simulators/src/musicbrainz/server.js';
import { png } from '../simulators/src/pictures/png.js';
import { startedPlex } from '../simulators/src/plex/started-plex.js';
import type { StartedPlex } from '../simulators/src/plex/started-plex.js';
import { startSimulator as startSpotify } from '../simulators/src/spotify/server.js';
import { eventually } from '../support/running-demo.js';
import { ground } from '../support/running-service.js';
import type { Ground } from '../support/running-service.js';

const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path)) ?? '/usr/bin/chromium';
const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-sync',
];
const PATIENCE_MS = 60_000;
const PASSWORD = 'a password of the test';
const ARTISTS = 6;

let dir: string;
let test: Ground;
let plex: StartedPlex;
let external: readonly Simulated[];
let browser: Browser;
let page: Page;
let url: string;
const refusedByPolicy: string[] = [];

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as AddressInfo; // a TCP server that listens
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Where SCREENSHOTS names a folder, what a person sees is kept there. */
async function seen(name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'soulsync-metadata-edits-'));
  plex = await startedPlex({ generated: { albums: ARTISTS * 5, tracksPerAlbum: 1 }, scan: { queueDelayMs: 1, settleMs: 1 } });
  await plex.put('The Quiet Pier/Low Water/01 Slack Tide.flac', 'Slack Tide');
  await writeFile(join(plex.music, 'The Quiet Pier/Low Water/cover.png'), png(240, 240, 0xaa5500));
  await plex.ask('/library/sections/3/refresh');
  await eventually(
    () => plex.rows('/library/sections/3/all?type=10'),
    (rows) => rows.length === ARTISTS * 5 + 1,
  );
  const artists = (await plex.rows('/library/sections/3/all?type=8')).filter(({ title }) => title !== 'The Quiet Pier');
  const first = artists[0]?.ratingKey ?? '';
  await plex.ask(`/library/metadata/${first}?genre%5B0%5D.tag.tag=Old&genre%5B1%5D.tag.tag=Indie%20Rock`, { method: 'PUT' });
  await plex.ask(`/library/metadata/${artists[1]?.ratingKey ?? ''}?thumb.locked=1`, { method: 'PUT' });
  const listen = '127.0.0.1:0';
  const spotify = await startSpotify({
    listen,
    portFile: join(dir, 'spotify.port'),
    profile: 'dev2026',
    clockRate: 1,
    clientId: 'client',
    clientSecret: 'secret',
    refreshTokens: ['refresh'],
    user: { id: 'me', display_name: 'Me' },
    playlists: [],
    artists: artists.map(({ title, ratingKey }, n) => ({ id: ratingKey, name: title, colour: 0x2a6f97 + n * 0x1a2b05 })),
  });
  const musicBrainz = await startMusicBrainz({
    listen,
    portFile: join(dir, 'musicbrainz.port'),
    minGapMs: 0,
    busyEvery: 0,
    artists: artists.map(({ title }, n) => ({
      id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
      name: title,
      genres: ['indie rock', 'folk', 'post-punk'].slice(0, 1 + (n % 3)).map((name, at) => ({ name, count: 9 - at })),
    })),
    releaseGroups: [],
  });
  external = [spotify, musicBrainz];
  test = await ground();
  await test.start(catalogService, {
    SOULSYNC_DATA_DIR: dir,
    SOULSYNC_SPOTIFY_API_URL: spotify.url,
    SOULSYNC_SPOTIFY_ACCOUNTS_URL: spotify.url,
    SOULSYNC_SPOTIFY_CLIENT_ID: 'client',
    SOULSYNC_SPOTIFY_CLIENT_SECRET: 'secret',
    SOULSYNC_SPOTIFY_REFRESH_TOKEN: 'refresh',
    SOULSYNC_SPOTIFY_GAP_MS: '0',
    SOULSYNC_MUSICBRAINZ_URL: musicBrainz.url,
    SOULSYNC_MUSICBRAINZ_CONTACT: 'owner@example.org',
    SOULSYNC_MUSICBRAINZ_GAP_MS: '0',
  });
  await test.start(plexService, {
    SOULSYNC_DATA_DIR: dir,
    SOULSYNC_LIBRARY_SERVER: 'plex',
    SOULSYNC_MUSIC_DIR: plex.music,
    SOULSYNC_PLEX_URL: plex.url,
    SOULSYNC_PLEX_TOKEN: plex.token,
    SOULSYNC_PLEX_PATH_MAP: `/data/music=${plex.music}`,
    SOULSYNC_COVER_HOSTS: '127.0.0.1',
  });
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  await test.start(gatewayService, {
    SOULSYNC_DATA_DIR: dir,
    SOULSYNC_ADMIN_USER: 'admin',
    SOULSYNC_ADMIN_PASSWORD: PASSWORD,
    SOULSYNC_HTTP_LISTEN: `127.0.0.1:${port}`,
    SOULSYNC_CONSOLE_DIR: resolve(import.meta.dirname, '../../apps/admin-ui/dist/console'),
  });
  await eventually(
    () => test.query<{ n: string }>('SELECT count(*) AS n FROM plex.library_tracks').catch(() => []),
    ([row]) => Number(row?.n) === ARTISTS * 5 + 1,
    PATIENCE_MS,
  );
  browser = await chromium.launch({ executablePath: program, args: quiet });
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(PATIENCE_MS);
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refusedByPolicy.push(message.text());
  });
  await page.goto(url);
  await page.fill('input[name=name]', 'admin');
  await page.fill('input[name=password]', PASSWORD);
  await page.click('button[type=submit]');
}, PATIENCE_MS * 3);

afterAll(async () => {
  await browser.close();
  await test.stop();
  for (const one of [plex, ...external]) await one.stop();
  await rm(dir, { recursive: true, force: true });
}, PATIENCE_MS);

const rows = () => page.locator('table tbody tr');
const shownPictures = () =>
  page.locator('table img').evaluateAll((all) => all.filter((one) => (one as HTMLImageElement).naturalWidth > 0).length);

describe('improving pictures and genres in the console', () => {
  it(
    'shows each difference before anything is written, and says what is left out',
    async () => {
      await page.getByRole('link', { name: 'Library' }).first().waitFor(); // signed in, and led to the first page
      await page.evaluate(() => void (location.hash = '#/metadata-edits'));
      await page.getByText('appears here once you have looked').waitFor();
      await page.getByLabel('Everything, also').check();
      await page.getByRole('button', { name: 'Propose edits' }).click();
      await page.getByText(`${ARTISTS * 2 - 1} changes to review`).waitFor();
      await eventually(
        () => rows().count(),
        (count) => count === ARTISTS * 2 - 1,
      );
      await page.getByText('1 artist locked on the server').waitFor();
      await eventually(shownPictures, (count) => count === (ARTISTS - 1) * 2);
      await seen('metadata-edits-proposed');
    },
    PATIENCE_MS,
  );

  it(
    'writes what is ticked, and says of each change what became of it',
    async () => {
      await rows().first().getByRole('checkbox').uncheck();
      await page.getByRole('button', { name: `Apply ${ARTISTS * 2 - 2} changes` }).click();
      await page.getByText(`${ARTISTS * 2 - 2} changes were written; 1 left as they were`).waitFor();
      await page.getByText('Not selected').waitFor();
      await seen('metadata-edits-applied');
    },
    PATIENCE_MS,
  );

  it(
    'brings everything back',
    async () => {
      await page.getByRole('button', { name: 'Undo all of it' }).click();
      await page.getByText(`${ARTISTS * 2 - 2} changes were undone`).waitFor();
      await seen('metadata-edits-undone');
    },
    PATIENCE_MS,
  );

  it(
    'takes the cover of an album from its own folder',
    async () => {
      await page.getByLabel('Albums').check();
      await page.getByLabel('Everything, also').check();
      await page.getByRole('checkbox', { name: 'Genres' }).uncheck();
      await page.getByRole('button', { name: 'Propose edits' }).click();
      await page.getByText('Your file The Quiet Pier/Low Water').waitFor();
      await seen('metadata-edits-albums');
    },
    PATIENCE_MS,
  );

  it('shows nothing from elsewhere', () => {
    expect(refusedByPolicy).toEqual([]);
  });
});
