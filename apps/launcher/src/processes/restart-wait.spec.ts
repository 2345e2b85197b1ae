import { expect, it } from '@jest/globals';
import { restartWaitMs } from './restart-wait.js';

it('a child that dies now and then is back within a second; one that dies at each start is tried less and less often, and never given up', () => {
  expect([0, 1, 2, 3].map(restartWaitMs)).toEqual([200, 200, 200, 200]);
  expect([4, 5, 6, 8, 9, 1_000].map(restartWaitMs)).toEqual([400, 800, 1_600, 6_400, 10_000, 10_000]);
});
