import { describe, expect, it } from '@jest/globals';
import { silentLogger } from '@soulsync/event-store';
import { teardown } from './teardown.js';

describe('a teardown', () => {
  it('closes the last first, each once, also beside one that can not be closed', async () => {
    const closed: string[] = [];
    const logged: string[] = [];
    const opened = teardown({ ...silentLogger, error: (message) => void logged.push(message) });
    opened.add('the database', async () => void closed.push('database'));
    opened.add('NATS', () => Promise.reject(new Error('stuck')));
    opened.add('requests', () => closed.push('requests'));
    await Promise.all([opened.run(), opened.run()]);
    expect(closed).toEqual(['requests', 'database']);
    expect(logged).toEqual(['NATS could not be closed']);
  });
});
