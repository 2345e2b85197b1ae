import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PageBoundary } from './PageBoundary.js';

describe('a page that can not be shown', () => {
  let isBroken: boolean;
  /** As React and the boundary write them down. */
  let written: { mockRestore(): void };
  beforeEach(() => {
    isBroken = true;
    written = jest.spyOn(globalThis.console, 'error').mockImplementation(() => undefined);
  });
  afterEach(() => written.mockRestore());
  function Page({ name }: { readonly name: string }) {
    if (isBroken) throw new Error('no field called artists');
    return <p>{name}</p>;
  }
  const at = (place: string) => (
    <PageBoundary at={place}>
      <Page name={place} />
    </PageBoundary>
  );

  it('says why, and can be tried again', async () => {
    render(at('/playlists'));
    expect(screen.getByRole('alert').textContent).toContain('no field called artists');
    isBroken = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(screen.getByText('/playlists')).toBeTruthy();
  });

  it('does not keep the next one from being shown', () => {
    const { rerender } = render(at('/playlists'));
    isBroken = false;
    rerender(at('/wishes'));
    expect(screen.getByText('/wishes')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
