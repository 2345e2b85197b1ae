import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import type { RaRecord } from 'react-admin';
import { refused, unanswered } from '../providers/fake-console.js';
import type { Story } from '../providers/fake-console.js';
import { isLoading, openPage, says } from './open-page.js';

interface Situation {
  readonly page: string;
  /** What this page or part of one asks for: `GET playlists`. */
  readonly asks: string;
  /** Everything else there is. */
  readonly around?: Story;
  /** What is answered when there is something. */
  readonly full: readonly RaRecord[] | object;
  /** Read of it then. */
  readonly reads: readonly (string | RegExp)[];
  /** What is answered when there is nothing; without it there always is something. */
  readonly none?: object;
  /** Read then, and only then. */
  readonly empty?: string | RegExp;
  /** What the bar says. */
  readonly loading?: string | RegExp;
}

const REASON = 'The database does not answer.';

/** Nothing there, not yet read, not readable, and all there: none of them looks like another. */
export function fourStates(name: string, { page, asks, around = {}, full, reads, none = [], empty, loading }: Situation): void {
  const answered = (answer: object): Story => ({ ...around, answers: { ...around.answers, [asks]: answer } });
  const notEmpty = () => {
    if (empty !== undefined) expect(screen.queryByText(empty)).toBeNull();
  };

  describe(name, () => {
    it('shows what there is', async () => {
      openPage(page, answered(full));
      for (const text of reads) await says(text);
      notEmpty();
    });

    if (empty !== undefined)
      it('says so while there is nothing, and what makes it appear', async () => {
        openPage(page, answered(none));
        await says(empty);
        expect(screen.queryByText(REASON)).toBeNull();
      });

    it('is seen to be read, and not taken for empty', async () => {
      openPage(page, answered(unanswered));
      await isLoading(loading);
      notEmpty();
    });

    it('says why it can not be read, and shows it once it can', async () => {
      const { port, person } = openPage(page, answered(refused(503, REASON)));
      const retry = await screen.findByRole('button', { name: 'Try now' });
      expect(retry.closest('[role=alert]')?.textContent).toContain(REASON);
      notEmpty();
      port.become(answered(full));
      await person.click(retry);
      for (const text of reads) await says(text);
      expect(screen.queryByRole('button', { name: 'Try now' })).toBeNull();
    });
  });
}
