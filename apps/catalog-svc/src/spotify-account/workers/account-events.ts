import type { SpotifyAccountEvent } from '@soulsync/contracts';
import type { CommandContext, CommandHandler } from '@soulsync/event-store';
import type { SpotifyAccount, SpotifyAccountCommand } from '../domain/account/account.js';

/** One account is signed in at a time. */
const ID = 'spotify';

/** The account as the log has it, kept in memory: only this process adds to it. */
export interface AccountEvents {
  now(): SpotifyAccount;
  /** Another one after each sign-in and sign-out. */
  version(): number;
  handle(command: SpotifyAccountCommand, context: CommandContext): Promise<void>;
}

export async function accountEvents(
  handle: CommandHandler<SpotifyAccountCommand, SpotifyAccount, SpotifyAccountEvent>,
): Promise<AccountEvents> {
  let state = await handle.load(ID);
  let version = 0;
  return {
    now: () => state,
    version: () => version,
    async handle(command, context) {
      const done = await handle(ID, command, context);
      state = done.state;
      if (done.events.some(({ type }) => type === 'SpotifySignedIn' || type === 'SpotifySignedOut')) version += 1;
    },
  };
}
