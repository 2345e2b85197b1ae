import { describe, expect, it } from '@jest/globals';
import type { KnownRoot } from '@soulsync/contracts';
import { judgeRoot } from './judge-root.js';
import type { RootState } from './root-state.js';

const folder = (more: object = {}): RootState => ({
  kind: 'folder',
  markerId: null,
  device: '40',
  filesystem: 'ef53',
  empty: false,
  ...more,
});
const known = (more: Partial<KnownRoot> = {}): KnownRoot => ({ markerId: 'a', path: '/music', device: '40', filesystem: 'ef53', ...more });
const remembered = (root: KnownRoot) => ({ known: root, used: true, holdsFiles: true });
const fresh = { known: null, used: false, holdsFiles: false };

describe('a root that the log knows', () => {
  it.each<[string, RootState, string]>([
    ['its marker', folder({ markerId: 'a' }), 'in-order'],
    ['its marker on another device, as a share that is mounted again', folder({ markerId: 'a', device: '77' }), 'in-order'],
    ['no marker on the same device: memory file systems take numbers again', folder(), 'unmarked'],
    ['nothing at all', folder({ empty: true }), 'empty'],
    ['the marker of another', folder({ markerId: 'b' }), 'other-folder'],
    ['no folder', { kind: 'missing' }, 'missing'],
    ['a file', { kind: 'not-a-folder' }, 'not-a-folder'],
    ['a folder that is closed to us', { kind: 'unreadable', detail: 'EACCES' }, 'unreadable'],
  ])('and that shows %s', (_what, rootState, verdict) => {
    expect(judgeRoot(rootState, remembered(known()))).toBe(verdict);
  });
});

describe('a root that took no marker, being read-only', () => {
  it.each<[string, RootState, string]>([
    ['on its device', folder({ empty: true }), 'in-order'],
    ['on another device of its kind, with files', folder({ device: '41' }), 'in-order'],
    ['on another device and empty', folder({ device: '41', empty: true }), 'empty'],
    ['on another kind of file system', folder({ device: '41', filesystem: '6969' }), 'unmarked'],
    ['with a marker that it got since', folder({ markerId: 'b', device: '41' }), 'in-order'],
  ])('%s', (_what, rootState, verdict) => {
    expect(judgeRoot(rootState, remembered(known({ markerId: null })))).toBe(verdict);
  });
});

describe('a root that nobody remembers', () => {
  it('is taken into use, empty or not, marked or not, there or still to be made', () => {
    for (const rootState of [folder(), folder({ empty: true }), folder({ markerId: 'old' }), { kind: 'missing' } as const])
      expect(judgeRoot(rootState, fresh)).toBe('first-use');
  });

  it('is not taken for new where files were filed into it and it shows none', () => {
    const upgraded = { known: null, used: true, holdsFiles: true };
    expect(judgeRoot(folder({ empty: true }), upgraded)).toBe('empty');
    expect(judgeRoot({ kind: 'missing' }, upgraded)).toBe('missing');
    expect(judgeRoot(folder(), upgraded)).toBe('first-use');
  });
});
