import { describe, expect, it } from '@jest/globals';
import { inOrderOfCauses } from './in-order-of-causes.js';

const item = (id: string, second: number, causeId: string | null = null) => ({
  id,
  at: new Date(Date.UTC(2026, 10, 30, 12, 0, second)).toISOString(),
  type: 'X',
  params: {},
  by: 'process:x',
  causeId,
});
const order = (...items: ReturnType<typeof item>[]) => inOrderOfCauses(items).map(({ id }) => id);

describe('the story of a recording', () => {
  it('is in the order of time, whichever stream a line is of', () => {
    expect(order(item('wanted', 0), item('indexed', 9), item('filed', 5))).toEqual(['wanted', 'filed', 'indexed']);
  });

  it('never tells a line before what led to it, also where clocks disagree or a step says when it began', () => {
    expect(order(item('indexed', 3, 'filed'), item('filed', 5, 'arrived'), item('arrived', 5), item('wanted', 0))).toEqual([
      'wanted',
      'arrived',
      'filed',
      'indexed',
    ]);
  });

  it('tells what happened at one moment in the order of the log', () => {
    expect(order(item('searched', 1), item('ranked', 1), item('chosen', 1))).toEqual(['searched', 'ranked', 'chosen']);
  });

  it('names no cause that is none of its lines, and a line once', () => {
    expect(inOrderOfCauses([item('a', 1, 'elsewhere'), item('a', 1, 'elsewhere')])).toEqual([item('a', 1)]);
  });
});
