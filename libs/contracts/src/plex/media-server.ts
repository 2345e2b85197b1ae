import type { Instant } from '../ids.js';

export type MediaServerKind = 'plex' | 'jellyfin' | 'subsonic';

/** An address of a server as its account lists it, best first. */
export interface ServerAddress {
  readonly url: string;
  readonly reach: 'local' | 'remote' | 'relay' | 'custom';
}

/** Aggregate `media-server`, one a kind (and one for what the environment names). Who did it is in the envelope; never a token. */
export type MediaServerEvent =
  | {
      type: 'MediaServerChosen';
      data: {
        kind: MediaServerKind;
        /** The server's lasting name (Plex: machineIdentifier). */
        serverId: string;
        name: string;
        /** The one that answered as this server and was taken. */
        address: string;
        addresses: readonly ServerAddress[];
        chosenAt: Instant;
      };
    }
  /** The same server has new addresses. */
  | {
      type: 'MediaServerMoved';
      data: { serverId: string; address: string; addresses: readonly ServerAddress[]; movedAt: Instant };
    }
  /** A token was stored, encrypted; the key's id tells with which key. */
  | { type: 'SecretSet'; data: { name: string; keyId: string; setAt: Instant } };

/** A server as its account lists it; never its token. */
export interface OfferedServer {
  readonly serverId: string;
  readonly name: string;
  readonly owned: boolean;
  readonly version: string | null;
  /** The server was seen by its account service lately. */
  readonly online: boolean;
}

export type SignInState = 'waiting' | 'signed-in' | 'expired' | 'failed' | 'cancelled';

/** A sign-in that runs on our side; the browser only asks how it stands. */
export interface SignInReport {
  readonly id: string;
  readonly state: SignInState;
  /** Where a person approves it; null: with the code, at plex.tv/link. */
  readonly link: string | null;
  /** Only of a short sign-in: what a person types at plex.tv/link. */
  readonly code: string | null;
  readonly expiresAt: Instant;
  /** What went wrong, or what it waits for; null: nothing to say. */
  readonly detail: string | null;
  readonly account: string | null;
  readonly servers: readonly OfferedServer[];
  /** The server that was taken by itself, being the only one owned; null: choose one. */
  readonly chosen: string | null;
}

export type MediaServerState = 'unconfigured' | 'unknown' | 'connected' | 'unreachable' | 'starting' | 'needs-sign-in' | 'other-server';

export interface MediaServerReport {
  readonly state: MediaServerState;
  readonly detail: string | null;
  readonly advice: string | null;
  readonly since: Instant;
  readonly nextTryAt: Instant | null;
  /** What the library is read from now (`SOULSYNC_LIBRARY_SERVER`). */
  readonly libraryFrom: string;
  readonly kind: MediaServerKind;
  readonly serverId: string | null;
  readonly name: string | null;
  readonly version: string | null;
  /** Where it is asked now; null while it is not connected. */
  readonly connectedTo: string | null;
  readonly address: string | null;
  /** Which won: a variable of the environment, or what was stored here. */
  readonly addressFrom: 'environment' | 'stored' | null;
  readonly tokenFrom: 'environment' | 'stored' | null;
  /** Variables that are set and win. */
  readonly variables: readonly string[];
  readonly addresses: readonly ServerAddress[];
  /** Another server answers at the address: its id. */
  readonly foundServerId: string | null;
  /** An account is signed in, so that its servers can be listed. */
  readonly signedIn: boolean;
}
