import { afterEach, describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { unanswered } from '../providers/fake-console.js';
import { openPage, says } from '../testing/open-page.js';
import { summary } from './dashboard.stories.js';

let runs = 0;
/** Each time as a page does that is opened. */
const script = (): Promise<unknown> => import(`../../public/first.js?run=${(runs += 1)}`);
const hours = [{ filed: 3 }, { filed: 4 }];
const page = globalThis as { soulsyncFirst?: object | undefined; fetch?: unknown };

/** The page before the console is there, with the script run over a gateway that answers so. */
async function begun(answers: Readonly<Record<string, unknown>>, { hash = '#/', isOver = true } = {}): Promise<string[]> {
  localStorage.clear();
  if (isOver) localStorage.setItem('soulsync.first-run.over', 'yes');
  window.location.hash = hash;
  document.body.innerHTML = '<div id="root"><div class="first"><dl></dl></div></div>';
  const asked: string[] = [];
  page.fetch = async (path: string) => {
    asked.push(path.replace(/\?.*/, ''));
    const body = answers[path.replace(/\?.*/, '')];
    return { ok: body !== undefined, status: 401, json: async () => body };
  };
  await script();
  return asked;
}
const both = { 'api/v1/summary': summary, 'api/v1/hourly-throughput': hours };
const drawn = () => [...document.querySelectorAll('.first dl > div')].map((one) => one.textContent);

describe('the figures before the console is there', () => {
  afterEach(() => {
    page.soulsyncFirst = undefined;
    document.body.innerHTML = '';
  });

  it('are those of the dashboard, under the same words', async () => {
    await begun(both);
    await waitFor(() => expect(drawn()).toEqual(['19wanted', '5in progress', '7filed today', '3to decide']));
    document.body.innerHTML = '';
    openPage('/', { answers: { 'GET summary/': unanswered, 'GET hourly-throughput': unanswered } });
    for (const word of ['wanted', 'in progress', 'filed today', 'to decide']) await says(word);
    const figures = [...document.querySelectorAll('main li > a')].map((one) => one.textContent);
    expect(figures).toEqual(expect.arrayContaining(['19wanted', '5in progress', '7filed today', '3to decide']));
    expect(screen.queryByRole('progressbar', { name: 'Loading the figures' })).toBeNull();
  });

  it('are not asked for on another page, nor where the checklist is shown', async () => {
    expect(await begun(both, { hash: '#/playlists' })).toEqual([]);
    expect(await begun(both, { isOver: false })).toEqual([]);
    expect(await begun(both, { hash: '' })).toEqual(['api/v1/summary', 'api/v1/hourly-throughput']);
  });

  it('are left to the console where nobody is signed in', async () => {
    await begun({});
    await new Promise((passed) => setTimeout(passed, 20));
    expect(drawn()).toEqual([]);
    expect(page.soulsyncFirst).toBeUndefined();
  });
});
