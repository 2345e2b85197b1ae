import type { Instant, PlaylistId } from '../ids.js';

/** Why Spotify takes a sign-in no more, as far as it says. */
export type SpotifySignInEnd = 'expired' | 'revoked' | 'refused';

/** Aggregate `spotify-account`, one: who is signed in to Spotify. Never a token. */
export type SpotifyAccountEvent =
  | {
      type: 'SpotifySignedIn';
      data: {
        /** Of the app that the consent was given to. */
        clientId: string;
        /** null: Spotify did not say who it is. */
        accountId: string | null;
        name: string | null;
        /** As granted, which may be fewer than were asked for. */
        scopes: readonly string[];
        /** Of the consent: Spotify ends it six months later, whatever is done. */
        authorizedAt: Instant;
        by: string;
      };
    }
  /** `isFinal`: it was tried again a day later, and the token is gone. */
  | { type: 'SpotifySignInRefused'; data: { cause: SpotifySignInEnd; isFinal: boolean; at: Instant } }
  /** What was refused was taken at the one try a day later. */
  | { type: 'SpotifySignInRestored'; data: { at: Instant } }
  | { type: 'SpotifySignedOut'; data: { by: string; at: Instant } };

export const spotifyScopes = [
  'playlist-read-private',
  'playlist-read-collaborative',
  'user-library-read',
  'user-follow-read',
  'user-read-private',
] as const;

/** `app-only`: nobody is signed in, and what Spotify shows to everybody can be looked up. */
export const spotifyAccountStates = ['not-set-up', 'signed-out', 'app-only', 'signed-in', 'sign-in-needed'] as const;
export type SpotifyAccountState = (typeof spotifyAccountStates)[number];

/** What Spotify lets the app do: `dev2026` is what an app of one's own gets, the others are older or larger (apis/spotify.md 2). */
export const spotifyProfiles = ['dev2026', 'devLegacy', 'extended'] as const;
export type SpotifyProfile = (typeof spotifyProfiles)[number];

export const spotifyTroubles = [
  'owner-needs-premium',
  'user-not-registered',
  'app-refused',
  'sign-in-needed',
  'scopes-missing',
  'rate-limited',
  'unavailable',
] as const;
export type SpotifyTrouble = (typeof spotifyTroubles)[number];

export interface SpotifyAccountReport {
  readonly state: SpotifyAccountState;
  /** `environment`: by SOULSYNC_SPOTIFY_REFRESH_TOKEN; the console can't change it. null: nobody is signed in. */
  readonly signInFrom: 'console' | 'environment' | null;
  readonly clientId: string | null;
  readonly name: string | null;
  readonly accountId: string | null;
  /** null: not seen yet. */
  readonly profile: SpotifyProfile | null;
  readonly trouble: { readonly code: SpotifyTrouble; readonly detail: string } | null;
  readonly scopes: readonly string[];
  readonly missingScopes: readonly string[];
  /** null: not known, as of a sign-in from the environment. */
  readonly signedInAt: Instant | null;
  readonly signInEndsAt: Instant | null;
  /** Within the last 24 hours. */
  readonly callsUsed: number;
  readonly callsPerDay: number;
  /** null: Spotify asked for no patience beyond its usual seconds. */
  readonly quotaExceededUntil: Instant | null;
}

/** A sign-in that has begun: a person approves it under `authorizeUrl`, and the browser ends on `redirectUri`. */
export interface SpotifySignInBegun {
  readonly id: string;
  readonly authorizeUrl: string;
  readonly redirectUri: string;
  readonly expiresAt: Instant;
}

/** Where the browser that comes from Spotify goes on. `code`: of the refusal; null: signed in. */
export interface SpotifyCallback {
  readonly id: string | null;
  readonly code: string | null;
}

/** The liked songs among the playlists of an account. */
export const LIKED_SONGS = { id: 'liked', name: 'Liked Songs', url: 'https://open.spotify.com/collection/tracks' } as const;

/** A playlist that the signed-in account owns or follows. */
export interface SpotifyPlaylist {
  /** Spotify's; `liked`: the liked songs. */
  readonly id: string;
  readonly name: string;
  /** To be followed by. */
  readonly url: string;
  readonly ownerName: string | null;
  readonly isOwn: boolean;
  readonly isCollaborative: boolean;
  /** Spotify shows the contents of own and collaborative playlists alone. null: only a try tells. */
  readonly isReadable: boolean | null;
  /** null: Spotify does not say. */
  readonly entries: number | null;
  readonly imageUrl: string | null;
  /** By SoulSync. */
  readonly isFollowed: boolean;
  /** Ours; null: it is not followed here. */
  readonly playlistId: PlaylistId | null;
}

export interface SpotifyArtist {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly imageUrl: string | null;
}

export interface SpotifyPage<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}
