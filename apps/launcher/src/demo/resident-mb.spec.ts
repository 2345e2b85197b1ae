import { describe, expect, it } from '@jest/globals';
import type { Api } from './api.js';
import { residentMb } from './resident-mb.js';

const api = { get: async () => ({ rssMb: 600 }) } as unknown as Api; // all that is asked of it

describe('the memory of a demo', () => {
  it('is that of the launcher where all services run in it', async () => {
    expect(await residentMb(false, api, () => 300)).toBe(300);
  });

  it('is that of all processes together where each service has one', async () => {
    expect(await residentMb(true, api, () => 80)).toBe(680);
  });
});
