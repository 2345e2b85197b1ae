/** What the simulated network does; every knob may stand at a peer and, stronger, at a file. */
export interface PeerKnobs {
  readonly connect?: 'ok' | 'fail';
  readonly queue?: { readonly start: number; readonly everyMs: number } | 'never';
  /** Virtual bytes a second. */
  readonly bps?: number;
  readonly reject?: { readonly text: string; readonly when: 'request' | 'queued' };
  readonly ack?: 'never';
  readonly stallAt?: number;
  readonly frozen?: boolean;
  readonly failAt?: number;
  readonly failTimes?: number;
  readonly sizeDelta?: number;
  readonly write?: string;
  /** Stronger than the global one. */
  readonly move?: MoveKnobs;
}

/** What becomes of a file between "Succeeded" and its event. */
export interface MoveKnobs {
  readonly delayMs?: number;
  /** The two folders lie on two disks, and the copy takes its time: bytes a second on the virtual clock. */
  readonly slowCopyBps?: number;
  readonly fail?: 'ENOSPC' | 'EACCES';
  /** The event is never written, as after a kill between the move and it. */
  readonly eventLost?: boolean;
}

export interface PeerFile {
  readonly remoteFilename: string;
  /** The real file its bytes come from. */
  readonly source: string;
  readonly attributes: {
    readonly bitRate?: number;
    readonly length?: number;
    readonly sampleRate?: number;
    readonly bitDepth?: number;
    readonly isVariableBitRate?: boolean;
  };
  readonly locked?: boolean;
  /** Default and null: the real size. */
  readonly advertisedSizeBytes?: number | null;
  readonly knobs?: PeerKnobs;
}

export interface PeerConfig {
  readonly username: string;
  readonly online: boolean;
  readonly uploadSpeedBps: number;
  readonly hasFreeUploadSlot: boolean;
  readonly queueLength: number;
  readonly responseDelayMs: number;
  readonly files: readonly PeerFile[];
  readonly knobs?: PeerKnobs;
}

export interface SlskdConfig {
  readonly listen: string;
  readonly portFile: string;
  readonly version: string;
  readonly apiKey: string;
  readonly username: string;
  readonly downloadsDir: string;
  readonly incompleteDir: string;
  readonly stateFile: string;
  /** The virtual clock runs this many times faster. */
  readonly clockRate: number;
  readonly search?: { readonly finalizeDelayMs?: number; readonly bannedPhrases?: readonly string[] };
  readonly move?: MoveKnobs;
  /** Default false, as slskd has it: its files API lists and deletes nothing. */
  readonly remoteFileManagement?: boolean;
  /** Between a DELETE and the state it leads to; default 20, on the wall clock. */
  readonly cancelDelayMs?: number;
  /** What stands between us and it, or what is amiss with itself. */
  readonly trap?: SlskdTrap;
  readonly peers: readonly PeerConfig[];
}

export interface SlskdTrap {
  /** Its download folder as its own machine sees it, as in a container or on Windows; the default is the real one. */
  readonly downloadsAs?: string;
  readonly sharedFiles?: number;
  readonly loggedOut?: boolean;
  /** Another program, a proxy's error page or a sign-in page answers instead. */
  readonly instead?: 'other-program' | 'proxy-page' | 'sign-in-page' | 'sign-in-redirect';
  readonly latencyMs?: number;
  /** Of its only key, as it lists it; the default lists none. */
  readonly role?: 'ReadOnly' | 'ReadWrite' | 'Administrator';
}
