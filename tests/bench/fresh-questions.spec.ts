import { describe, expect, it } from '@jest/globals';
import { freshQuestions } from './fresh-questions.js';
import type { TableRow } from './fresh-questions.js';

const row = (id: string, title: string, artist: string, durationMs = 200_000): TableRow => ({
  id,
  title,
  artists: [artist],
  album: 'Album',
  durationMs,
});
const rows = [
  ...Array.from({ length: 60 }, (_, place) => row(`plain-${place}`, `Quiet Morning Number`, `Somebody ${String.fromCharCode(65 + place)}`)),
  row('live', 'Evening Train (Live)', 'Singer', 260_000),
  row('studio', 'Evening Train', 'Singer'),
  row('part-1', 'Long Road Part 1', 'Walker'),
  row('part-2', 'Long Road Part 2', 'Walker'),
  row('edit', 'Small Hours (Late Cut)', 'Owl', 205_000),
  row('whole', 'Small Hours', 'Owl'),
];

describe('fresh questions', () => {
  const { library, questions } = freshQuestions(rows, 'seed', 5);
  const held = new Set(library.map(({ trackId }) => trackId));

  it('are the same for the same seed, and others for another', () => {
    expect(freshQuestions(rows, 'seed', 5)).toEqual({ library, questions });
    expect(freshQuestions(rows, 'another', 5)).not.toEqual({ library, questions });
  });

  it('expect only what the library holds', () => {
    expect(questions.flatMap(({ expect: right }) => [...right]).filter((id) => !held.has(id))).toEqual([]);
    expect(questions.some(({ expect: right }) => right.size > 0)).toBe(true);
  });

  it('about numbered siblings and other versions leave the sibling and take the track away', () => {
    const about = (kind: string) => questions.filter((question) => question.kind === kind).map(({ wanted }) => wanted.title);
    expect(about('absent: numbered siblings are there')).toHaveLength(1);
    expect(held.has('part-1')).not.toBe(held.has('part-2'));
    expect(about('absent: other versions are there')).toHaveLength(1);
    expect(held.has('live')).not.toBe(held.has('studio'));
  });

  it('are not asked where the answer would be a bet: another cut of nearly the same length', () => {
    expect(questions.filter(({ wanted }) => wanted.artists.includes('Owl'))).toEqual([]);
  });
});
