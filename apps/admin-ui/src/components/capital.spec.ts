import { expect, it } from '@jest/globals';
import { capital } from './capital.js';

it.each([
  ['answers at http://plex:32400', 'Answers at http://plex:32400'],
  ['élodie', 'Élodie'],
  ['done.', 'Done.'],
  ['slskd answers', 'slskd answers'],
  ['one.flac is seen here too', 'one.flac is seen here too'],
  ['0.26.0', '0.26.0'],
  ['', ''],
])('%s begins a sentence as %s', (text, sentence) => expect(capital(text)).toBe(sentence));
