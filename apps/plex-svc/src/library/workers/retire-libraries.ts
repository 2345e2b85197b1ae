import { newId } from '@soulsync/event-store';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { PlexConfig } from '../../config.js';
import { leftLibraries } from '../domain/library/left-libraries.js';
import type { LeftLibraries } from '../domain/library/left-libraries.js';
import { knownLibraries } from '../store/libraries.js';
import type { LibrarySyncStates } from '../store/library-sync-state.js';
import type { ObservedLibraries } from './observed-library.js';
import type { Libraries } from './sync-section.js';

const LOOK_MS = 5_000;

/** Drops the list of a server that is no longer read from; its files and playlists are not touched. */
export function retireLibraries(
  kit: Kit<PlexConfig>,
  read: () => readonly string[],
  open: ObservedLibraries,
  states: LibrarySyncStates,
  libraries: Libraries,
): Worker {
  return {
    name: 'retire-libraries',
    async run(signal) {
      for (; !signal.aborted; await kit.sleep(LOOK_MS, signal)) {
        const kinds = read();
        const { over, kept } = leftLibraries(await knownLibraries(kit.dataSource, kinds), kinds);
        for (const library of over) await retire(library);
        sayWhatIsKept(kept);
      }
    },
  };

  function sayWhatIsKept(kept: LeftLibraries['kept']): void {
    for (const { id, server, title, tracks, shown } of kept)
      kit.health.raise({ code: `library-kept:${id}`, level: 'warning', params: { server, library: title ?? id, tracks, shown } });
    const still = new Set(kept.map(({ id }) => `library-kept:${id}`));
    for (const { code } of kit.health.list()) if (code.startsWith('library-kept:') && !still.has(code)) kit.health.clear(code);
  }

  async function retire({ id, server }: { readonly id: string; readonly server: string }): Promise<void> {
    const { lastEvent } = await libraries.read(id);
    const context = {
      correlationId: newId(),
      causationId: lastEvent?.id ?? null,
      traceparent: null,
      actor: { kind: 'process', id: 'retire-libraries' },
    } as const;
    const observed = await open.of(id, ''); // only to remove: no track gets an id
    await observed.retire(context);
    await states.forget(id);
    const at = kit.clock.now();
    const data = { libraryId: id, server, at };
    const { position } = await libraries(id, { type: 'Retire', data }, { ...context, commandId: newId(), time: at });
    open.forget(id);
    if (position !== null) await kit.projections.waitFor(position, ['library-mirror']);
    kit.logger.info('a library that is no longer read from was dropped', { libraryId: id, server });
  }
}
