import { describe, expect, it } from '@jest/globals';
import { duration, howOften, taskStarted, taskTitle } from './task-words.js';

describe('a task in words', () => {
  it('names its server', () => {
    expect(taskTitle({ name: 'read-library', of: 'jellyfin' })).toBe('Read all of Jellyfin');
    expect(taskTitle({ name: 'look-at-library', of: 'folder' })).toBe('Look for changes in the music folder');
    expect(taskStarted({ name: 'refresh-playlists', of: null })).toBe('All playlists are read again');
  });

  it.each([
    [41, '41 ms'],
    [3_240, '3.2 s'],
    [125_900, '2 min 5 s'],
  ])('took %i ms: %s', (ms, words) => expect(duration(ms)).toBe(words));

  it.each([
    [null, 'when something is due'],
    [5, 'every 5 s'],
    [60, 'every minute'],
    [900, 'every 15 min'],
    [3_600, 'every hour'],
    [5_400, 'every 90 min'],
    [86_400, 'every 24 h'],
  ])('of %p seconds comes %s', (seconds, words) => expect(howOften(seconds)).toBe(words));
});
