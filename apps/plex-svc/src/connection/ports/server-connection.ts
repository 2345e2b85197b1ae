import type { ConnectionTestStep, MediaServerState } from '@soulsync/contracts';
import type { Secret } from '@soulsync/service-kit';
import type { Tried } from '../domain/media-server/choose-connection.js';

/** The server to be asked. */
export interface ServerTarget {
  /** null: not known yet; whichever answers first is taken and told. */
  readonly serverId: string | null;
  /** Best first. */
  readonly urls: readonly string[];
  /** null: there is none that can be used; `tokenTrouble` says why. */
  readonly token: Secret | null;
  readonly tokenTrouble: string | null;
}

/** What the connection needs to know of what was chosen; asked at each connect, so that a change needs no restart. */
export interface ServerTargets {
  /** null: nothing is chosen. */
  current(): Promise<ServerTarget | null>;
  /** The first server that answered where none was known. */
  identified(serverId: string, name: string | null, url: string): Promise<void>;
  /** Asks the account for new addresses, when all known ones failed; empty: there are none. */
  moreUrls(serverId: string): Promise<readonly string[]>;
  /** The server was found at an address that was not listed. */
  moved(serverId: string, url: string): Promise<void>;
}

export interface ConnectionState {
  readonly state: MediaServerState;
  readonly detail: string | null;
  readonly advice: string | null;
  readonly since: string;
  readonly nextTryAt: string | null;
  /** Only while connected. */
  readonly url: string | null;
  readonly serverId: string | null;
  readonly version: string | null;
  readonly foundServerId: string | null;
}

/** Only a person can end these; nothing is asked of the server until then. */
export const stopsWork = ({ state }: ConnectionState): boolean =>
  state === 'unconfigured' || state === 'needs-sign-in' || state === 'other-server';

/** The one connection to the chosen media server. */
export interface ServerConnection {
  state(): ConnectionState;
  /** Until the next try, whatever the wall time does; null: none is planned. */
  nextTryInMs(): number | null;
  /** Connects unless it is; answers the state it came to. Waits that are not over are kept, and so is what only a person can end. */
  connect(): Promise<ConnectionState>;
  /** The same, at once, whatever it was before: what is chosen is read anew. */
  retryNow(): Promise<ConnectionState>;
  /** The same with every step in words. */
  test(): Promise<readonly ConnectionTestStep[]>;
  /** Each address asked who it is, all at the same time. */
  probe(urls: readonly string[]): Promise<readonly Tried[]>;
  /** Does the server at this address take the token? */
  tryToken(url: string, token: Secret): Promise<{ readonly kind: 'taken'; readonly name: string | null } | { readonly kind: 'refused' }>;
  /** Calls back after each change; answers how to stop that. */
  onChange(listener: (state: ConnectionState) => void): () => void;
}
