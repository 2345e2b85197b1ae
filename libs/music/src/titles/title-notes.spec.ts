import { describe, expect, it } from '@jest/globals';
import { parseTitle } from './parse-title.js';

describe('a bracket that says where a song is from', () => {
  it.each([
    ['Gabriela (da novela Renascer)', 'Gabriela'],
    ['Mi Historia (de la película Frida)', 'Mi Historia'],
    ['Skyline (from the motion picture Harbour)', 'Skyline'],
  ])('%s is a note', (title, base) => expect(parseTitle(title).base).toBe(base));

  it.each(['Azure (Da Ba Dee)', 'Calle (de la Luna)'])('is part of the name in %s', (title) => expect(parseTitle(title).base).toBe(title));
});
