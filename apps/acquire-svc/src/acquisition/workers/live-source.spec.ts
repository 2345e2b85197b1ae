import { describe, expect, it } from '@jest/globals';
import { NEVER } from 'rxjs';
import type { AudioSource } from '../ports/audio-source.js';
import { liveSource } from './live-source.js';

describe('a source that is set up while everything goes on', () => {
  it('is the one that is set up when it is asked, and unavailable while there is none', async () => {
    let name: string | null = null;
    const named = (of: string) => ({ cancelSearch: async () => Promise.reject(new Error(of)) }) as unknown as AudioSource; // one call is enough
    const source = liveSource('slskd', () => (name === null ? null : named(name)), NEVER);
    expect(source.isSetUp()).toBe(false);
    await expect(source.cancelSearch('s')).rejects.toMatchObject({ name: 'Unavailable', message: 'slskd is not set up' });
    for (name of ['first', 'second']) await expect(source.cancelSearch('s')).rejects.toThrow(name);
    expect(source.isSetUp()).toBe(true);
  });
});
