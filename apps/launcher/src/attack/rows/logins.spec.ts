import { describe, expect, it } from '@jest/globals';
import { allowedMs } from './logins.js';

describe('a right sign-in under a flood', () => {
  it('may take three seconds', () => {
    expect(allowedMs(300)).toBe(3_000);
  });
  it('may take longer only where one takes long without a flood', () => {
    expect(allowedMs(1_000)).toBe(8_000);
  });
});
