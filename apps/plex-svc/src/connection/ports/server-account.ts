import { Unavailable } from '@soulsync/service-kit';
import type { Secret } from '@soulsync/service-kit';
import type { ServerReach } from '../domain/media-server/choose-connection.js';

/** A sign-in as the account's service began it. Its id and code are secrets until they are used. */
export interface Pin {
  readonly kind: 'strong' | 'short';
  readonly id: Secret;
  readonly code: Secret;
  /** Where a person approves a strong one; a short one is typed at plex.tv/link. */
  readonly link: string | null;
  /** How long it lives from its making, by the clock of the service. */
  readonly lifeMs: number;
}

export type PinState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'signed-in'; readonly token: Secret }
  /** Or unknown to the service, which says the same of both. */
  | { readonly kind: 'gone' };

export interface AccountServer extends ServerReach {
  readonly serverId: string;
  readonly name: string;
  readonly version: string | null;
  readonly online: boolean;
  /** The token of this very server; null: the account has none for it. */
  readonly token: Secret | null;
}

/** The service asks for patience. */
export class AskedTooOften extends Unavailable {
  constructor(
    system: string,
    message: string,
    /** null: it did not say. */
    readonly retryAfterMs: number | null,
    options?: ErrorOptions,
  ) {
    super(system, message, options);
    this.name = 'AskedTooOften';
  }
}

/** The account that knows a person's servers. Throws `Unavailable` when it could not be asked: that says nothing about a token. */
export interface ServerAccount {
  startPin(kind: Pin['kind']): Promise<Pin>;
  checkPin(pin: Pin): Promise<PinState>;
  /** null: the token is refused. */
  whoAmI(token: Secret): Promise<{ readonly name: string } | null>;
  /** null: the token is refused. Entries that can't be read are left out; players are none. */
  servers(token: Secret): Promise<readonly AccountServer[] | null>;
}
