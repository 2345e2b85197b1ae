import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { folderNames, rpc } from '@soulsync/contracts';
import type { FolderName, FolderReport } from '@soulsync/contracts';
import { folderPathProblem, Invalid, NotFound } from '@soulsync/service-kit';
import type { RpcRequest } from '@soulsync/service-kit';
import type { FolderProbe } from '../ports/folder-probe.js';

export const FOLDERS = Symbol('folders');

/** Where the folders are at the moment, and how to look at one. */
export interface Folders {
  readonly pathOf: (name: FolderName) => string | undefined;
  readonly probe: FolderProbe;
}

@Controller()
export class FoldersController {
  constructor(@Inject(FOLDERS) private readonly folders: Folders) {}

  @MessagePattern(rpc.organize.folders)
  list(): Promise<readonly FolderReport[]> {
    return Promise.all(folderNames.map((name) => this.report(name, this.folders.pathOf(name) ?? null)));
  }

  /** A path that is not yet saved. */
  @MessagePattern(rpc.organize.testFolder)
  test(@Payload() { body }: RpcRequest<{ readonly name: string; readonly path: string }>): Promise<FolderReport> {
    const name = folderNames.find((one) => one === body.name);
    if (!name) throw new NotFound(`no folder is called ${body.name}`);
    const path = body.path.trim();
    const problem = folderPathProblem(path);
    if (problem !== null) throw new Invalid({ path: problem });
    return this.report(name, path);
  }

  private async report(name: FolderName, path: string | null): Promise<FolderReport> {
    const other: FolderName = name === 'music' ? 'downloads' : 'music';
    const us = { uid: process.getuid?.() ?? null, gid: process.getgid?.() ?? null };
    if (path === null) return { ...nothingSet, name, ...us };
    const { isSameFilesystem, ...probed } = await this.folders.probe(path, this.folders.pathOf(other) ?? null);
    return { name, path, ...us, ...probed, sameFilesystemAs: isSameFilesystem ? other : null };
  }
}

const nothingSet: Omit<FolderReport, 'name' | 'uid' | 'gid'> = {
  path: null,
  exists: false,
  writable: false,
  freeBytes: null,
  totalBytes: null,
  sameFilesystemAs: null,
  canHardLink: null,
  longestNameBytes: null,
  isCaseSensitive: null,
  problems: [{ code: 'folder-not-set', detail: 'No folder is set.', fix: 'Enter its path.' }],
};
