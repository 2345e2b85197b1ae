import { expect, it } from '@jest/globals';
import type { BroughtFile } from '@soulsync/contracts';
import { downloadPlaces } from './find-download.js';

const place = (map: { remote: string; local: string } | null, localFilename: string | null) =>
  downloadPlaces({ root: '/data', map }, { path: 'soulsync/1/one.flac', localFilename } as BroughtFile)[0]; // all that is read of it

it.each([
  ['as slskd names it, by the map', { remote: '/dl', local: '/data/x' }, '/dl/soulsync/1/one.flac', '/data/x/soulsync/1/one.flac'],
  ['of Windows too', { remote: 'C:\\dl', local: '/data/x' }, 'C:\\dl\\soulsync\\1\\one.flac', '/data/x/soulsync/1/one.flac'],
  ['in the folder, where the map says nothing', { remote: '/dl', local: '/data/x' }, '/dlx/one.flac', '/data/soulsync/1/one.flac'],
  ['in the folder, without a map', null, '/dl/soulsync/1/one.flac', '/data/soulsync/1/one.flac'],
  ['in the folder, where slskd named nothing', { remote: '/dl', local: '/data/x' }, null, '/data/soulsync/1/one.flac'],
])('a finished file lies %s', (_, map, localFilename, expected) => expect(place(map, localFilename)).toBe(expected));
