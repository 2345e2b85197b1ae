import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { demoConsole, themes, widths } from '../support/demo-console.js';

/** Every page, in both themes, at three widths: `npm run screenshots [FOLDER]`. */
const folder = resolve(process.argv[2] ?? 'screenshots');
await mkdir(folder, { recursive: true });
const fileOf = (address: string) => address.replace(/^\//, '').replaceAll(/[^\p{L}\p{N}]+/gu, '-') || 'dashboard';

const demo = await demoConsole();
for (const theme of themes) {
  const page = await demo.open(theme);
  for (const address of demo.pages)
    for (const width of widths) {
      await page.setViewportSize({ width, height: width < 600 ? 844 : 900 });
      await demo.goTo(page, address);
      await page.screenshot({ path: `${folder}/${fileOf(address)}.${width}.${theme}.png`, fullPage: true });
    }
  await page.context().close();
}
process.stdout.write(`${demo.pages.length * themes.length * widths.length} pictures in ${folder}\n`);
await demo.close();
