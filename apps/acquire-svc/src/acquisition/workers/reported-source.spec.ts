import { expect, it } from '@jest/globals';
import type { Offer, TransferId } from '@soulsync/contracts';
import { Unavailable } from '@soulsync/service-kit';
import type { AudioSource } from '../ports/audio-source.js';
import { reportedSource } from './reported-source.js';

const request = { transferId: 't1' as TransferId, offer: {} as Offer }; // nobody looks into them

/** A source whose every answer the test gives, and what was said of it. */
function source(answer: () => Promise<unknown>) {
  const said: string[] = [];
  const asked = { search: answer, cancelSearch: answer, fetch: answer, follow: answer, locate: answer, cancel: answer, forget: answer };
  const reported = reportedSource('slskd', asked as unknown as AudioSource, {
    // what it is asked, it answers
    ok: (system) => void said.push(`${system} ok`),
    failing: (system, detail) => void said.push(`${system} failing: ${detail}`),
    forget: () => undefined,
    list: () => [],
  });
  const everything = [
    () => reported.search('s', 'terms', 1, new AbortController().signal),
    () => reported.cancelSearch('s'),
    () => reported.fetch(request),
    () => reported.follow(request, 'n1'),
    () => reported.locate(request, 'n1'),
    () => reported.cancel(request, 'n1'),
    () => reported.forget(request, 'n1'),
  ];
  return { everything, said };
}

it('every answer of the source says that it works, a refusal too', async () => {
  const refusal = { kind: 'refused', cause: 'banned', detail: '' };
  const { everything, said } = source(() => Promise.resolve(refusal));
  for (const ask of everything) expect(await ask()).toBe(refusal);
  expect(said).toEqual(Array(7).fill('slskd ok'));
});

it('every outage says that it does not work, and is still thrown', async () => {
  const { everything, said } = source(() => Promise.reject(new Unavailable('slskd', 'connection refused')));
  for (const ask of everything) await expect(ask()).rejects.toThrow('connection refused');
  expect(said).toEqual(Array(7).fill('slskd failing: connection refused'));
});

it('a fault of our own says nothing about the source', async () => {
  const { everything, said } = source(() => Promise.reject(new TypeError('a bug')));
  for (const ask of everything) await expect(ask()).rejects.toThrow('a bug');
  expect(said).toEqual([]);
});
