import { describe, expect, it } from '@jest/globals';
import { afterPoll, unwatched } from './wedged.js';

const MB = 1_048_576;

/** When it was started again, of looks one second apart. */
function restarts(looks: readonly { readonly answers: boolean; readonly freeMb: number }[]): readonly number[] {
  let watched = unwatched;
  const at: number[] = [];
  looks.forEach(({ answers, freeMb }, second) => {
    const after = afterPoll(watched, { answers, freeBytes: freeMb * MB, nowMs: second * 1_000 });
    watched = after.watched;
    if (after.restart) at.push(second);
  });
  return at;
}
const silent = (seconds: number, freeMb = 1_000) => Array.from({ length: seconds }, () => ({ answers: false, freeMb }));
const answering = (seconds: number) => Array.from({ length: seconds }, () => ({ answers: true, freeMb: 1_000 }));

describe('a nats-server that runs', () => {
  it('is left alone as long as it answers, now and then late', () => {
    expect(restarts([...answering(5), ...silent(2), ...answering(1), ...silent(2), ...answering(60)])).toEqual([]);
  });

  it('is started again after three silences, then less and less often', () => {
    expect(restarts(silent(400))).toEqual([2, 17, 47, 107, 227]);
  });

  it('is started again soon when it fell silent after it had recovered', () => {
    expect(restarts([...silent(3), ...answering(30), ...silent(3)])).toEqual([2, 35]);
  });

  it('is started again at once when its full disk has room again', () => {
    expect(restarts([...silent(30, 0), ...silent(10, 500)])).toEqual([2, 17, 30]);
  });
});
