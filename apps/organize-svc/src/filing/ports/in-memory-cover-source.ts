import type { CoverSource } from './cover-source.js';

/** For specs: pictures by address. */
export const inMemoryCoverSource = (pictures: ReadonlyMap<string, Buffer>): CoverSource => ({
  cover: (url) => Promise.resolve(url === null ? null : (pictures.get(url) ?? null)),
});
