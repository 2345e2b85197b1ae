import { mkdir } from 'node:fs/promises';
import { actorText } from '@soulsync/contracts';
import type { HealthIssueParams, KnownRoot, RootEvent, RootName } from '@soulsync/contracts';
import { issueInWords } from '@soulsync/contracts/words';
import { messageOf, newId } from '@soulsync/event-store';
import type { CommandContext, CommandHandler } from '@soulsync/event-store';
import { isCode, markRoot, NotFound, refused, rootTrouble } from '@soulsync/service-kit';
import type { Kit, RootGuard, RootStanding } from '@soulsync/service-kit';
import type { OrganizeConfig } from '../../config.js';
import type { Root as RootState, RootCommand } from '../domain/root/root.js';
import { RootAway } from '../root-folder.js';
import type { Root } from '../root-folder.js';

export interface Roots {
  readonly music: Root;
  readonly downloads: Root;
  /** Looks at each; takes one into use that was never used, raises or ends its health issue. Are all of them in order? */
  poll(): Promise<boolean>;
  /** A person says that what is found there is the root from now on. Throws NotFound, Refused. */
  accept(name: string, context: CommandContext): Promise<{ readonly position: string | null }>;
}

type Trouble = HealthIssueParams['root'];
const inWords = (params: Trouble) => issueInWords({ code: 'root', params }).message;

type RootCommands = CommandHandler<RootCommand, RootState, RootEvent>;

/** The folders that filing works in: known again by a marker and by the log, so that a disk which is away is never taken for an empty one. */
export function keepRoots(
  { clock, health, logger }: Pick<Kit<OrganizeConfig>, 'clock' | 'health' | 'logger'>,
  commands: RootCommands,
  guards: Readonly<Record<RootName, RootGuard>>,
): Roots {
  const all = [guards.music, guards.downloads];
  const away = new Set<RootName>();
  const codeOf = (name: RootName) => `root:${name}` as const;

  return { music: rootOf(guards.music), downloads: rootOf(guards.downloads), poll, accept };

  function rootOf(guard: RootGuard): Root {
    return {
      name: guard.root,
      path: guard.path,
      async mustBeInOrder(at) {
        const trouble = troubleOf(guard, await guard.judge(at));
        if (trouble) throw new RootAway(guard.root, inWords(trouble));
      },
    };
  }

  async function poll(): Promise<boolean> {
    const found = await Promise.all(all.map(pollRoot));
    return found.every((inOrder) => inOrder);
  }

  async function pollRoot(guard: RootGuard): Promise<boolean> {
    const standing = await guard.judge();
    const trouble = standing.verdict === 'first-use' ? await takeIntoUse(guard, standing) : troubleOf(guard, standing);
    if (trouble) {
      if (!away.has(guard.root)) logger.warn('filing stops: a folder is away', { root: guard.root, problem: inWords(trouble) });
      away.add(guard.root);
      health.raise({ code: codeOf(guard.root), level: 'error', params: trouble });
      return false;
    }
    if (away.delete(guard.root)) logger.info('filing goes on: the folder is back', { root: guard.root });
    health.clear(codeOf(guard.root));
    return true;
  }

  /** null: it is in order. */
  function troubleOf({ root, path }: RootGuard, { verdict, known }: RootStanding): Trouble | null {
    if (verdict === 'in-order') return null;
    return rootTrouble(root, path, verdict === 'first-use' ? 'not-in-use' : verdict, known);
  }

  /** The marker first, then the event: a marker that no event tells of is simply found the next time. */
  async function takeIntoUse(guard: RootGuard, { rootState }: RootStanding): Promise<Trouble | null> {
    const { root, path } = guard;
    if (rootState.kind === 'missing') {
      // Its parent must be there: what lies above a mount point is nothing that we make.
      await mkdir(path).catch((error: unknown) => {
        if (!isCode(error, 'EEXIST')) logger.warn('a folder could not be made', { root, error: String(error) });
      });
      const made = await guard.judge();
      return made.rootState.kind === 'folder' ? takeIntoUse(guard, made) : rootTrouble(root, path, 'missing', null);
    }
    const known = await withMarker(guard, rootState);
    if ('fault' in known) return known;
    const at = clock.now();
    await commands(root, { type: 'TakeIntoUse', data: { root, ...known, at } }, ownContext(at));
    logger.info('a folder was taken into use', { root, path });
    return troubleOf(guard, await guard.judge());
  }

  async function withMarker({ root, path }: RootGuard, rootState: RootStanding['rootState']): Promise<KnownRoot | Trouble> {
    if (rootState.kind !== 'folder') return rootTrouble(root, path, rootState.kind, null);
    const { device, filesystem } = rootState;
    try {
      return { markerId: rootState.markerId ?? (await markRoot(path, root)), path, device, filesystem };
    } catch (error) {
      const readOnly = isCode(error, 'EROFS');
      const forbidden = readOnly || isCode(error, 'EACCES', 'EPERM');
      if (forbidden && root === 'downloads') return { markerId: null, path, device, filesystem }; // reading is enough to file from it
      return rootTrouble(root, path, readOnly ? 'read-only' : forbidden ? 'forbidden' : 'unusable', null, messageOf(error));
    }
  }

  async function accept(name: string, context: CommandContext): Promise<{ readonly position: string | null }> {
    const guard = all.find(({ root }) => root === name);
    if (!guard) throw new NotFound(`there is no folder called ${name}`);
    const { root, path } = guard;
    const { verdict, rootState } = await guard.judge();
    if (verdict === 'in-order' || verdict === 'first-use') throw refused('root-in-order', { path });
    const known = await withMarker(guard, rootState);
    if ('fault' in known) throw refused('root-unusable', known);
    const data = { root, ...known, found: verdict, by: actorText(context.actor), at: context.time };
    const { position } = await commands(root, { type: 'Accept', data }, context);
    await pollRoot(guard);
    return { position };
  }

  function ownContext(time: string): CommandContext {
    return {
      commandId: newId(),
      correlationId: newId(),
      causationId: null,
      actor: { kind: 'process', id: 'keep-roots' },
      traceparent: null,
      time,
    };
  }
}
