import type { CommandAccepted } from '@soulsync/contracts';
import type { BulkResult, Ids } from '@soulsync/contracts/rest';
import { uuid5 } from '@soulsync/event-store';
import type { CommandContext } from '@soulsync/event-store';
import type { Clock } from './clock.js';
import { rpcError } from './errors.js';
import { commandContext } from './rpc.js';
import type { RpcRequest } from './rpc.js';

/** At once; each is one append, or some. */
const SIDE_BY_SIDE = 8;

/**
 * One act for each of many ids, with one result an id in their order: what is refused holds up no other. Each has a command id of its own, so that
 * a request that comes again does nothing twice.
 */
export async function eachId(
  request: RpcRequest<Ids>,
  clock: Clock,
  act: (id: string, context: CommandContext) => Promise<CommandAccepted>,
): Promise<readonly BulkResult[]> {
  const context = commandContext(request, clock);
  const ids = [...new Set(request.body.ids)];
  const results = new Map<string, BulkResult>();
  const waiting = [...ids];
  async function next(): Promise<void> {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift())
      results.set(id, await resultOf(id, act(id, { ...context, commandId: uuid5(context.commandId, 'of-many', id) })));
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, next));
  return ids.map((id) => results.get(id)!); // each was answered
}

async function resultOf(id: string, acting: Promise<CommandAccepted>): Promise<BulkResult> {
  try {
    const { position } = await acting;
    return { id, ok: true, position, reason: null, message: null };
  } catch (error) {
    const { code, message, reason = null } = rpcError(error);
    if (code === 'bug' || code === 'unavailable') throw error; // nobody's no: the whole request fails, and may come again
    return { id, ok: false, position: null, reason, message };
  }
}
