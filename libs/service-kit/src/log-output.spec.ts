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
