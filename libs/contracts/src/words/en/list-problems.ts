import type { ListProblemWords } from '../words.js';

export const listProblems: ListProblemWords = {
  'encoding-guessed': ({ encoding }) =>
    `The file does not say how its letters are encoded; it was read as ${encoding}. If names look wrong, save it as UTF-8 and import it again.`,
  'encoding-repaired': ({ encoding }) =>
    `Another program had read the letters of this file as ${encoding} and saved them so; they were put right. If names look wrong, export the list again.`,
  'several-lists': ({ names, count }) =>
    `This file holds ${count} playlists: ${names.map((name) => `“${name}”`).join(', ')}${count > names.length ? ' and more' : ''}.`,
  'row-unreadable': ({ detail }) => detail,
  'row-too-short': ({ cells, headerCells }) => `the row has ${cells} cells, the header ${headerCells}`,
  'row-too-long': ({ characters, most }) => `the song is described in ${characters} characters; at most ${most} are taken`,
  'title-empty': () => 'the title is empty',
  'no-length': () => 'this is no length of a track',
  'no-text': () => 'the cell holds what is no text (a NUL or half a character)',
  'sign-lost': () => 'a letter is lost (�): export the list again, as UTF-8',
  'not-a-song': ({ kind }) => `this is no song (${kind})`,
};
