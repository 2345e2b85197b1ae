import { describe, expect, it } from '@jest/globals';
import type { Decider } from '../command-handler.js';
import type { ProcessManager } from '../processes/process-manager-runner.js';
import { projection } from '../projections/projection.js';
import { deciding } from './deciding.js';
import { envelopeOf } from './envelope-of.js';
import { projecting } from './projecting.js';
import { reacting } from './reacting.js';

type Counted = { type: 'Counted'; data: { n: number } };
const counter = (extra: Partial<Decider<number, { sum: number }, Counted>> = {}): Decider<number, { sum: number }, Counted> => ({
  aggregateType: 'counter',
  initialState: { sum: 0 },
  decide(n, { sum }) {
    if (n < 0) throw new RangeError('it only counts up');
    return n === 0 ? [] : [counted(sum + n)];
  },
  evolve: (_, { data }) => ({ sum: data.n }),
  ...extra,
});
const counted = (n: number): Counted => ({ type: 'Counted', data: { n } });
const about = (aggregateId: string) => ({ aggregateType: 'counter', aggregateId });

describe('given, when, then of a decider', () => {
  const { given } = deciding(counter());

  it('says what happens next, that nothing does, and that it is refused', () => {
    given().when(2).then(counted(2));
    given(counted(2)).when(3).then(counted(5));
    given(counted(2)).when(0).then();
    given().when(3).thenTypes('Counted');
    given().when(-1).thenThrows(RangeError);
    expect(given(counted(7)).state).toEqual({ sum: 7 });
  });

  it('fails where another thing happens, and where more happens', () => {
    expect(() => given().when(2).then(counted(3))).toThrow();
    expect(() => given().when(2).then()).toThrow();
    expect(() => given().when(2).then(counted(2), counted(2))).toThrow();
  });

  it('fails where a decider writes into what it was handed', () => {
    const careless = deciding(counter({ evolve: (state, { data }) => Object.assign(state, { sum: data.n }) }));
    expect(() => careless.given(counted(1))).toThrow(TypeError);
  });
});

describe('given, when, then of a process', () => {
  const remind: ProcessManager<number, { type: 'Remind'; data: { nth: number } }> = {
    name: 'remind',
    on: ['Counted'],
    route: ({ aggregateId }) => (aggregateId === 'nobody' ? null : aggregateId),
    initialState: 0,
    evolve: (seen) => seen + 1,
    react: (seen) => (seen < 2 ? [{ type: 'Remind', data: { nth: seen + 1 } }] : []),
  };
  const input = (id: string, n = 1) => envelopeOf(counted(n), about(id));
  const { given } = reacting(remind);

  it('says which commands go out, seen from the journey of the input alone', () => {
    given(input('a'))
      .when(input('a'))
      .then({ type: 'Remind', data: { nth: 2 } });
    given(input('a'), input('a')).when(input('a')).then();
    given(input('a'), input('a'))
      .when(input('b'))
      .then({ type: 'Remind', data: { nth: 1 } });
  });

  it('hears nothing that is not of it', () => {
    given().when(input('nobody')).then();
    given()
      .when(envelopeOf({ type: 'Other', data: {} }, about('a')))
      .then();
  });
});

describe('given, then of a projection', () => {
  const sums = (row: (n: number, id: string) => object) =>
    projection<{ id: string; n: number }>({
      name: 'sums',
      version: 1,
      key: 'id',
      columns: { id: 'text', n: 'integer' },
      keys: ({ aggregateId }) => [aggregateId],
      evolve: (_, event, key) => {
        const { n } = event.data as Counted['data']; // the test's own
        return n === 0 ? null : (row(n, key) as { id: string; n: number });
      },
    });
  const { given } = projecting(sums((n, id) => ({ id, n })));
  const event = (id: string, n: number) => envelopeOf(counted(n), about(id));

  it('says which rows there are', () => {
    given(event('a', 1), event('b', 2), event('a', 3)).then({ a: { n: 3 }, b: { n: 2 } });
    given(event('a', 1), event('a', 0)).then({});
  });

  it('fails for another row, a row too many, and one that does not fit its table', () => {
    expect(() => given(event('a', 1)).then({ a: { n: 2 } })).toThrow();
    expect(() => given(event('a', 1)).then({})).toThrow();
    expect(() => projecting(sums((n, id) => ({ id, n, more: 1 }))).given(event('a', 1))).toThrow('undeclared more');
    expect(() => projecting(sums((_, id) => ({ id }))).given(event('a', 1))).toThrow('lacks n');
    expect(() => projecting(sums((n) => ({ id: 'x', n }))).given(event('a', 1))).toThrow('for the key a');
  });
});
