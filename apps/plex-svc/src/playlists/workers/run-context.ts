import { newId } from '@soulsync/event-store';
import type { CommandContext } from '@soulsync/event-store';
import type { Clock } from '@soulsync/service-kit';

/** All commands of one run of a mirrored playlist share one correlation. */
export type NextContext = () => CommandContext;

export const runContext =
  (clock: Clock, first: CommandContext): NextContext =>
  () => ({ ...first, commandId: newId(), time: clock.now() });
