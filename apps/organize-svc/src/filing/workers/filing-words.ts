import type { BroughtFile, HealthIssueParams } from '@soulsync/contracts';
import { messageOf } from '@soulsync/event-store';
import { ourselves } from '@soulsync/service-kit';
import type { DownloadFolder } from '../ports/filing-tools.js';
import { FolderTrouble } from '../../roots/root-folder.js';

/** Why a filing waits. */
export const filingTrouble = (error: unknown): HealthIssueParams['filing-stopped'] =>
  error instanceof FolderTrouble
    ? { folder: error.folder, path: error.path, error: error.code, user: ourselves(), detail: error.message }
    : { folder: null, path: null, error: null, user: ourselves(), detail: messageOf(error) };

/** Finished files that are not where they are looked for, two in a row. */
export const downloadsMissing = (
  file: BroughtFile,
  { path, placesOf }: Pick<DownloadFolder, 'path' | 'placesOf'>,
): HealthIssueParams['downloads-missing'] => ({
  folder: path,
  file: file.label,
  savedAs: file.localFilename,
  lookedFor: placesOf(file),
});
