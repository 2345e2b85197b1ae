import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { demoConsole, themes, widths } from '../support/demo-console.js';
import type { DemoConsole } from '../support/demo-console.js';

const PATIENCE = 240_000;
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe finds amiss by WCAG 2.1 A and AA, one line a rule. */
async function violations(page: Page): Promise<readonly string[]> {
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(where: Document, how: object): Promise<{ violations: Violation[] }> } }; // put there below
    const how = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'] };
    return (await axe.run(document, how)).violations;
  });
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary?.slice(0, 200)} (${nodes.length})`,
  );
}

const amiss = (page: Page) =>
  page.evaluate(() => ({
    tooWide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    titles: [...document.querySelectorAll('h1')].filter((title) => title.getClientRects().length > 0).length,
  }));

describe('every page of the console', () => {
  let demo: DemoConsole;
  let axe: string;

  beforeAll(async () => {
    axe = await readFile(axePath, 'utf8');
    demo = await demoConsole();
  }, PATIENCE);

  afterAll(async () => demo.close(), PATIENCE);

  it.each(themes)(
    'in the %s theme is accessible, as wide as its screen, and has one title, at each width',
    async (theme) => {
      const page = await demo.open(theme);
      await page.evaluate(axe);
      const trouble: Record<string, unknown> = {};
      for (const address of demo.pages)
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 });
          await demo.goTo(page, address);
          const { tooWide, titles } = await amiss(page);
          const found = [
            ...(tooWide > 0 ? [`${tooWide} px too wide`] : []),
            ...(titles === 1 ? [] : [`${titles} titles`]),
            ...(await violations(page)),
          ];
          if (found.length > 0) trouble[`${address} ${width}`] = found;
        }
      await page.context().close();
      expect(trouble).toEqual({});
    },
    PATIENCE,
  );

  it('is known from the table of pages', () => {
    expect(demo.pages).toEqual(expect.arrayContaining(['/', '/gallery', '/playlists', '/settings', '/system']));
  });
});
