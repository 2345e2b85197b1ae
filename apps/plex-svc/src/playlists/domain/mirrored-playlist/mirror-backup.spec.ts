import { describe, expect, it } from '@jest/globals';
import type { MirrorBackupEvent, PlaylistId } from '@soulsync/contracts';
import { mirrorBackup } from './mirror-backup.js';

const at = '2026-09-20T10:00:00.000Z';
const part = (nth: number, ...keys: readonly string[]) => ({
  backupId: 'b',
  mirrorId: 'p-plex',
  playlistId: 'p' as PlaylistId,
  server: 'plex',
  serverId: 's',
  serverPlaylistKey: '6001',
  title: 'Rainy drive',
  count: 3,
  part: nth,
  parts: 2,
  entries: keys.map((serverKey) => ({ serverKey, libraryTrackId: null, title: serverKey, artist: '' })),
  at,
});
const kept = (nth: number, ...keys: readonly string[]): MirrorBackupEvent => ({ type: 'MirrorBackedUp', data: part(nth, ...keys) });
const after = (...events: readonly MirrorBackupEvent[]) => events.reduce(mirrorBackup.evolve, mirrorBackup.initialState);

describe('a backup of a list', () => {
  it('is whole when its last part is kept, its entries in order', () => {
    expect(after(kept(1, 'a', 'b')).status).toBe('partial');
    const whole = after(kept(1, 'a', 'b'), kept(2, 'c'));
    expect(whole.status === 'whole' && whole.entries.map(({ serverKey }) => serverKey)).toEqual(['a', 'b', 'c']);
  });

  it('keeps a part once, also when a crash has it told again', () => {
    expect(mirrorBackup.decide({ type: 'KeepPart', data: part(1, 'a') }, after(kept(1, 'a')))).toEqual([]);
    expect(mirrorBackup.decide({ type: 'KeepPart', data: part(2, 'c') }, after(kept(1, 'a')))).toHaveLength(1);
  });

  it('is retired once', () => {
    const retire = { type: 'RetireBackup', data: { backupId: 'b', at } } as const;
    expect(mirrorBackup.decide(retire, after(kept(1, 'a'), kept(2, 'c')))).toHaveLength(1);
    expect(mirrorBackup.decide(retire, after(kept(1), kept(2), { type: 'MirrorBackupRetired', data: { backupId: 'b', at } }))).toEqual([]);
  });
});
