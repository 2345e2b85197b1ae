import { describe, expect, it } from '@jest/globals';
import { newId, uuid5 } from './ids.js';

describe('ids', () => {
  it('are those of RFC 9562, version 5, for a single name', () => {
    expect(uuid5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
  });

  it('tell names apart, also very long ones and ones beyond ASCII', () => {
    const space = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
    const names = ['', 'ab', 'a\u001eb', 'björk', 'bjork', '微笑', 'x'.repeat(335), 'x'.repeat(336), 'x'.repeat(337), '微'.repeat(5_000)];
    const ids = names.map((name) => uuid5(space, name));
    expect(new Set(ids).size).toBe(names.length);
    expect(names.map((name) => uuid5(space, name))).toEqual(ids);
    expect(uuid5(space, 'ab', 'c')).not.toBe(uuid5(space, 'a', 'bc'));
  });

  it('of new things are unlike each other and tell their time', () => {
    const before = Date.now();
    const ids = Array.from({ length: 10_000 }, newId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const made = parseInt((ids[0] ?? '').replaceAll('-', '').slice(0, 12), 16);
    expect(made).toBeGreaterThanOrEqual(before);
    expect(made).toBeLessThanOrEqual(Date.now());
  });
});

describe('ids made while the clock is set back', () => {
  it('sort after those made before, and are all different', () => {
    const real = Date.now;
    try {
      const before = newId();
      Date.now = () => real() - 3_600_000;
      const after = Array.from({ length: 1_000 }, newId);
      expect(new Set(after).size).toBe(1_000);
      for (const id of after) expect(id.slice(0, 13) >= before.slice(0, 13)).toBe(true);
    } finally {
      Date.now = real;
    }
  });
});
