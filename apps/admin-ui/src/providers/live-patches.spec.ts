import { describe, expect, it } from '@jest/globals';
import { patched, rowsBehind } from './live-patches.js';
import type { Question } from './live-patches.js';

const entry = (id: string, state: string, more: object = {}) => ({ id, state, playlistId: 'p1', wantedRecordingId: `r-${id}`, ...more });
const rows = [entry('1', 'missing'), entry('2', 'missing')];
const all: Question = { filter: { playlistId: 'p1' }, sort: { field: 'position' } };

function after(question: Question, keys: readonly string[], read: readonly { id: string }[]) {
  const list = { question, rows };
  const { ids, unnamed } = rowsBehind(keys, [list]);
  return patched(list, new Map(read.map((row) => [row.id, row])), new Set([...ids, ...unnamed]), unnamed);
}

describe('a list that is shown', () => {
  it('has a row it knows put in its place', () => {
    expect(after(all, ['2'], [entry('2', 'acquiring')])).toEqual([rows[0], entry('2', 'acquiring')]);
  });

  it('knows a row also by what it is joined with', () => {
    expect(rowsBehind(['r-2'], [{ question: all, rows }])).toEqual({ ids: ['2'], unnamed: [] });
  });

  it('stays when a row changes that is none of its own', () => {
    expect(after(all, ['9'], [entry('9', 'missing', { playlistId: 'p2' })])).toEqual(rows);
  });

  it.each<[string, Question, readonly string[], readonly { id: string }[]]>([
    ['a row is new', all, ['9'], [entry('9', 'missing')]],
    ['a row has gone', all, ['2'], []],
    ['a row no longer fits', { filter: { playlistId: 'p1', state: 'missing,wished' } }, ['2'], [entry('2', 'acquiring')]],
    ['a row may stand elsewhere', { sort: { field: 'state' } }, ['2'], [entry('2', 'acquiring')]],
    ['nobody knows what it was', all, ['r-77'], []],
    ['a new one may have the words that are searched for', { filter: { q: 'pier' } }, ['9'], [entry('9', 'missing')]],
  ])('is asked for again when %s', (_when, question, keys, read) => {
    expect(after(question, keys, read)).toBeNull();
  });
});
