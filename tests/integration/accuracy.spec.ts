import { expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { launcher } from '../support/running-demo.js';

interface Accuracy {
  readonly figures: readonly { readonly corpus: string; readonly measure: string; readonly all: number; readonly ok: boolean }[];
  readonly rightAtOrAbove95: number;
}

it('the engine reaches its figures on every corpus, and is as sure as it says', () => {
  const words = execFileSync(process.execPath, [launcher, 'bench', 'accuracy', '--json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { figures, rightAtOrAbove95 } = JSON.parse(words) as Accuracy;
  expect(figures.filter(({ ok }) => !ok)).toEqual([]);
  expect(new Set(figures.map(({ corpus }) => corpus)).size).toBe(6);
  expect(rightAtOrAbove95).toBeGreaterThanOrEqual(0.99);
}, 120_000);
