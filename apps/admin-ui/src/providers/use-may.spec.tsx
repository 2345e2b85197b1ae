import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { readModel } from '../system/system.stories.js';
import { openPage, says } from '../testing/open-page.js';
import { isAtLeast } from './use-may.js';

describe('what a role may', () => {
  it('includes what lesser ones may, and nothing while it is not known', () => {
    expect([isAtLeast('admin', 'editor'), isAtLeast('editor', 'editor'), isAtLeast('viewer', 'editor')]).toEqual([true, true, false]);
    expect(isAtLeast(undefined, 'viewer')).toBe(false);
  });

  const story = { rows: { projections: [readModel] } };

  it('is all that is shown: no viewer is offered what would be refused', async () => {
    openPage('/system/read-models', { ...story, account: { id: 'v1', name: 'Vera', role: 'viewer' } });
    await says('recording-states');
    expect(screen.queryByRole('button', { name: 'Rebuild' })).toBeNull();
  });

  it('shows an admin what an admin may', async () => {
    openPage('/system/read-models', story);
    expect(await screen.findByRole('button', { name: 'Rebuild' })).toBeTruthy();
  });
});
