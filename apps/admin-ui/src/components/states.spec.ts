import { describe, expect, it } from '@jest/globals';
import { connectionStates, entryStates } from '@soulsync/contracts';
import { ownership, shownStateOf, shownStates } from './states.js';

const acquisitionStates = ['requested', 'searching', 'transferring', 'checking', 'filing', 'indexing', 'fulfilled', 'wished', 'cancelled'];
const wishStates = ['open', 'ignored', 'stopped'];

describe('the closed list of states', () => {
  it.each([...entryStates, ...acquisitionStates, ...wishStates, ...connectionStates])('has a word and a shape for %s', (code) => {
    expect(Object.values(shownStates).map(({ Icon }) => Icon)).toContain(shownStateOf(code).Icon);
    expect(shownStateOf(code).word).not.toBe(code);
  });

  it('reads a code of another version as its own name', () => {
    expect(shownStateOf('half-way-there')).toMatchObject({ word: 'Half way there', tone: 'idle' });
  });

  it.each([
    [0, 11, 'missing'],
    [8, 11, 'partial'],
    [9, 11, 'nearly'],
    [99, 100, 'nearly'],
    [11, 11, 'complete'],
  ] as const)('calls %i of %i tracks %s', (owned, total, word) => expect(ownership(owned, total)).toBe(word));
});
