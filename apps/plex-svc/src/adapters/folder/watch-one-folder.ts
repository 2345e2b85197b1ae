import { watch as watchNative } from 'node:fs';
import { watch } from 'chokidar';

/** A watch on one folder, which tells of each file in it. */
export interface OneFolderWatch {
  close(): void;
  /** It watches no more. */
  onError(listener: (error: unknown) => void): void;
}

/** `type` and `file` as the system tells them. Resolves once nothing is missed any more; rejects when the folder can't be watched. */
export type WatchOneFolder = (path: string | Buffer, heard: (type: string, file: string | null) => void) => Promise<OneFolderWatch>;

/**
 * chokidar on the folder alone: everything below is ignored by its name, so that no file is looked at, and its raw events tell of the files.
 * One for each folder, since only a first look says when it is done. A name that is no UTF-8 is watched by Node itself: chokidar takes texts.
 */
export const watchOneFolder: WatchOneFolder = async (path, heard) => {
  if (typeof path !== 'string') {
    const native = watchNative(path, { persistent: false }, heard);
    return { close: () => native.close(), onError: (listener) => void native.on('error', listener) };
  }
  const watcher = watch(path, { ignoreInitial: true, depth: 0, persistent: false, ignored: (below) => below !== path });
  watcher.on('raw', (type, file) => heard(type, typeof file === 'string' ? file : null)); // the system may leave the name out
  await new Promise<void>((ready, failed) => {
    watcher.once('ready', ready);
    watcher.once('error', failed);
  }).catch(async (error: unknown) => {
    await watcher.close();
    throw error;
  });
  return { close: () => void watcher.close(), onError: (listener) => void watcher.on('error', listener) };
};
