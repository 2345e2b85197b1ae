import { jest } from '@jest/globals';
import { configure, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { UserEvent } from '@testing-library/user-event';
import { HttpError } from 'react-admin';
import { App } from '../App.js';
import { fakeConsole } from '../providers/fake-console.js';
import type { FakeConsole, Story } from '../providers/fake-console.js';
import { queryClient } from '../providers/query-client.js';

// Found as soon as it is there; this long only on a machine that does much else.
configure({
  asyncUtilTimeout: 15_000,
  // What a person reads, not the elements it is made of.
  getElementError: (message) => new Error(`${message}\nThe page says: ${document.body.textContent}`),
});
jest.setTimeout(60_000);

/** react-admin also writes to the console what it shows. */
const write = globalThis.console.error;
globalThis.console.error = (...what: unknown[]) => {
  // The second is react-admin's, of an input of Material's next version.
  if (!(what[0] instanceof HttpError) && !String(what[0]).startsWith('React does not recognize the `%s` prop')) write(...what);
};

/** The whole console at this page, as a person has it before them, over a story. */
export function openPage(page: string, story: Story): { readonly port: FakeConsole; readonly person: UserEvent } {
  localStorage.clear();
  window.location.hash = `#${page}`;
  const port = fakeConsole(story);
  const person = userEvent.setup();
  render(<App port={port} queryClient={queryClient(0)} />);
  return { port, person };
}

/** Stands somewhere on the page, also in several pieces. */
export const says = async (text: string | RegExp) => void (await screen.findAllByText(text));

/** Where the person is. */
export const currentPage = () => window.location.hash.replace(/^#/, '').replace(/\?.*$/, '');

/** The row of a table or list in which this stands. */
export async function rowOf(text: string | RegExp) {
  const row = (await screen.findByText(text)).closest<HTMLElement>('tr, li');
  if (!row) throw new Error(`“${text}” stands in no row`);
  return within(row);
}

/** What the person is told at the edge of the page. */
export const notified = (text: string | RegExp) => screen.findByText(text, { selector: '[data-toasts] *' });

/** A bar says what is being read. */
export const isLoading = async (what: string | RegExp = /^Loading/) => void (await screen.findAllByRole('progressbar', { name: what }));
