import type { EntryId, MirroredPlaylistEvent, MirrorMode, NotPlaced, PlaylistId } from '@soulsync/contracts';
import type { CommandHandler } from '@soulsync/event-store';
import { NotFound, Unavailable } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { PlexConfig } from '../../config.js';
import type { MirrorSettings } from '../../settings.js';
import { refusalOf } from '../domain/mirrored-playlist/guard.js';
import type { Refusal } from '../domain/mirrored-playlist/guard.js';
import { gapChanges, mirroredPlaylist, notTaken, placedChanges } from '../domain/mirrored-playlist/mirrored-playlist.js';
import type { Mirrored, MirroredPlaylist, MirroredPlaylistCommand } from '../domain/mirrored-playlist/mirrored-playlist.js';
import { common, countsOf, emptyMultiset, sizeOf, surplus } from '../domain/mirrored-playlist/multiset.js';
import type { Multiset } from '../domain/mirrored-playlist/multiset.js';
import { countsOfPlan, planOf } from '../domain/mirrored-playlist/plan.js';
import type { PlanOptions } from '../domain/mirrored-playlist/plan.js';
import { beforeTheCut, targetOf, without } from '../domain/mirrored-playlist/target.js';
import type { ServerIdentity } from '../../connection/server-identity.js';
import type { PlaylistServer, ServerPlaylists } from '../ports/server-playlists.js';
import type { MirrorBackups, ReadList } from './mirror-backups.js';
import { libraryIdOf } from '../../library/library-id.js';
import type { NextContext } from './run-context.js';
import { bounded, partsOf } from './parts.js';
import { WANTED_FROM } from '../store/wanted-list.js';
import type { FollowedList, WantedEntry, WantedLists } from '../store/wanted-list.js';
import { keysOf, WriteRefused, writeList } from './write-list.js';
import type { WriteOptions } from './write-list.js';

export type MirroredPlaylists = CommandHandler<MirroredPlaylistCommand, MirroredPlaylist, MirroredPlaylistEvent>;

/** What a run would do, without doing it. */
export interface Preview {
  /** null: there is no list yet, and one would be made. */
  readonly serverPlaylistKey: string | null;
  readonly title: string;
  readonly added: readonly WantedEntry[];
  readonly removed: readonly { readonly title: string; readonly artist: string }[];
  readonly moved: readonly { readonly title: string; readonly artist: string }[];
  readonly notPlaced: readonly NotPlaced[];
  /** Entries on the server after it. */
  readonly count: number;
  readonly refusal: Refusal | null;
}

export interface PlaylistRuns {
  readonly server: PlaylistServer;
  /** Once, to its end; throws Unavailable, then the next run goes on. `byPerson`: also what the server did not take before is tried. */
  run(mirrorId: string, byPerson: boolean, nextContext: NextContext): Promise<void>;
  preview(mirrorId: string, playlistId: PlaylistId, mode: MirrorMode | null): Promise<Preview>;
}

export interface RunParts {
  readonly kit: Kit<PlexConfig>;
  readonly settings: () => MirrorSettings;
  readonly server: PlaylistServer;
  readonly mirrors: MirroredPlaylists;
  readonly backups: MirrorBackups;
  readonly lists: WantedLists;
}

/** A list on the server, or why there is none to write to. */
type Located = { readonly list: ReadList | null } | { readonly refusal: Refusal };

interface WantedTracks {
  /** In order; what has no place is in `gaps`. */
  readonly keys: readonly string[];
  readonly gaps: readonly NotPlaced[];
}

const KNOWN_WITHIN_MS = 30_000;
const ARTISTS_SHOWN = 20;
/** Lists of one title that are told by name. */
const CANDIDATES_SHOWN = 10;

/** Runs of mirrored playlists on one server: read, guard, back up, write, read back, tell. */
export function playlistRuns({ kit, settings, server, mirrors, backups, lists }: RunParts): PlaylistRuns {
  function serverPlaylists(): ServerPlaylists {
    if (!server.playlists) throw new NotFound(`${server.kind} keeps no playlists`);
    return server.playlists;
  }

  /** What happened until now is known; else half of what happened would be taken for a list. */
  async function upToDate(): Promise<void> {
    const end = await kit.store.lastPosition();
    if (end !== null && !(await kit.projections.waitFor(end, WANTED_FROM, KNOWN_WITHIN_MS)))
      throw new Unavailable('plex', 'the read models are not up to date yet');
  }

  async function gathered(playlistId: PlaylistId) {
    const identity = await server.identify();
    await upToDate();
    const ofServer = libraryIdOf(identity.serverId, '');
    const libraryIds = (await lists.libraryIds(server.kind)).filter((id) => id.startsWith(ofServer));
    const wanted = await lists.find(playlistId, libraryIds);
    if (!wanted) throw new NotFound(`no followed playlist has the id ${playlistId}`);
    return { identity, libraryIds, wanted };
  }

  /** By its stored key; by title only the first time, and never the list of another followed playlist, which may be called the same. */
  async function locate(mirrored: Mirrored, identity: ServerIdentity, title: string): Promise<Located> {
    const { serverPlaylistKey, serverId, allowed } = mirrored;
    const key = serverId === null || serverId === identity.serverId ? serverPlaylistKey : null; // of another server it says nothing
    let list = key === null ? null : await serverPlaylists().read(key);
    if (key !== null && !list && allowed !== 'gone')
      return {
        refusal: { cause: 'gone', detail: `the list ${key} is no longer on ${identity.name}; it is made anew only when you say so` },
      };
    if (!list) {
      const others = await lists.listsOfOthers(server.kind, mirrored.mirrorId);
      const same = (await serverPlaylists().list()).filter((playlist) => playlist.title === title && !others.has(playlist.key));
      if (same.length > 1) {
        const outcome = same.slice(0, CANDIDATES_SHOWN).map((playlist) => `${playlist.key} (${playlist.count} entries)`);
        return {
          refusal: {
            cause: 'several-of-that-title',
            detail: `${same.length} lists are called "${title}": ${outcome.join(', ')}; choose one`,
          },
        };
      }
      list = same[0] ? await serverPlaylists().read(same[0].key) : null;
    }
    if (list?.playlist.smart)
      return {
        refusal: { cause: 'smart', detail: `"${list.playlist.title}" is made by a rule on ${identity.name}, which stays as it is` },
      };
    if (list?.playlist.readOnly)
      return { refusal: { cause: 'read-only', detail: `"${list.playlist.title}" may not be changed with the account we have` } };
    return { list };
  }

  function optionsFor(identity: ServerIdentity): PlanOptions {
    return { inPlace: identity.capabilities.playlists === 'in-place', mayReplace: settings().backups === 'on' };
  }

  /** What the server's list is to be, and what stood there when a write was cut short. */
  async function goalOf(mirrored: Mirrored, identity: ServerIdentity, wantedTracks: WantedTracks) {
    const placed = mirrored.serverId === identity.serverId ? mirrored.placed : emptyMultiset;
    const cut = mirrored.writing?.backupId ? await backups.find(mirrored.writing.backupId) : null;
    const wanted = countsOf(wantedTracks.keys);
    const target = (present: readonly string[], short: Multiset) => {
      const base = cut
        ? beforeTheCut(
            cut.entries.map(({ serverKey }) => serverKey),
            present,
          )
        : present;
      // Of what the server does not take, the wanted ones first; the rest were others' entries.
      return without(targetOf(base, without(wantedTracks.keys, short), placed, mirrored.mode), countsOf(surplus(short, wanted)));
    };
    return { placed, target };
  }

  function guarded(mirrored: Mirrored, placed: Multiset, wantedTracks: WantedTracks): WriteOptions['refusal'] {
    return (present, target, short) => {
      const wanted = without(wantedTracks.keys, short).length;
      const refusal = refusalOf({ placed: sizeOf(placed), wanted, present: present.length, target: target.length }, settings().maxShrink);
      return refusal && refusal.cause === mirrored.allowed ? null : refusal;
    };
  }

  async function run(mirrorId: string, byPerson: boolean, nextContext: NextContext): Promise<void> {
    const mirrored = await mirrors.load(mirrorId);
    if (mirrored.status !== 'on') return;
    try {
      await runOnce(mirrored, byPerson, nextContext);
    } catch (error) {
      if (!(error instanceof WriteRefused)) throw error;
      await refuse(mirrorId, error.refusal, nextContext);
    }
  }

  async function runOnce(mirrored: Mirrored, byPerson: boolean, nextContext: NextContext): Promise<void> {
    const { mirrorId } = mirrored;
    const { identity, libraryIds, wanted } = await gathered(mirrored.playlistId);
    if (mirrored.restoring !== null) return restore(mirrored, identity, libraryIds, nextContext);
    if (mirrored.resting) return;
    const located = await locate(mirrored, identity, wanted.name);
    if ('refusal' in located) return refuse(mirrorId, located.refusal, nextContext);
    const present = located.list ? keysOf(located.list) : [];
    const wantedTracks = wantedTracksOf(wanted, byPerson ? emptyMultiset : notTaken(mirrored), present);
    const { placed, target } = await goalOf(mirrored, identity, wantedTracks);
    const guard = guarded(mirrored, placed, wantedTracks);
    const refusal = guard(present, target(present, emptyMultiset), emptyMultiset);
    if (refusal) return refuse(mirrorId, refusal, nextContext);
    if (!located.list && wantedTracks.keys.length === 0) return report(mirrored, identity, null, wantedTracks.gaps, nextContext);

    const created = located.list === null;
    const list = located.list ?? (await made(wanted, wantedTracks));
    const written = await writeList(serverPlaylists(), list, {
      ...optionsFor(identity),
      target,
      refusal: guard,
      before: (now) => begin(mirrored, identity, now, libraryIds, nextContext),
    });
    const gaps = [...wantedTracks.gaps, ...shortOf(wanted, wantedTracks, written.short)];
    // What was made with its first entries has them already.
    const added = created ? written.list.items.length : written.added;
    await report(
      mirrored,
      identity,
      { ...written, added, created, placed: common(countsOf(wantedTracks.keys), countsOf(keysOf(written.list))) },
      gaps,
      nextContext,
    );
    await retire(mirrorId, nextContext);
  }

  async function made(wanted: FollowedList, wantedTracks: WantedTracks): Promise<ReadList> {
    const list = await serverPlaylists().read(await serverPlaylists().create(wanted.name, wantedTracks.keys));
    if (!list) throw new Unavailable(server.kind, `the new list "${wanted.name}" is not shown yet`);
    return list;
  }

  /** The list that a restore made before it was cut short: of this title, and of nothing but these tracks. */
  async function begunBefore(title: string, keys: readonly string[]): Promise<ReadList | null> {
    const wanted = new Set(keys);
    for (const playlist of await serverPlaylists().list()) {
      if (playlist.title !== title || playlist.smart || playlist.readOnly) continue;
      const list = await serverPlaylists().read(playlist.key);
      if (list?.items.every(({ serverKey }) => wanted.has(serverKey))) return list;
    }
    return null;
  }

  /** The backup, then the intent: from here on a run that is cut short is gone on with. */
  async function begin(
    mirrored: Mirrored,
    identity: ServerIdentity,
    list: ReadList,
    libraryIds: readonly string[],
    nextContext: NextContext,
  ): Promise<void> {
    const backed = settings().backups === 'on' && list.items.length > 0;
    const backupId = backed ? await backups.keep(mirrored, identity.serverId, list, libraryIds, nextContext) : null;
    const context = nextContext();
    await mirrors(
      mirrored.mirrorId,
      { type: 'StartWrite', data: { serverPlaylistKey: list.playlist.key, backupId, at: context.time } },
      context,
    );
  }

  async function refuse(mirrorId: string, refusal: Refusal, nextContext: NextContext): Promise<void> {
    const context = nextContext();
    await mirrors(mirrorId, { type: 'RefuseRun', data: { ...refusal, at: context.time } }, context);
  }

  /** What changed, in parts that are small enough, then the word that closes the run; nothing at all when nothing is new. */
  async function report(
    mirrored: Mirrored,
    identity: ServerIdentity,
    result: { list: ReadList; created: boolean; added: number; removed: number; moved: number; placed: Multiset } | null,
    gaps: readonly NotPlaced[],
    nextContext: NextContext,
  ): Promise<void> {
    const { mirrorId } = mirrored;
    const { added: came, removed: went } = placedChanges(mirrored.placed, result?.placed ?? emptyMultiset);
    const { found, closed } = gapChanges(gaps, mirrored.gaps);
    for (const added of partsOf(came)) await mirrors(mirrorId, { type: 'ReportPlaced', data: { added, removed: [] } }, nextContext());
    for (const removed of partsOf(went)) await mirrors(mirrorId, { type: 'ReportPlaced', data: { added: [], removed } }, nextContext());
    for (const part of partsOf(found)) await mirrors(mirrorId, { type: 'ReportGaps', data: { found: part, closed: [] } }, nextContext());
    for (const part of partsOf(closed)) await mirrors(mirrorId, { type: 'ReportGaps', data: { found: [], closed: part } }, nextContext());
    const context = nextContext();
    const { created = false, added = 0, removed = 0, moved = 0, list = null } = result ?? {};
    const finish: MirroredPlaylistCommand = {
      type: 'FinishRun',
      data: {
        serverId: identity.serverId,
        serverPlaylistKey: list?.playlist.key ?? null,
        created,
        added,
        removed,
        moved,
        count: list?.items.length ?? 0,
        notPlaced: gaps.length,
        changed: came.length + went.length + found.length + closed.length > 0,
        at: context.time,
      },
    };
    await mirrors(mirrorId, finish, context);
  }

  async function retire(mirrorId: string, nextContext: NextContext): Promise<void> {
    const end = await kit.store.lastPosition();
    if (end !== null) await kit.projections.waitFor(end, ['mirror-backups'], KNOWN_WITHIN_MS);
    await backups.retireOld(mirrorId, settings().backupsKept, nextContext);
  }

  /** Exactly what the backup held, as far as the server still has it; tracks whose keys changed are found by what we know of them. */
  async function restore(
    mirrored: Mirrored,
    identity: ServerIdentity,
    libraryIds: readonly string[],
    nextContext: NextContext,
  ): Promise<void> {
    const backupId = mirrored.restoring ?? '';
    const backup = await backups.find(backupId);
    if (!backup) throw new NotFound(`no backup has the id ${backupId}`);
    const now = await lists.keysNow(
      backup.entries.flatMap(({ libraryTrackId }) => libraryTrackId ?? []),
      libraryIds,
    );
    const keys = backup.entries.map(({ serverKey, libraryTrackId }) => (libraryTrackId && now.get(libraryTrackId)) ?? serverKey);
    const { serverPlaylistKey, title } = backup.backup;
    const sameServer = backup.backup.serverId === identity.serverId;
    const there = sameServer ? await serverPlaylists().read(serverPlaylistKey) : null;
    if (there && (there.playlist.smart || there.playlist.readOnly)) {
      const cause = there.playlist.smart ? 'smart' : 'read-only';
      return refuse(mirrored.mirrorId, { cause, detail: `"${there.playlist.title}" takes no entries any more` }, nextContext);
    }
    const list =
      there ?? (await begunBefore(title, keys)) ?? (await made({ name: title, followed: true, entries: [] }, { keys, gaps: [] }));
    const written = await writeList(serverPlaylists(), list, {
      ...optionsFor(identity),
      target: (_present, short) => without(keys, short),
      refusal: (present, target) =>
        target.length === 0 && present.length > 0
          ? { cause: 'would-be-empty', detail: 'nothing that the backup held is on the server any more' }
          : null,
      before: (before) => begin(mirrored, identity, before, libraryIds, nextContext),
    });
    const { added: came, removed: went } = placedChanges(mirrored.placed, common(mirrored.placed, countsOf(keysOf(written.list))));
    for (const added of partsOf(came))
      await mirrors(mirrored.mirrorId, { type: 'ReportPlaced', data: { added, removed: [] } }, nextContext());
    for (const removed of partsOf(went))
      await mirrors(mirrored.mirrorId, { type: 'ReportPlaced', data: { added: [], removed } }, nextContext());
    const context = nextContext();
    const { added, removed, moved, short } = written;
    const outcome = {
      backupId,
      serverId: identity.serverId,
      serverPlaylistKey: written.list.playlist.key,
      added: there ? added : written.list.items.length,
      removed,
      moved,
      missing: sizeOf(short),
      count: written.list.items.length,
      at: context.time,
    };
    await mirrors(mirrored.mirrorId, { type: 'FinishRestore', data: outcome }, context);
    await retire(mirrored.mirrorId, nextContext);
  }

  return {
    server,
    run,
    async preview(mirrorId, playlistId, mode) {
      const stored = await mirrors.load(mirrorId);
      const mirrored = { ...(stored.status === 'none' ? fresh(mirrorId, playlistId, server.kind) : stored), ...(mode ? { mode } : {}) };
      const { identity, wanted } = await gathered(playlistId);
      const located = await locate(mirrored, identity, wanted.name);
      const list = 'list' in located ? located.list : null;
      const present = list ? keysOf(list) : [];
      const wantedTracks = wantedTracksOf(wanted, emptyMultiset, present);
      const { placed, target } = await goalOf(mirrored, identity, wantedTracks);
      const goal = target(present, emptyMultiset);
      const plan = planOf(list?.items ?? [], goal, { ...optionsFor(identity), mayReplace: false, inPlace: true });
      const refusal = 'refusal' in located ? located.refusal : guarded(mirrored, placed, wantedTracks)(present, goal, emptyMultiset);
      const itemOf = new Map((list?.items ?? []).map((item) => [item.entryKey, item]));
      const patch = plan.kind === 'patch' ? plan : { add: [], remove: [], moves: [] };
      const named = (entryKey: string) => ({ title: itemOf.get(entryKey)?.title ?? '', artist: itemOf.get(entryKey)?.artist ?? '' });
      return {
        serverPlaylistKey: list?.playlist.key ?? null,
        title: list?.playlist.title ?? wanted.name,
        added: refusal ? [] : entriesOf(wanted, patch.add),
        removed: refusal ? [] : patch.remove.map(({ entryKey }) => named(entryKey)),
        moved: refusal ? [] : patch.moves.flatMap(({ entry }) => ('entryKey' in entry ? [named(entry.entryKey)] : [])),
        notPlaced: wantedTracks.gaps,
        count: refusal ? present.length : present.length + countsOfPlan(plan).added - countsOfPlan(plan).removed,
        refusal,
      };
    },
  };
}

/** As it would be once it is switched on. */
function fresh(mirrorId: string, playlistId: PlaylistId, server: string): Mirrored {
  const enabled: MirroredPlaylistEvent = {
    type: 'MirrorEnabled',
    data: { mirrorId, playlistId, server, mode: 'append', serverPlaylistKey: null, at: '' },
  };
  const state = mirroredPlaylist.evolve(mirroredPlaylist.initialState, enabled);
  if (state.status === 'none') throw new Error('a mirror that is switched on is no mirror');
  return state;
}

/** `passed`: what the server did not take the last time, as far as it does not show it by now, is not tried again by itself. */
function wantedTracksOf({ entries }: FollowedList, passed: Multiset, present: readonly string[]): WantedTracks {
  const all = entries.flatMap(({ serverKey }) => serverKey ?? []);
  const [wanted, there] = [countsOf(all), countsOf(present)];
  const leftOut = new Map(
    [...passed].map(([key, count]) => [key, Math.min(count, Math.max(0, (wanted.get(key) ?? 0) - (there.get(key) ?? 0)))] as const),
  );
  const keys = without(all, leftOut);
  const gaps = entries.flatMap((entry) => (entry.reason === null ? [] : [gapOf(entry, entry.reason)]));
  return { keys, gaps: [...gaps, ...lastOf(entries, leftOut)] };
}

/** The last entries of these tracks, each as often as that: the server does not show them. */
const shortOf = ({ entries }: FollowedList, wantedTracks: WantedTracks, short: Multiset): readonly NotPlaced[] => {
  const outcome = new Set(wantedTracks.gaps.map(({ entryId }) => entryId));
  return lastOf(
    entries.filter(({ entryId }) => !outcome.has(entryId)),
    short,
  );
};

function lastOf(entries: readonly WantedEntry[], counts: Multiset): readonly NotPlaced[] {
  const left = new Map(counts);
  return entries
    .toReversed()
    .flatMap((entry) => {
      const count = entry.serverKey === null ? 0 : (left.get(entry.serverKey) ?? 0);
      if (entry.serverKey === null || count === 0) return [];
      left.set(entry.serverKey, count - 1);
      return [gapOf(entry, 'not-taken-by-server')];
    })
    .reverse();
}

const gapOf = ({ entryId, title, artists, serverKey }: WantedEntry, reason: NotPlaced['reason']): NotPlaced => ({
  entryId,
  title: bounded(title),
  artists: artists.slice(0, ARTISTS_SHOWN).map(bounded),
  reason,
  serverKey,
});

/** Of tracks that are to be added their entries, the last ones of each track. */
function entriesOf({ entries }: FollowedList, keys: readonly string[]): readonly WantedEntry[] {
  const chosen = new Set<EntryId>(lastOf(entries, countsOf(keys)).map(({ entryId }) => entryId));
  return entries.filter(({ entryId }) => chosen.has(entryId));
}
