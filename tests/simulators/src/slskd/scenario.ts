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
  readonly move?: { readonly delayMs?: number; readonly fail?: 'ENOSPC' | 'EACCES' };
  readonly peers: readonly PeerConfig[];
}
