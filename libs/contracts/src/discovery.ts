import type { Instant } from './ids.js';

/** What can be looked for: by plex-svc, and by acquire-svc. */
export const discoveryAims = ['media-server', 'slskd'] as const;
export type DiscoveryAim = (typeof discoveryAims)[number];

/** This machine alone, or also the local networks it is in. */
export const discoveryReaches = ['this-machine', 'network'] as const;
export type DiscoveryReach = (typeof discoveryReaches)[number];

export const discoveredKinds = ['plex', 'jellyfin', 'subsonic', 'slskd'] as const;
export type DiscoveredKind = (typeof discoveredKinds)[number];

/** A service that said itself what it is; an open port alone is none. */
export interface FoundService {
  readonly kind: DiscoveredKind;
  /** What it calls itself, cut and without invisible characters; still not to be trusted. */
  readonly name: string | null;
  /** The address that answered. */
  readonly url: string;
  /** Others at which the same server answered. */
  readonly alsoAt: readonly string[];
  readonly version: string | null;
  /** Its lasting id; null: this kind has none, or it is still starting. */
  readonly serverId: string | null;
  /** `starting`: its port says "not yet", so that it can't be told for sure. */
  readonly state: 'answers' | 'starting';
  /** When it was seen so. */
  readonly since: Instant;
}

export interface DiscoveryReport {
  readonly id: string;
  readonly reach: DiscoveryReach;
  readonly found: readonly FoundService[];
  /** In sentences. */
  readonly looked: readonly string[];
  /** What a person may expect to have been looked at and was not, each with its reason. */
  readonly notLooked: readonly string[];
  readonly cancelled: boolean;
  /** How to allow a search of the network; null: it is allowed. */
  readonly howToAllow: string | null;
}

/** `live.discovery.<id>`, at most two a second; `total` may grow. */
export interface LiveDiscovery {
  readonly id: string;
  readonly asked: number;
  readonly total: number;
  readonly found: number;
}
