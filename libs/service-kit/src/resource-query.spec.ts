import { describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { answerQuery } from './resource-query.js';
import type { ResourceTable } from './resource-query.js';

const small: ResourceTable = {
  from: 'music.songs',
  id: 'id',
  sortable: ['title'],
  filters: { artist: 'text', lengthMs: 'number', likeness: 'fraction', loud: 'boolean', heardAt: 'instant' },
  search: ['title', 'artist'],
  defaultSort: { by: 'title', order: 'ASC' },
  projections: [],
};
const large: ResourceTable = {
  ...small,
  sortable: { title: 'byTitle' },
  search: { column: 'searchText', terms: (q) => q.split(' ').filter((term) => term !== '!') },
};

interface Asked {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** A database of `total` rows, numbered in the order of the index; it remembers what it was asked. */
function numbered(total: number, found = total) {
  const asked: Asked[] = [];
  const query = async (sql: string, values: readonly unknown[] = []): Promise<object[]> => {
    asked.push({ sql: sql.replace(/\s+/g, ' '), values });
    if (sql.startsWith('SET')) return [];
    if (sql.includes('= ANY($1)')) return (values[0] as string[]).map((id) => ({ id })).reverse(); // in no order
    const fit = /LIKE|WHERE false/.test(sql) ? found : total;
    if (sql.startsWith('SELECT count')) return [{ n: String(fit) }];
    const [, offset = '0', limit = '200'] = /OFFSET (\d+) LIMIT (\d+)/.exec(sql.replace(/\s+/g, ' ')) ?? [];
    const places = Array.from({ length: fit }, (_, place) => place).slice(Number(offset), Number(offset) + Number(limit));
    return places.map((place) => ({ id: String(sql.includes('DESC NULLS LAST') ? total - 1 - place : place), n: String(fit) }));
  };
  const dataSource = { query, transaction: (work: (manager: object) => unknown) => work({ query }) } as unknown as DataSource; // all that is used of it
  return { asked, dataSource };
}

const page = async (total: number, start: number, end: number, order: 'ASC' | 'DESC' = 'ASC') => {
  const { dataSource, asked } = numbered(total);
  const { rows, total: counted } = await answerQuery(dataSource, large, { resource: 'songs', start, end, order });
  const [first] = /OFFSET \d+/.exec(asked.map(({ sql }) => sql).join()) ?? [];
  return { ids: rows.map((row) => Number(row['id'])), counted, looked: first ?? null };
};

describe('a page of a large list', () => {
  it('is looked for from its nearer end and comes in the order that was asked for', async () => {
    expect(await page(1_000, 10, 13)).toEqual({ ids: [10, 11, 12], counted: 1_000, looked: 'OFFSET 10' });
    expect(await page(1_000, 990, 993)).toEqual({ ids: [990, 991, 992], counted: 1_000, looked: 'OFFSET 7' });
    expect(await page(1_000, 998, 1_023)).toEqual({ ids: [998, 999], counted: 1_000, looked: 'OFFSET 0' });
    expect(await page(1_000, 998, 1_000, 'DESC')).toEqual({ ids: [1, 0], counted: 1_000, looked: 'OFFSET 0' });
  });

  it('is empty behind the end', async () => {
    expect(await page(10, 10, 35)).toEqual({ ids: [], counted: 10, looked: null });
    expect(await page(0, 0, 25)).toEqual({ ids: [], counted: 0, looked: null });
  });
});

describe('a search by trigrams', () => {
  it('asks for every term as it is, signs of patterns included', async () => {
    const { dataSource, asked } = numbered(5, 2);
    expect(await answerQuery(dataSource, large, { resource: 'songs', q: '100% a_b' })).toMatchObject({ total: 2 });
    expect(asked[0]?.sql).toContain('WHERE t."searchText" LIKE $1 AND t."searchText" LIKE $2');
    expect(asked[0]?.values).toEqual(['%100\\%%', '%a\\_b%']);
  });

  it('answers what is spelt alike when nothing has the terms, and says so', async () => {
    const { dataSource, asked } = numbered(3, 0);
    expect(await answerQuery(dataSource, large, { resource: 'songs', q: 'abba', filter: { loud: 'true' } })).toMatchObject({
      total: 3,
      alike: true,
    });
    expect(asked.some(({ sql }) => sql.includes('WHERE t."loud" = true AND $2::text <% t."searchText"'))).toBe(true);
  });

  it('looks for what is like the longer words, nearest to all of them first', async () => {
    const { dataSource, asked } = numbered(3, 0);
    await answerQuery(dataSource, large, { resource: 'songs', q: 'the wekend' });
    expect(asked.find(({ sql }) => sql.includes('<%'))?.values).toEqual(['the wekend', 'wekend']);
    expect(asked.find(({ sql }) => sql.includes('<%'))?.sql).toContain('ORDER BY word_similarity($1::text, t."searchText") DESC');
  });

  it('of rows that sum up others looks at those, by their index', async () => {
    const { dataSource, asked } = numbered(5, 2);
    const within = { table: 'music.albums', column: 'artistSearch', id: 'artistId' };
    const summed: ResourceTable = { ...large, search: { column: 'searchText', within, terms: (q) => q.split(' ') } };
    await answerQuery(dataSource, summed, { resource: 'songs', q: 'old ferry' });
    expect(asked[0]?.sql).toContain(
      'WHERE t."id" = ANY(ARRAY(SELECT w."artistId" FROM music.albums w WHERE w."artistSearch" LIKE $1 AND w."artistSearch" LIKE $2))',
    );
  });

  it('sorts few found rows, and looks for many along the index', async () => {
    const few = numbered(100_000, 5_000);
    await answerQuery(few.dataSource, large, { resource: 'songs', q: 'abba', start: 4_990, end: 5_000 });
    expect(few.asked[1]?.sql).toContain('WITH found AS MATERIALIZED');
    expect(few.asked[1]?.sql).toContain('OFFSET 4990 LIMIT 10');
    const many = numbered(100_000, 5_001);
    await answerQuery(many.dataSource, large, { resource: 'songs', q: 'abba', start: 4_990, end: 5_000 });
    expect(many.asked[1]?.sql).not.toContain('MATERIALIZED');
    expect(many.asked[1]?.sql).toContain('OFFSET 1 LIMIT 10'); // from the other end
  });

  it('compares no likeness where there is nothing to be like', async () => {
    for (const q of ['%', 'ab', '!']) {
      const { dataSource, asked } = numbered(3, 0);
      expect(await answerQuery(dataSource, large, { resource: 'songs', q })).toMatchObject({ rows: [], total: 0 });
      expect(asked.some(({ sql }) => sql.includes('<%'))).toBe(false);
    }
  });
});

describe('rows that no message holds together', () => {
  const KB = 1_024;
  /** Rows of so many bytes each. */
  const heavy = (rows: number, bytes: number) => {
    const all = Array.from({ length: rows }, (_, n) => ({ id: String(n), title: 'x'.repeat(bytes) }));
    const query = async (sql: string, values: readonly unknown[] = []): Promise<object[]> => {
      if (sql.startsWith('SELECT count')) return [{ n: String(rows) }];
      if (sql.includes('= ANY($1)')) return all.filter(({ id }) => (values[0] as string[]).includes(id));
      const [, offset = '0', limit = '0'] = /OFFSET (\d+) LIMIT (\d+)/.exec(sql) ?? [];
      return all.slice(Number(offset), Number(offset) + Number(limit));
    };
    return { query } as unknown as DataSource; // all that is used of it
  };
  const bytesOf = (rows: readonly object[]) => Buffer.byteLength(JSON.stringify(rows));

  it('are answered in parts, of which each fits', async () => {
    const page = await answerQuery(heavy(100, 40 * KB), small, { resource: 'songs', start: 10, end: 60 });
    expect(page).toMatchObject({ total: 100, more: true });
    expect(page.rows[0]).toMatchObject({ id: '10' });
    expect(bytesOf(page.rows)).toBeLessThan(513 * KB);
    expect(bytesOf(page.rows)).toBeGreaterThan(400 * KB);
  });

  it('are so also where they are asked for by their ids', async () => {
    const ids = Array.from({ length: 100 }, (_, n) => String(n));
    const page = await answerQuery(heavy(100, 40 * KB), small, { resource: 'songs', ids });
    expect(page).toMatchObject({ total: 100, more: true });
    expect(bytesOf(page.rows)).toBeLessThan(513 * KB);
  });

  it('are answered one by one where each is large, and refused by its size where no message holds it', async () => {
    expect((await answerQuery(heavy(3, 700 * KB), small, { resource: 'songs' })).rows).toHaveLength(1);
    await expect(answerQuery(heavy(3, 1_100 * KB), small, { resource: 'songs' })).rejects.toThrow('the row 0 has 11');
  });

  it('say nothing of more where all of them fit', async () => {
    expect(await answerQuery(heavy(3, 10), small, { resource: 'songs' })).not.toHaveProperty('more');
  });
});

describe('a record', () => {
  it('shows what lists leave out', async () => {
    const { dataSource, asked } = numbered(3);
    const table = { ...small, columns: ['id', 'title'], recordColumns: ['story'] };
    await answerQuery(dataSource, table, { resource: 'songs', ids: ['1'] });
    await answerQuery(dataSource, table, { resource: 'songs', ids: ['1', '2'] });
    await answerQuery(dataSource, table, { resource: 'songs' });
    expect(asked.map(({ sql }) => sql.includes('"story"'))).toEqual([true, false, false, false]);
  });
});

describe('a question', () => {
  it.each([
    ['an unknown filter', { filter: { mood: 'blue' } }, 'mood: is no filter'],
    ['an inherited name as a filter', { filter: { constructor: 'x' } }, 'constructor: is no filter'],
    ['a filter that is no number', { filter: { lengthMs_gte: '1; DROP' } }, 'lengthMs_gte: is no whole number'],
    ['a filter that is no whole number', { filter: { lengthMs: '1.5' } }, 'lengthMs: is no whole number'],
    ['a whole number that no column holds', { filter: { lengthMs_lte: '99999999999999999999' } }, 'lengthMs_lte: is no whole number'],
    ['a fraction without end', { filter: { likeness_gte: '9'.repeat(400) } }, 'likeness_gte: is no number'],
    ['a time that no calendar has', { filter: { heardAt: 'tomorrow' } }, 'heardAt: is no time'],
    ['a time after all others', { filter: { heardAt_gte: '+275760-09-13T00:00:00Z' } }, 'heardAt_gte: is no time'],
    ['a time before all others', { filter: { heardAt_lte: '-000001-01-01T00:00:00Z' } }, 'heardAt_lte: is no time'],
    ['the year 0', { filter: { heardAt: '0000-12-31T00:00:00Z' } }, 'heardAt: is no time'],
    ['a switch that is neither', { filter: { loud: 'maybe' } }, 'loud: is true or false'],
    ['a NUL', { filter: { artist: 'a\0b' } }, 'artist: holds a sign that no text has'],
    ['an unknown sort', { sort: 'searchText' }, "can't sort by searchText"],
    ['an inherited name as a sort', { sort: 'toString' }, "can't sort by toString"],
    ['too large a page', { start: 0, end: 501 }, 'a page holds at most 500 rows'],
  ])('with %s is refused before the database is asked', async (_, query, message) => {
    for (const table of [small, large]) {
      const { dataSource, asked } = numbered(3);
      await expect(answerQuery(dataSource, table, { resource: 'songs', ...query })).rejects.toThrow(message);
      expect(asked).toEqual([]);
    }
  });

  it('that compares every row with a long text is refused; an index looks for a long one as soon as for a short one', async () => {
    const { dataSource, asked } = numbered(3);
    const search = (table: ResourceTable) => answerQuery(dataSource, table, { resource: 'songs', q: 'x'.repeat(301) });
    await expect(search(small)).rejects.toThrow('q: has more than 300 characters');
    expect(asked).toEqual([]);
    expect(await search(large)).toMatchObject({ total: 3 });
  });
});

describe('rows counted by one of their filters', () => {
  const counting = () => {
    const asked: Asked[] = [];
    const query = async (sql: string, values: readonly unknown[] = []) => {
      asked.push({ sql: sql.replace(/\s+/g, ' '), values });
      return [
        { value: 'ABBA', count: '12' },
        { value: null, count: '1' },
      ];
    };
    return { asked, dataSource: { query } as unknown as DataSource }; // all that is used of it
  };

  it('are those that fit the other filters and the search', async () => {
    const { asked, dataSource } = counting();
    const { rows } = await answerQuery(dataSource, small, { resource: 'songs', countBy: 'artist', filter: { loud: 'true' }, q: 'night' });
    expect(rows).toEqual([
      { value: 'ABBA', count: 12 },
      { value: null, count: 1 },
    ]);
    expect(asked[0]?.sql).toContain('WHERE t."loud" = true AND');
    expect(asked[0]?.sql).toContain('GROUP BY 1 ORDER BY 2 DESC');
  });

  it('are not counted by what is no filter, or no word', async () => {
    for (const by of ['id', 'lengthMs', 'toString', 'artist" FROM x --'])
      await expect(answerQuery(counting().dataSource, small, { resource: 'songs', countBy: by })).rejects.toThrow("can't count by");
  });
});
