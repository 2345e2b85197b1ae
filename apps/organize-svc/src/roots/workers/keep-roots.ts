import { mkdir } from 'node:fs/promises';
import { actorText, rootNames } from '@soulsync/contracts';
import type { HealthIssueParams, Instant, KnownRoot, RootEvent, RootName } from '@soulsync/contracts';
import { issueInWords } from '@soulsync/contracts/words';
import { messageOf, newId } from '@soulsync/event-store';
import type { CommandContext, CommandHandler } from '@soulsync/event-store';
import { isCode, markRoot, NotFound, refused, rootTrouble } from '@soulsync/service-kit';
import type { Kit, RootGuard, RootStanding } from '@soulsync/service-kit';
import type { OrganizeConfig } from '../../config.js';
import type { Root as RootState, RootCommand } from '../domain/root/root.js';
import { RootAway } from '../root-folder.js';
import type { Root } from '../root-folder.js';

/** Where a root is at the moment. */
export interface RootPlace {
  /** null: it is not set. */
  guard(): RootGuard | null;
  /** The person who set it there, and when; null: nobody did. */
  chosen(): { readonly by: string; readonly at: Instant } | null;
}

export interface Roots {
  readonly music: Root;
  readonly downloads: Root;
  /** Looks at each; takes one into use that was never used, raises or ends its health issue. Are all of them in order? */
  poll(): Promise<boolean>;
  /** A person says that what is found there is the root from now on. Throws NotFound, Refused. */
  accept(name: string, context: CommandContext): Promise<{ readonly position: string | null }>;
}

type Trouble = HealthIssueParams['root'];
const notSet = (root: RootName): Trouble => rootTrouble(root, '', 'not-set', null);
const inWords = (params: Trouble) => issueInWords({ code: 'root', params }).message;

type RootCommands = CommandHandler<RootCommand, RootState, RootEvent>;

/** The folders that filing works in: known again by a marker and by the log, so that a disk which is away is never taken for an empty one. */
export function keepRoots(
  { clock, health, logger }: Pick<Kit<OrganizeConfig>, 'clock' | 'health' | 'logger'>,
  commands: RootCommands,
  places: Readonly<Record<RootName, RootPlace>>,
): Roots {
  const away = new Set<RootName>();
  const codeOf = (name: RootName) => `root:${name}` as const;

  return { music: rootOf('music'), downloads: rootOf('downloads'), poll, accept };

  function rootOf(name: RootName): Root {
    const guardNow = (): RootGuard => {
      const guard = places[name].guard();
      if (!guard) throw new RootAway(name, inWords(notSet(name)));
      return guard;
    };
    return {
      name,
      get path() {
        return guardNow().path;
      },
      async mustBeInOrder(at) {
        const guard = guardNow();
        const trouble = troubleOf(guard, await guard.judge(at));
        if (trouble) throw new RootAway(name, inWords(trouble));
      },
    };
  }

  async function poll(): Promise<boolean> {
    const found = await Promise.all(rootNames.map(pollRoot));
    return found.every((inOrder) => inOrder);
  }

  async function pollRoot(root: RootName): Promise<boolean> {
    const guard = places[root].guard();
    if (!guard) {
      health.raise({ code: codeOf(root), level: 'warning', params: notSet(root) });
      return false;
    }
    const trouble = await putInOrder(guard);
    if (trouble) {
      if (!away.has(root)) logger.warn('filing stops: a folder is away', { root, problem: inWords(trouble) });
      away.add(root);
      health.raise({ code: codeOf(root), level: 'error', params: trouble });
      return false;
    }
    if (away.delete(root)) logger.info('filing goes on: the folder is back', { root });
    health.clear(codeOf(root));
    return true;
  }

  async function putInOrder(guard: RootGuard): Promise<Trouble | null> {
    const standing = await guard.judge();
    if (standing.verdict === 'first-use') return takeIntoUse(guard, standing);
    return (await moveTo(guard, standing)) ?? troubleOf(guard, await guard.judge());
  }

  /** A folder that a person set since the former one was taken into use is no lost one: the setting is the person's word. */
  async function moveTo(guard: RootGuard, { verdict, rootState, known }: RootStanding): Promise<Trouble | null> {
    const word = places[guard.root].chosen();
    if (verdict === 'in-order' || known === null || known.path === guard.path || word === null || word.at <= known.at) return null;
    const now = rootState.kind === 'missing' ? await made(guard) : rootState;
    if (now.kind !== 'folder') return null;
    const marked = await withMarker(guard, now);
    if ('fault' in marked) return marked;
    const at = clock.now();
    const data = { root: guard.root, ...marked, found: verdict, by: word.by, at };
    await commands(guard.root, { type: 'Accept', data }, ownContext(at));
    logger.info('another folder was set and is taken into use', { root: guard.root, path: guard.path, formerPath: known.path });
    return null;
  }

  /** Its parent must be there: what lies above a mount point is nothing that we make. */
  async function made({ root, path, judge }: RootGuard): Promise<RootStanding['rootState']> {
    await mkdir(path).catch((error: unknown) => {
      if (!isCode(error, 'EEXIST')) logger.warn('a folder could not be made', { root, error: String(error) });
    });
    return (await judge()).rootState;
  }

  /** null: it is in order. */
  function troubleOf({ root, path }: RootGuard, { verdict, known }: RootStanding): Trouble | null {
    if (verdict === 'in-order') return null;
    return rootTrouble(root, path, verdict === 'first-use' ? 'not-in-use' : verdict, known);
  }

  /** The marker first, then the event: a marker that no event tells of is simply found the next time. */
  async function takeIntoUse(guard: RootGuard, { rootState }: RootStanding): Promise<Trouble | null> {
    const { root, path } = guard;
    const now = rootState.kind === 'missing' ? await made(guard) : rootState;
    if (now.kind === 'missing') return rootTrouble(root, path, 'missing', null);
    const known = await withMarker(guard, now);
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
    const root = rootNames.find((one) => one === name);
    if (!root) throw new NotFound(`there is no folder called ${name}`);
    const guard = places[root].guard();
    if (!guard) throw new NotFound(`no ${root} folder is set`);
    const { path } = guard;
    const { verdict, rootState } = await guard.judge();
    if (verdict === 'in-order' || verdict === 'first-use') throw refused('root-in-order', { path });
    const known = await withMarker(guard, rootState);
    if ('fault' in known) throw refused('root-unusable', known);
    const data = { root, ...known, found: verdict, by: actorText(context.actor), at: context.time };
    const { position } = await commands(root, { type: 'Accept', data }, context);
    await pollRoot(root);
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
