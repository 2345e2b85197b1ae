import type { RootName } from '@soulsync/contracts';

/** A folder that may be away. */
export interface Root {
  readonly name: RootName;
  readonly path: string;
  /** Throws RootAway where this is not the folder we know. `at`: another way to it, as an open handle gives one. */
  mustBeInOrder(at?: string): Promise<void>;
}

/** The root is not the folder we know: nothing is written, removed or judged until it is. */
export class RootAway extends Error {
  constructor(
    readonly root: RootName,
    message: string,
  ) {
    super(message);
    this.name = 'RootAway';
  }
}

export type OwnFolder = RootName | 'data';

/** The file system would not do something in one of our folders; `code` as the system names it. */
export class FolderTrouble extends Error {
  constructor(
    readonly folder: OwnFolder,
    readonly path: string,
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'FolderTrouble';
  }
}
