import { describe, expect, it } from '@jest/globals';
import { natsRisk, syncsItself } from './durability.js';

describe('a nats-server', () => {
  it.each([
    [[2, 9, 10], /only every 2 minutes/],
    [[2, 10, 19], /power cut/],
    [[2, 10, 20], /may lose the whole event log when it is killed/],
    [[2, 10, 22], /may lose the whole event log when it is killed/],
    [[2, 10, 23], /power cut/],
    [[2, 12, 2], /power cut/],
  ] as const)('%j is said to risk something', (version, words) => {
    expect(natsRisk(version)).toMatch(words);
  });

  it.each([[[2, 12, 3]], [[2, 15, 1]], [[3, 0, 0]]] as const)('%j risks nothing that is known', (version) => {
    expect(natsRisk(version)).toBeNull();
  });

  it('syncs by itself from 2.10 on', () => {
    expect([syncsItself([2, 9, 25]), syncsItself([2, 10, 0]), syncsItself([3, 0, 0])]).toEqual([false, true, true]);
  });
});
