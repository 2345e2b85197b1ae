import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import sirv from 'sirv';

const repository = resolve(import.meta.dirname, import.meta.dirname.includes('dist') ? '../../..' : '../..');
const consoleFolder = `${repository}/apps/admin-ui`;
const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path)) ?? '/usr/bin/chromium';
const quiet = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

export const themes = ['light', 'dark'] as const;
export type ThemeName = (typeof themes)[number];
/** A phone, a tablet, a desk. */
export const widths = [390, 768, 1440] as const;

export interface DemoConsole {
  /** Addresses of all pages, from the console's own table. */
  readonly pages: readonly string[];
  /** A tab in this theme; `goTo` leads it to a page and waits until that is there. */
  open(theme: ThemeName): Promise<Page>;
  goTo(page: Page, address: string): Promise<void>;
  close(): Promise<void>;
}

/** Nothing is being read any more, and nothing has been drawn anew for a moment. */
async function isSettled(page: Page): Promise<void> {
  await page.locator('h1:visible').first().waitFor(); // a page that is loaded when it is opened
  await page.waitForFunction(() => document.querySelector('[role=progressbar][aria-label^="Loading"]:not([data-sample] *)') === null);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 60)))));
}

/** The console over the world in memory, built and served on loopback, in one browser. */
export async function demoConsole(): Promise<DemoConsole> {
  const build = [`${repository}/node_modules/vite/bin/vite.js`, 'build', consoleFolder, '--mode', 'demo', '--logLevel', 'error'];
  await promisify(execFile)(process.execPath, build, { env: { ...process.env, NODE_ENV: 'production' } });
  const files = sirv(`${consoleFolder}/dist/demo`);
  const server = createServer((request, response) => files(request, response, () => void response.writeHead(404).end()));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo; // it listens on a port
  const address = `http://127.0.0.1:${port}/demo.html`;
  const browser: Browser = await chromium.launch({ executablePath: program, args: quiet });

  async function open(theme: ThemeName): Promise<Page> {
    const context = await browser.newContext({ colorScheme: theme, reducedMotion: 'reduce' });
    await context.addInitScript((chosen) => localStorage.setItem('RaStore.theme', JSON.stringify(chosen)), theme);
    const page = await context.newPage();
    await page.goto(address);
    await isSettled(page);
    return page;
  }
  const first = await open('light');
  const pages = await first.evaluate(() => (window as unknown as { soulsyncPages: string[] }).soulsyncPages); // the demo build says them
  await first.context().close();
  return {
    pages,
    open,
    async goTo(page, to) {
      await page.evaluate((hash) => (window.location.hash = hash), `#${to}`);
      try {
        await isSettled(page);
      } catch (error) {
        throw new Error(`${to} does not come to rest. It says: ${await page.locator('body').innerText()}`, { cause: error });
      }
    },
    async close() {
      await browser.close();
      await new Promise((closed) => server.close(closed));
    },
  };
}
