import { describe, expect, it } from '@jest/globals';
import type { StoredCommit } from '../event-store.js';
import { decodedCommits } from './decoded-commits.js';
import type { StoredMessage } from './pulled-messages.js';

const message = (seq: number, changed: { readonly subject?: string; readonly time?: number; readonly bytes?: number } = {}) => {
  const { subject = 'es.thing.a', time = 1_000, bytes = 100 } = changed;
  return { seq, subject, time: new Date(time), data: new Uint8Array(bytes), header: undefined, string: () => '' } satisfies StoredMessage;
};

function counting() {
  let decoded = 0;
  const read = decodedCommits(({ seq }) => {
    decoded += 1;
    return { seq, decoded } as unknown as StoredCommit; // only told apart
  });
  return { read, decoded: () => decoded };
}

describe('commits that several readers take', () => {
  it('are decoded once', () => {
    const { read, decoded } = counting();
    expect(read(message(7))).toBe(read(message(7)));
    expect(decoded()).toBe(1);
  });

  it.each([
    ['stored at another time', { time: 2_000 }],
    ['of another aggregate', { subject: 'es.thing.b' }],
    ['of another size', { bytes: 101 }],
  ])('are decoded anew where the place holds one %s', (_, changed) => {
    const { read, decoded } = counting();
    const before = read(message(7));
    expect(read(message(7, changed))).not.toBe(before);
    expect(decoded()).toBe(2);
  });

  it('are kept by the hundred', () => {
    const { read, decoded } = counting();
    for (let seq = 1; seq <= 501; seq += 1) read(message(seq));
    read(message(2));
    expect(decoded()).toBe(501);
    read(message(1));
    expect(decoded()).toBe(502);
  });

  it('are kept by the megabyte: few large ones take the place of many', () => {
    const { read, decoded } = counting();
    for (let seq = 1; seq <= 3; seq += 1) read(message(seq, { bytes: 500_000 }));
    read(message(3, { bytes: 500_000 }));
    expect(decoded()).toBe(3);
    read(message(1, { bytes: 500_000 }));
    expect(decoded()).toBe(4);
  });
});
