import { describe, expect, it, jest } from '@jest/globals';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CoreAdminContext, useNotify } from 'react-admin';
import { Toasts } from './Toasts.js';

let notify: ReturnType<typeof useNotify>;
function Asks() {
  notify = useNotify();
  return null;
}
const open = () => {
  render(
    <CoreAdminContext>
      <Asks />
      <Toasts />
    </CoreAdminContext>,
  );
  return userEvent.setup();
};

describe('a toast', () => {
  it('takes back what was done', async () => {
    const undo = jest.fn();
    const person = open();
    act(() => notify('3 songs are wanted', { type: 'success', undo }));
    await person.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(undo).toHaveBeenCalledTimes(1);
    expect(screen.queryByText('3 songs are wanted')).toBeNull();
  });

  it('of a failure stays until it is dismissed, with its details', async () => {
    const person = open();
    act(() => notify('Not saved: wrong key', { type: 'error', details: 'slskd answered 401' }));
    expect((await screen.findByRole('alert')).textContent).toContain('Not saved: wrong key');
    await person.click(screen.getByRole('button', { name: 'Details' }));
    expect(screen.getByText(/slskd answered 401/)).not.toBeNull();
    await person.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('does not push more than two others away', async () => {
    open();
    act(() => ['one', 'two', 'three', 'four'].forEach((word) => notify(word, { type: 'success' })));
    await waitFor(() => expect(screen.getAllByRole('status').map(({ textContent }) => textContent)).toEqual(['two', 'three', 'four']));
  });
});
