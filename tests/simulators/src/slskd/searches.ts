import type { PeerConfig } from './scenario.js';

export interface Search {
  readonly id: string;
  readonly searchText: string;
  readonly token: number;
  state: string;
  readonly startedAtMs: number;
  /** Of the last response, on the virtual clock: each one restarts the inactivity window. */
  lastAtMs: number;
  endsAtMs: number | null;
  endedAtMs: number | null;
  readonly timeoutMs: number;
  responses: object[];
  fileCount: number;
  lockedFileCount: number;
}

/** Words are joined by AND over the whole path, in any order; `-word` excludes; one-letter words are dropped. */
export function matcher(text: string): (filename: string) => boolean {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => [...word].length > 1);
  const excluded = words.filter((word) => word.startsWith('-')).map((word) => word.slice(1));
  const wanted = words.filter((word) => !word.startsWith('-'));
  const plain = (value: string) =>
    value
      .toLowerCase()
      .normalize('NFC')
      .replace(/[\\/._\-()[\],'’&]/g, ' ');
  return (filename) => {
    const path = plain(filename);
    return (
      wanted.every((word) =>
        plain(word)
          .split(' ')
          .filter((part) => [...part].length > 1)
          .every((part) => path.includes(part)),
      ) && !excluded.some((word) => path.includes(word))
    );
  };
}

/** A peer's answer; null: nothing fits. `isLocked` is false everywhere, as the real one has it. */
export function responseOf(
  peer: PeerConfig,
  fits: (filename: string) => boolean,
  token: number,
  sizeOf: (file: PeerConfig['files'][number]) => number,
) {
  const files = peer.files.filter((file) => fits(file.remoteFilename));
  if (files.length === 0) return null;
  const wire = (file: PeerConfig['files'][number]) => ({
    filename: file.remoteFilename,
    size: sizeOf(file),
    code: 1,
    extension: '',
    ...file.attributes,
    isLocked: false,
  });
  const open = files.filter((file) => !file.locked).map(wire);
  const locked = files.filter((file) => file.locked).map(wire);
  return {
    username: peer.username,
    token,
    hasFreeUploadSlot: peer.hasFreeUploadSlot,
    uploadSpeed: peer.uploadSpeedBps,
    queueLength: peer.queueLength,
    fileCount: open.length,
    lockedFileCount: locked.length,
    files: open,
    lockedFiles: locked,
  };
}
