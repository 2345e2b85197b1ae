import { describe, expect, it } from '@jest/globals';
import { transferState } from './slskd-transfer-state.js';

describe('a transfer that ended badly', () => {
  it.each([
    ['Completed, Errored', 'Transfer failed: No space left on device : /downloads/incomplete/a.flac', 'local-disk'],
    ['Completed, Errored', 'Transfer failed: There is not enough space on the disk.', 'local-disk'],
    ['Completed, Succeeded', 'Failed to move the file', 'local-disk'],
    ['Completed, Errored', 'Transfer failed: Connection reset by peer', 'transfer-error'],
    ['Completed, Errored', 'User x appears to be offline', 'peer-offline'],
    ['Completed, TimedOut', 'Inactivity timeout of 60000 milliseconds was reached', 'stalled'],
  ])('(%s: %s) has the cause %s: what our own disk did is no fault of the peer', (state, exception, cause) => {
    expect(transferState({ state, exception, attempts: 3 }, 3)).toMatchObject({ kind: 'failed', cause });
  });
});
