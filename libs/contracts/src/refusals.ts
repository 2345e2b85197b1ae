import type { HealthIssueParams } from './health-issues.js';
import type { MirrorRefusal } from './plex/mirrored-playlist.js';

type NoParams = Readonly<Record<never, never>>;

/** Why a rule said no to a command, by its code, and what its words are made with. */
export interface RefusalParams {
  /** Someone else changed it at the same moment. */
  conflict: NoParams;
  'playlist-paused': NoParams;
  'playlist-not-imported': NoParams;
  'set-up-done': NoParams;
  'wrong-code': NoParams;
  /** Nobody could administer any more. */
  'last-admin': NoParams;
  'name-taken': { readonly name: string };
  /** An API key asks for what is a person's own. */
  'not-by-key': NoParams;
  'track-not-in-library': NoParams;
  'no-candidate-left': NoParams;
  'nothing-to-undo': NoParams;
  'not-being-fetched': NoParams;
  'root-in-order': { readonly path: string };
  'root-unusable': HealthIssueParams['root'];
  'sign-in-needed': { readonly isExpired: boolean };
  /** `variable`: the one that holds the token; null: it was given here. */
  'token-refused': { readonly url: string; readonly variable: string | null };
  'no-server-token': { readonly server: string };
  'other-server': { readonly url: string; readonly server: string; readonly foundServerId: string };
  'server-unreachable': { readonly detail: string; readonly advice: string };
  'no-secret-key': NoParams;
  'read-only': NoParams;
  'nothing-is-missing': NoParams;
  'takes-no-edits': { readonly cause: 'not-the-owner' | 'no-such-server' };
  'nothing-to-do': { readonly action: 'accept' | 'stop' | 'undo' };
  'nothing-was-refused': NoParams;
  'not-to-be-allowed': { readonly cause: MirrorRefusal };
  'no-playlists': NoParams;
  'spotify-not-set-up': NoParams;
  'spotify-not-signed-in': NoParams;
  'spotify-access-denied': NoParams;
  /** The address is of another sign-in, of one that is over, or of none. */
  'spotify-other-sign-in': NoParams;
  'spotify-no-answer-in-address': NoParams;
  'spotify-code-refused': { readonly cause: 'used-or-old' | 'verifier' | 'redirect' | 'other' };
  'spotify-app-refused': { readonly cause: 'client-id' | 'client-secret' };
  locked: { readonly variable: string };
  /** A task that nobody can hurry. */
  'runs-by-itself': NoParams;
  undecodable: NoParams;
  starting: NoParams;
  /** `readModel` null: it is no read model. */
  'later-events-read': { readonly readModel: string | null };
  'failed-again': { readonly detail: string };
}

export type RefusalCode = keyof RefusalParams;
