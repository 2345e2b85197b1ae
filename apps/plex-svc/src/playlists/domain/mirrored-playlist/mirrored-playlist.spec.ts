import { describe, expect, it } from '@jest/globals';
import type { EntryId, MirroredPlaylistEvent, NotPlaced, PlaylistId } from '@soulsync/contracts';
import { gapChanges, mirroredPlaylist, notTaken, placedChanges } from './mirrored-playlist.js';
import type { Mirrored, MirroredPlaylistCommand } from './mirrored-playlist.js';
import { countsOf } from './multiset.js';

const at = '2026-09-20T10:00:00.000Z';
const [mirrorId, playlistId] = ['p-plex', 'p' as PlaylistId];

const on = (...events: readonly MirroredPlaylistEvent[]) => [enabled(), ...events];
const enabled = (more: object = {}): MirroredPlaylistEvent => ({
  type: 'MirrorEnabled',
  data: { mirrorId, playlistId, server: 'plex', mode: 'append', serverPlaylistKey: null, at, ...more },
});
const updated = (more: object = {}): MirroredPlaylistEvent => ({
  type: 'MirrorUpdated',
  data: {
    mirrorId,
    serverId: 's',
    serverPlaylistKey: '6001',
    created: false,
    added: 0,
    removed: 0,
    moved: 0,
    notPlaced: 0,
    count: 3,
    at,
    ...more,
  },
});
const finish = (more: object = {}): MirroredPlaylistCommand => ({
  type: 'FinishRun',
  data: {
    serverId: 's',
    serverPlaylistKey: '6001',
    created: false,
    added: 0,
    removed: 0,
    moved: 0,
    count: 3,
    notPlaced: 0,
    changed: false,
    at,
    ...more,
  },
});
const started: MirroredPlaylistEvent = { type: 'MirrorWriteStarted', data: { mirrorId, serverPlaylistKey: '6001', backupId: 'b', at } };
const refused: MirroredPlaylistEvent = { type: 'MirrorRefused', data: { mirrorId, cause: 'would-shrink', detail: 'half', at } };
const refuse: MirroredPlaylistCommand = { type: 'RefuseRun', data: { cause: 'would-shrink', detail: 'half', at } };
const allow: MirroredPlaylistCommand = { type: 'AllowOnce', data: { by: 'account:ida', at } };
const askRestore: MirroredPlaylistEvent = { type: 'MirrorRestoreAsked', data: { mirrorId, backupId: 'b', by: 'account:ida', at } };
const restored: MirroredPlaylistEvent = {
  type: 'MirrorRestored',
  data: { mirrorId, backupId: 'b', serverId: 's', serverPlaylistKey: '6001', added: 1, removed: 0, moved: 0, missing: 0, count: 4, at },
};

const stateAfter = (events: readonly MirroredPlaylistEvent[]) => events.reduce(mirroredPlaylist.evolve, mirroredPlaylist.initialState);
const given = (...events: readonly MirroredPlaylistEvent[]) => ({
  when: (command: MirroredPlaylistCommand) => mirroredPlaylist.decide(command, stateAfter(events)).map(({ type }) => type),
});
/** Past `none`, since each of them begins with being switched on. */
const mirrored = (...events: readonly MirroredPlaylistEvent[]) => stateAfter(events) as Mirrored;

describe('a mirrored playlist', () => {
  it('tells of a run in which something was written, and of none that found all as it was', () => {
    expect(given(...on()).when(finish({ created: true }))).toEqual(['MirrorUpdated']);
    expect(given(...on(updated())).when(finish({ moved: 1 }))).toEqual(['MirrorUpdated']);
    expect(given(...on(updated())).when(finish())).toEqual([]);
  });

  it('tells of a run that wrote nothing when another reason or another list is to be told', () => {
    expect(given(...on(updated())).when(finish({ changed: true }))).toEqual(['MirrorUpdated']);
    expect(given(...on(updated())).when(finish({ serverPlaylistKey: '6002' }))).toEqual(['MirrorUpdated']);
    expect(given(...on(updated())).when(finish({ count: 4 }))).toEqual(['MirrorUpdated']);
  });

  it('tells of the first run after a person changed something, whatever it found', () => {
    expect(given(...on(updated(), enabled({ mode: 'mirror' }))).when(finish())).toEqual(['MirrorUpdated']);
    const resumed: MirroredPlaylistEvent = { type: 'MirrorResumed', data: { mirrorId, by: 'account:ida', at } };
    expect(given(...on(updated(), askRestore, restored, resumed)).when(finish({ count: 4 }))).toEqual(['MirrorUpdated']);
    expect(given(...on(updated(), askRestore, restored, resumed, updated({ count: 4 }))).when(finish({ count: 4 }))).toEqual([]);
  });

  it('says again why it was refused when a backup waits to be restored, which then is given up', () => {
    expect(given(...on(refused, askRestore)).when(refuse)).toEqual(['MirrorRefused']);
    expect(mirrored(...on(refused, askRestore, refused)).restoring).toBeNull();
  });

  it('remembers a write that was cut short until a run has ended', () => {
    expect(mirrored(...on(updated(), started)).writing).toEqual({ serverPlaylistKey: '6001', backupId: 'b' });
    expect(given(...on(updated(), started)).when({ type: 'StartWrite', data: { serverPlaylistKey: '6001', backupId: 'c', at } })).toEqual(
      [],
    );
    expect(given(...on(updated(), started)).when(finish())).toEqual(['MirrorUpdated']);
    expect(mirrored(...on(updated(), started, updated())).writing).toBeNull();
  });

  it('says once why it was refused, and again after a person allowed it in vain', () => {
    expect(given(...on()).when(refuse)).toEqual(['MirrorRefused']);
    expect(given(...on(refused)).when(refuse)).toEqual([]);
    const allowed = on(refused, { type: 'MirrorAllowedOnce', data: { mirrorId, cause: 'would-shrink', by: 'account:ida', at } });
    expect(given(...allowed).when(refuse)).toEqual(['MirrorRefused']);
  });

  it('is allowed once: the next run spends it', () => {
    expect(given(...on()).when(allow)).toEqual([]);
    expect(given(...on(refused)).when(allow)).toEqual(['MirrorAllowedOnce']);
    const spent = mirrored(
      ...on(refused, { type: 'MirrorAllowedOnce', data: { mirrorId, cause: 'would-shrink', by: 'a', at } }, updated()),
    );
    expect([spent.allowed, spent.refusal]).toEqual([null, null]);
  });

  it('rests after a backup was restored, until a person resumes it', () => {
    expect(mirrored(...on(updated(), askRestore)).restoring).toBe('b');
    const state = mirrored(...on(updated(), askRestore, restored));
    expect([state.restoring, state.resting]).toEqual([null, true]);
    expect(given(...on(updated(), askRestore, restored)).when({ type: 'ResumeMirror', data: { by: 'a', at } })).toEqual(['MirrorResumed']);
    expect(given(...on(updated())).when({ type: 'ResumeMirror', data: { by: 'a', at } })).toEqual([]);
  });

  it('knows its list and what it placed there when it is switched on again, but not when another list is chosen', () => {
    const placed: MirroredPlaylistEvent = { type: 'MirrorEntriesPlaced', data: { mirrorId, added: ['1', '1', '2'], removed: [] } };
    const off: MirroredPlaylistEvent = { type: 'MirrorDisabled', data: { mirrorId, at } };
    const again = mirrored(...on(updated(), placed, off, enabled({ mode: 'mirror' })));
    expect([again.serverPlaylistKey, again.placed.get('1'), again.mode]).toEqual(['6001', 2, 'mirror']);
    const other = mirrored(...on(updated(), placed, off, enabled({ serverPlaylistKey: '7' })));
    expect([other.serverPlaylistKey, other.placed.size]).toEqual(['7', 0]);
  });

  it('does nothing while it is off', () => {
    const off = on(updated(), { type: 'MirrorDisabled', data: { mirrorId, at } });
    expect(given(...off).when(finish({ added: 1 }))).toEqual([]);
    expect(given(...off).when(refuse)).toEqual([]);
    expect(given().when(finish())).toEqual([]);
  });
});

describe('what a run tells', () => {
  const gap = (entryId: string, reason: NotPlaced['reason'], serverKey: string | null = null): NotPlaced => ({
    entryId: entryId as EntryId,
    title: 'T',
    artists: ['A'],
    reason,
    serverKey,
  });
  const changedGaps = (...gaps: readonly NotPlaced[]): MirroredPlaylistEvent => ({
    type: 'MirrorGapsChanged',
    data: { mirrorId, playlistId, found: gaps, closed: [] },
  });

  it('is of the entries without a place only what is new', () => {
    const { gaps } = mirrored(...on(changedGaps(gap('1', 'missing'), gap('2', 'missing'), gap('3', 'rejected'))));
    const { found, closed } = gapChanges([gap('1', 'missing'), gap('2', 'needs-review')], gaps);
    expect([found.map(({ entryId }) => entryId), closed]).toEqual([['2'], ['3']]);
  });

  it('keeps in mind which tracks the server did not take, each as often as that', () => {
    const taken = notTaken(
      mirrored(...on(changedGaps(gap('1', 'not-taken-by-server', '9'), gap('2', 'not-taken-by-server', '9'), gap('3', 'missing')))),
    );
    expect(taken).toEqual(new Map([['9', 2]]));
  });

  it('is of the tracks that are placed only what changed', () => {
    expect(placedChanges(countsOf(['a', 'a', 'b']), countsOf(['a', 'c']))).toEqual({ added: ['c'], removed: ['a', 'b'] });
  });
});
