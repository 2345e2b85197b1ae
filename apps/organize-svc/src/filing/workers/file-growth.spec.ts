import { describe, expect, it } from '@jest/globals';
import type { FilingId } from '@soulsync/contracts';
import { fileGrowth } from './file-growth.js';

const id = 'f1' as FilingId;

function ground() {
  let nowMs = 0;
  const growth = fileGrowth(
    () => 5_000,
    () => nowMs,
  );
  return {
    later: (ms: number) => (nowMs += ms),
    judge: (sizeBytes: number, mtimeMs = 0) => growth.judge(id, { sizeBytes, mtimeMs }, 100),
  };
}

describe('an arriving file', () => {
  it('grows as long as it changes, however long that takes', () => {
    const on = ground();
    for (let bytes = 10; bytes < 100; bytes += 10) {
      expect(on.judge(bytes)).toBe('growing');
      on.later(60_000);
    }
  });

  it('is whole when it has all its bytes and is the same at two looks', () => {
    const on = ground();
    expect([on.judge(100, 1), on.judge(100, 2), on.judge(100, 2)]).toEqual(['growing', 'growing', 'whole']);
  });

  it('has stopped when nothing of it moved for long', () => {
    const on = ground();
    on.judge(50);
    on.later(5_000);
    expect(on.judge(50)).toBe('growing');
    on.later(1);
    expect(on.judge(50)).toBe('stopped');
  });
});
