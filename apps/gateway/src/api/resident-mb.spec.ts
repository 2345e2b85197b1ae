import { describe, expect, it } from '@jest/globals';
import { residentMb } from './resident-mb.js';

describe('the memory of an installation', () => {
  it('is that of its processes taken together', () => {
    expect(residentMb([1, 2, 3].map((n) => ({ processId: `p${n}`, rssMb: 100 * n })))).toBe(600);
  });

  it('counts a process once that holds several services', () => {
    expect(
      residentMb([
        { processId: 'one', rssMb: 300 },
        { processId: 'one', rssMb: 301 },
        { processId: 'other', rssMb: 50 },
      ]),
    ).toBe(351);
    expect(residentMb([])).toBe(0);
  });
});
