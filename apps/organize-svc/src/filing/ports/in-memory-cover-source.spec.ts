import { coverSourceContract } from './cover-source.contract.js';
import { inMemoryCoverSource } from './in-memory-cover-source.js';

coverSourceContract('in memory', () => {
  const pictures = new Map<string, Buffer>();
  return Promise.resolve({
    source: inMemoryCoverSource(pictures),
    put(picture) {
      pictures.set('memory:cover', picture);
      return Promise.resolve('memory:cover');
    },
    withoutCover: () => Promise.resolve(['memory:another']),
    end: () => Promise.resolve(),
  });
});
