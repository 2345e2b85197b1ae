import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { harmless, harmlessJson, harmlessLines } from './harmless-text.js';
import { jsonLogger } from './json-logger.js';

/** What no terminal should be given by a stranger. */
const obeyed = /[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
const hostile = fc
  .array(
    fc.constantFrom(
      '\x1b[31m',
      '\x1b]0;owned\x07',
      '\x9b2J',
      '\r',
      '\n',
      '\t',
      '\0',
      '\x7f',
      '\u202e',
      '\u2066',
      '\u200b',
      '\ufeff',
      '\ud800',
      '\u{e0041}',
      'a',
      'ß',
      '🎵',
      '"',
      '\\',
    ),
  )
  .map((all) => all.join(''));

describe('a name from elsewhere', () => {
  it('moves no cursor, changes no title, and reads as it is written', () => {
    expect(harmless('\x1b]0;owned\x07Song\x9b2J\rA\nB')).toBe('<U+001B>]0;owned<U+0007>Song<U+009B>2J<U+000D>A<U+000A>B');
    expect(harmless('gpj.\u202e3pm\u202c.exe')).toBe('gpj.<U+202E>3pm<U+202C>.exe');
    expect(harmless('pay\u200bpal\ufeff')).toBe('pay<U+200B>pal<U+FEFF>');
  });

  it.each(['Björk – Jóga', 'Кино', '椎名林檎', 'می‌خواهم', '👩‍🎤 live', 'naïve', 'क्‍ष', 'AC/DC'])(
    'that is harmless stays as it is: %s',
    (name) => expect(harmless(name)).toBe(name),
  );

  it('is harmless whatever it is, on one line; text of ours keeps its lines; JSON keeps its value', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        expect(harmless(name)).not.toMatch(obeyed);
        expect(harmless(name)).not.toContain('\n');
        expect(harmlessLines(`1\n${name}\n2`).split('\n').length).toBe(3 + (name.match(/\n/g)?.length ?? 0));
        const value = { [name]: [name, { deep: name }] };
        for (const json of [harmlessJson(value), harmlessJson(value, 2)]) {
          expect(json).not.toMatch(obeyed);
          expect(JSON.parse(json)).toEqual(value);
        }
      }),
    );
  });

  it('stays harmless in a log line, which stays one line of JSON', () => {
    const lines: string[] = [];
    jsonLogger(
      'acquire-svc',
      () => 'info',
      (line) => lines.push(line),
    ).info('a peer \x9b2J\u202e', { name: '\u2028\x7f\x1b' });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.trimEnd()).not.toMatch(obeyed);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ message: 'a peer \x9b2J\u202e', name: '\u2028\x7f\x1b' });
  });
});
