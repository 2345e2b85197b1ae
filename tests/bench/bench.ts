import { Explained } from '@soulsync/launcher/command';
import type { Run } from '@soulsync/launcher/command';

/** Each prints its figures as a ratio to a baseline measured in the same run; exit 1 when a limit it states is missed. */
const benches: Readonly<Record<string, () => Promise<Run>>> = {
  accuracy: async () => (await import('./accuracy-bench.js')).accuracyBench,
  artwork: async () => (await import('./artwork-bench.js')).artworkBench,
  folder: async () => (await import('./folder-bench.js')).folderBench,
  import: async () => (await import('./import-bench.js')).importBench,
  library: async () => (await import('./library-bench.js')).libraryBench,
  match: async () => (await import('./match-bench.js')).matchBench,
  queries: async () => (await import('./queries-bench.js')).queriesBench,
  replay: async () => (await import('./replay-bench.js')).replayBench,
};

export const bench: Run = async ([name = '', ...args]) => {
  const load = benches[name];
  if (!load) throw new Explained(`bench knows ${Object.keys(benches).join(', ')}; not "${name}"`);
  return (await load())(args);
};
