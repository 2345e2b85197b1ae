import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { noAnswer, refused, unanswered } from '../providers/fake-console.js';
import { openPage, says, notified } from '../testing/open-page.js';

const open = (answers = {}) => openPage('/wishes', { account: null, answers });
const WISHES = 'Songs that could not be found yet appear here.';

async function signIn({ person }: ReturnType<typeof open>, button = 'Sign in'): Promise<void> {
  await person.type(await screen.findByLabelText(/^Name/), 'Ada');
  await person.type(screen.getByLabelText(/^Password/), 'long enough, really');
  await person.click(screen.getByRole('button', { name: button }));
}

describe('the sign-in', () => {
  it('leads to the page that was wanted', async () => {
    const page = open();
    await signIn(page);
    await says(WISHES);
    const sent = page.port.sent.find(({ verb, path }) => verb === 'POST' && path === 'session');
    expect(sent).toEqual({ verb: 'POST', path: 'session', body: { name: 'Ada', password: 'long enough, really' } });
  });

  it.each([
    ['a wrong password', refused(401, 'Name or password is wrong.'), 'Name or password is wrong.'],
    ['too many tries', refused(429, 'Too many tries. Try again in 61 s.'), 'Too many tries. Try again in 61 s.'],
    ['an outage', noAnswer(), /^SoulSync does not answer/],
  ])('says what is wrong: %s', async (_what, answer, words) => {
    await signIn(open({ 'POST session': answer }));
    expect((await screen.findByRole('alert')).textContent).toMatch(words);
    screen.getByRole('button', { name: 'Sign in' });
  });

  it('sends once what is pressed twice', async () => {
    const page = open({ 'POST session': unanswered });
    await signIn(page);
    await page.person.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(page.port.sent.filter(({ verb, path }) => verb === 'POST' && path === 'session')).toHaveLength(1);
  });

  it('makes the first account with the set-up code', async () => {
    const page = open({ 'GET setup': { needed: true } });
    await page.person.type(await screen.findByLabelText(/^Set-up code/), 'c0de');
    await signIn(page, 'Create the first account');
    await says(WISHES);
    expect(page.port.commands()).toEqual([
      { verb: 'POST', path: 'setup', body: { name: 'Ada', password: 'long enough, really', code: 'c0de' } },
    ]);
  });

  it('says why the code is not taken', async () => {
    const page = open({ 'GET setup': { needed: true }, 'POST setup': refused(409, 'The set-up code is wrong.') });
    await page.person.type(await screen.findByLabelText(/^Set-up code/), 'nope');
    await signIn(page, 'Create the first account');
    expect((await screen.findByRole('alert')).textContent).toBe('The set-up code is wrong.');
  });
});

describe('a session', () => {
  it('is asked for once while a page is opened, whoever wants to know of it', async () => {
    const { port } = openPage('/wishes', { answers: {} });
    await says(WISHES);
    expect(port.sent.filter(({ verb, path }) => verb === 'GET' && path === 'session')).toHaveLength(1);
  });

  it('is not ended by an outage: the page stays and says what is wrong', async () => {
    openPage('/wishes', { answers: { 'GET session': noAnswer(), 'GET wishes': noAnswer() } });
    await says(/^\s*SoulSync does not answer/);
    expect(screen.queryByRole('button', { name: 'Sign in' })).toBeNull();
  });

  it('that ended leads to the sign-in, without asking over and over', async () => {
    const { port } = open();
    await screen.findByRole('button', { name: 'Sign in' });
    expect(port.sent.length).toBeLessThan(10);
  });

  it('that can not be ended now is said not to be', async () => {
    const { person } = openPage('/wishes', { answers: { 'POST session/end': noAnswer() } });
    await says(WISHES);
    await person.click(await screen.findByRole('button', { name: 'Ada' }));
    await person.click(await screen.findByText('Sign out'));
    await notified(/^You are still signed in/);
    await says(WISHES);
  });
});
