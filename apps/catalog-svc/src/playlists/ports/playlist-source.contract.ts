import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EntryKind, PlaylistUnreachableCause } from '@soulsync/contracts';
import { SourceTrouble } from './playlist-source.js';
import type { PlaylistSource } from './playlist-source.js';

export interface ListedEntry {
  readonly kind: EntryKind;
  /** '' of what is no longer there. */
  readonly title: string;
}

export interface PlaylistSourceLab {
  readonly source: PlaylistSource;
  /** Puts a playlist with these entries there, or changes the one that is. */
  put(ref: string, name: string, entries: readonly ListedEntry[]): Promise<void>;
  /** As another person's, which is named and not shown; null: this source shows all that it names. */
  readonly close: ((ref: string) => Promise<void>) | null;
  /** The stored sign-in opens nothing more; null: nobody signs in here. */
  readonly revoke: (() => Promise<void>) | null;
  away(): Promise<void>;
  end(): Promise<void>;
}

const REF = '4aContractContractCont';
const track = (title: string): ListedEntry => ({ kind: 'track', title });
/** More than any source answers at once. */
const LONG = Array.from({ length: 230 }, (_, at) => track(`Song ${at}`));

/** What following a playlist relies on, wherever it is from. */
export function playlistSourceContract(name: string, open: () => Promise<PlaylistSourceLab>): void {
  describe(`playlists from ${name}`, () => {
    let lab: PlaylistSourceLab;
    beforeEach(async () => {
      lab = await open();
    }, 60_000);
    afterEach(() => lab.end());

    const titles = async (ref = REF) => (await lab.source.read(ref)).entries.map(({ recording }) => recording.title);
    async function troubleOf(asked: Promise<unknown>): Promise<PlaylistUnreachableCause> {
      const error: unknown = await asked.then(
        () => null,
        (thrown: unknown) => thrown,
      );
      if (!(error instanceof SourceTrouble)) throw new Error(`it was no trouble of the source: ${String(error)}`);
      expect(error.message).not.toBe('');
      return error.reason;
    }
    const bothFail = async (reason: PlaylistUnreachableCause, ref = REF) => {
      expect([await troubleOf(lab.source.probe(ref)), await troubleOf(lab.source.read(ref))]).toEqual([reason, reason]);
    };

    it('are read to the end and in their order, what stands there twice as well', async () => {
      const entries = [...LONG, track('Song 7')];
      await lab.put(REF, 'Long', entries);
      expect(await titles()).toEqual(entries.map(({ title }) => title));
    });

    it('say what each entry is, and keep the place of what is no longer there', async () => {
      const entries: readonly ListedEntry[] = [
        track('A Song'),
        { kind: 'local', title: 'A File of Mine' },
        { kind: 'unavailable', title: '' },
        { kind: 'episode', title: 'A Talk' },
        track('Another Song'),
      ];
      await lab.put(REF, 'Mixed', entries);
      const read = (await lab.source.read(REF)).entries.map(({ kind, recording: { title } }) => ({ kind, title }));
      expect(read).toEqual(entries);
    });

    it('describe a track by its title, who plays it, how long it is and where it is from', async () => {
      await lab.put(REF, 'One', [track('A Song')]);
      const [entry] = (await lab.source.read(REF)).entries;
      expect(entry?.recording.artists.map((artist) => artist.name)).toEqual(['The Quiet Pier']);
      expect(entry?.recording.durationMs).toBeGreaterThan(0);
      expect(entry?.recording.sourceUris).toHaveLength(1);
    });

    it('read twice say the same twice', async () => {
      await lab.put(REF, 'Long', LONG);
      expect(await lab.source.read(REF)).toEqual(await lab.source.read(REF));
    });

    it('that are empty are empty, which is no trouble', async () => {
      await lab.put(REF, 'Nothing yet', []);
      expect(await lab.source.read(REF)).toMatchObject({ name: 'Nothing yet', entries: [] });
    });

    it('are unchanged for as long as a look says the same, and the look says what reading says', async () => {
      await lab.put(REF, 'Before', [track('A Song')]);
      const before = await lab.source.probe(REF);
      expect(await lab.source.probe(REF)).toEqual(before);
      await lab.put(REF, 'After', [track('Another Song')]);
      const after = await lab.source.probe(REF);
      expect(after.name).toBe('After');
      if (before.snapshotId !== null) expect(after.snapshotId).not.toBe(before.snapshotId);
      expect(await lab.source.read(REF)).toMatchObject(after);
    });

    it('that are not there are gone, not empty', () => bothFail('gone', '4aNobodyNobodyNobodyN'));

    it('that are closed to us are forbidden, not empty', async () => {
      if (!lab.close) return;
      await lab.put(REF, 'Theirs', [track('A Song')]);
      await lab.close(REF);
      expect(await troubleOf(lab.source.read(REF))).toBe('forbidden');
    });

    it('need a sign-in once the stored one opens nothing more', async () => {
      if (!lab.revoke) return;
      await lab.put(REF, 'Mine', [track('A Song')]);
      await lab.revoke();
      await bothFail('sign-in-needed');
    });

    it('of a source that does not answer are unreachable for now, not empty', async () => {
      await lab.put(REF, 'Mine', [track('A Song')]);
      await lab.away();
      await bothFail('unavailable');
    });
  });
}
