import { describe, expect, it } from '@jest/globals';
import { leftLibraries } from './left-libraries.js';

const folder = { id: 'f', server: 'folder', title: 'Music', tracks: 300, isComplete: true };
const plex = { id: 'p', server: 'plex', title: 'Music', tracks: 290, isComplete: true };
const none = { over: [], kept: [] };

describe('a library whose server is no longer read', () => {
  it('is over once the servers that are read were read completely', () => {
    expect(leftLibraries([folder, plex], ['plex'])).toEqual({ over: [folder], kept: [] });
    expect(leftLibraries([folder], ['plex'])).toEqual(none);
    expect(leftLibraries([folder, { ...plex, isComplete: false }], ['plex'])).toEqual(none);
  });

  it('is kept while what is read shows too little of it', () =>
    expect(leftLibraries([folder, { ...plex, tracks: 12 }], ['plex'])).toEqual({ over: [], kept: [{ ...folder, shown: 12 }] }));

  it('counts with the other libraries of its server', () => {
    const sections = [150, 150].map((tracks, n) => ({ ...plex, id: `p${n}`, tracks }));
    expect(leftLibraries([folder, ...sections], ['folder'])).toEqual({ over: sections, kept: [] });
    expect(leftLibraries([{ ...folder, tracks: 150 }, ...sections], ['folder']).over).toEqual([]);
  });

  it('stays while it is one of several that are read, or while none is', () => {
    expect(leftLibraries([folder, plex], ['plex', 'folder'])).toEqual(none);
    expect(leftLibraries([folder, plex], [])).toEqual(none);
  });
});
