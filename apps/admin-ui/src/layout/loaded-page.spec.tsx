import { describe, expect, it } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import { Suspense, useEffect } from 'react';
import { loadedPage } from './loaded-page.js';

describe('a page that is left', () => {
  it('has gone while the next one is still loaded: nothing it began leads back to it', async () => {
    let left = 0;
    function Left() {
      useEffect(() => () => void (left += 1), []);
      return <p>the page before</p>;
    }
    const Before = loadedPage<object>(() => Promise.resolve({ default: Left }));
    const Next = loadedPage<object>(() => new Promise(() => undefined));
    const { rerender } = render(
      <Suspense fallback={null}>
        <Before />
      </Suspense>,
    );
    await screen.findByText('the page before');
    rerender(
      <Suspense fallback={null}>
        <Next />
      </Suspense>,
    );
    expect(left).toBe(1);
    expect(screen.queryByText('the page before')).toBeNull();
  });
});
