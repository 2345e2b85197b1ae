/** The fields we read of slskd's API, versions 0.22 to 0.26 (apis/slskd.md). Absent is null on the wire's REST side. */
export interface WireSearch {
  readonly id?: string;
  readonly state?: string;
  readonly isComplete?: boolean;
  /** Present only once the responses are stored. */
  readonly endedAt?: string;
  readonly responseCount?: number;
}

export interface WireFile {
  readonly filename?: string;
  readonly size?: number;
  readonly bitRate?: number;
  readonly bitDepth?: number;
  readonly sampleRate?: number;
  /** Seconds. */
  readonly length?: number;
  readonly isVariableBitRate?: boolean;
}

export interface WireResponse {
  readonly username?: string;
  readonly hasFreeUploadSlot?: boolean;
  readonly uploadSpeed?: number;
  readonly queueLength?: number;
  readonly files?: readonly WireFile[];
  readonly lockedFiles?: readonly WireFile[];
}

export interface WireTransfer {
  readonly id?: string;
  readonly username?: string;
  readonly filename?: string;
  readonly size?: number;
  /** Flags joined by ", ". */
  readonly state?: string;
  readonly bytesTransferred?: number;
  readonly averageSpeed?: number;
  readonly placeInQueue?: number;
  readonly exception?: string;
  readonly attempts?: number;
  readonly requestedAt?: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly batchId?: string;
  readonly removed?: boolean;
}

export interface WireUserTransfers {
  readonly directories?: readonly { readonly files?: readonly WireTransfer[] }[];
}

export interface WireBatch {
  readonly id?: string;
  readonly transfers?: readonly WireTransfer[];
  readonly options?: { readonly destination?: string };
}

export interface WireBatchAnswer {
  readonly batch?: WireBatch;
  readonly failures?: readonly { readonly filename?: string; readonly message?: string }[];
}

export interface WireEvent {
  readonly id?: string;
  readonly type?: string;
  /** JSON in a string. */
  readonly data?: string;
}

export interface WireApplication {
  readonly version?: { readonly current?: string };
  readonly server?: { readonly isConnected?: boolean; readonly isLoggedIn?: boolean; readonly state?: string };
  readonly user?: { readonly username?: string };
  readonly shares?: { readonly files?: number };
}

export interface WireOptions {
  /** As slskd's own machine sees them. */
  readonly directories?: { readonly downloads?: string; readonly incomplete?: string };
  /** Secrets are starred: which key is ours is not to be seen. */
  readonly web?: {
    readonly authentication?: { readonly apiKey?: string; readonly apiKeys?: Readonly<Record<string, { readonly role?: string }>> };
  };
  readonly transfers?: {
    readonly download?: { readonly retry?: { readonly attempts?: number }; readonly destination?: { readonly subdirectory?: string } };
  };
}

export type WireRoot = 'downloads' | 'incomplete';

export interface WireFolder {
  readonly files?: readonly WireStoredFile[];
  readonly directories?: readonly { readonly name?: string }[];
}

export interface WireStoredFile {
  readonly name?: string;
  readonly length?: number;
  readonly modifiedAt?: string;
}
