import { expect, it } from '@jest/globals';
import type { TransferId } from '@soulsync/contracts';
import { Unavailable } from '@soulsync/service-kit';
import type { PeerNetwork } from '../ports/peer-network.js';
import { reportedNetwork } from './reported-network.js';

const request = { transferId: 't1' as TransferId, username: 'pier', filename: 'song.flac', sizeBytes: 1 };

/** A network whose every answer the test gives, and what was said of it. */
function network(answer: () => Promise<unknown>) {
  const said: string[] = [];
  const asked = { search: answer, cancelSearch: answer, enqueue: answer, state: answer, locate: answer, cancel: answer, forget: answer };
  const reported = reportedNetwork(asked as unknown as PeerNetwork, {
    // what it is asked, it answers
    ok: (system) => void said.push(`${system} ok`),
    failing: (system, detail) => void said.push(`${system} failing: ${detail}`),
    forget: () => undefined,
    list: () => [],
  });
  const everything = [
    () => reported.search('s', 'terms', 1, new AbortController().signal),
    () => reported.cancelSearch('s'),
    () => reported.enqueue(request),
    () => reported.state(request, 'n1'),
    () => reported.locate(request, 'n1'),
    () => reported.cancel(request, 'n1'),
    () => reported.forget(request, 'n1'),
  ];
  return { everything, said };
}

it('every answer of the network says that it works, a refusal too', async () => {
  const refusal = { kind: 'refused', cause: 'banned', detail: '' };
  const { everything, said } = network(() => Promise.resolve(refusal));
  for (const ask of everything) expect(await ask()).toBe(refusal);
  expect(said).toEqual(Array(7).fill('slskd ok'));
});

it('every outage says that it does not work, and is still thrown', async () => {
  const { everything, said } = network(() => Promise.reject(new Unavailable('slskd', 'connection refused')));
  for (const ask of everything) await expect(ask()).rejects.toThrow('connection refused');
  expect(said).toEqual(Array(7).fill('slskd failing: connection refused'));
});

it('a fault of our own says nothing about the network', async () => {
  const { everything, said } = network(() => Promise.reject(new TypeError('a bug')));
  for (const ask of everything) await expect(ask()).rejects.toThrow('a bug');
  expect(said).toEqual([]);
});
