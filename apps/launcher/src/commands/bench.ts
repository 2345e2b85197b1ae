import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inCheckout } from '../checkout.js';
import { Explained } from '../terminal.js';
import type { Run } from './run.js';

/** The benches are a part of the tests, loaded as the simulators are run: from a built checkout, and for this command alone. */
const program = inCheckout('tests', 'dist', 'bench', 'bench.js');

export const bench: Run = async (args) => {
  if (!existsSync(program))
    throw new Explained(`bench needs a checkout with its tests built: there is no ${program}; npm run build makes it`);
  const loaded = (await import(pathToFileURL(program).href)) as { readonly bench: Run }; // our own program
  return loaded.bench(args);
};
