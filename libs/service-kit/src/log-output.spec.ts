import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { logOutput } from './log-output.js';

it('lines of one turn are one write, in their order, and none is lost or written twice', async () => {
  const written: string[] = [];
  const log = logOutput((text) => written.push(text));
  log('one\n');
  log('two\n');
  expect(written).toEqual([]);
  await nextTurn();
  await nextTurn();
  expect(written).toEqual(['one\ntwo\n']);
  log('three\n');
  await nextTurn();
  await nextTurn();
  expect(written).toEqual(['one\ntwo\n', 'three\n']);
});

it('asks nothing of the process for each of many outputs', () => {
  const listening = process.listenerCount('exit');
  for (let n = 0; n < 50; n += 1) logOutput(() => undefined);
  expect(process.listenerCount('exit')).toBe(listening);
});
