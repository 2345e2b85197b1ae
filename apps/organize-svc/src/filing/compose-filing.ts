import { join } from 'node:path';
import { commandHandler } from '@soulsync/event-store';
import { folderPair, newestDescription, pictureSource, recordingDescriptions } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import { payloadHash } from '../adapters/audio/payload-hash.js';
import { probe } from '../adapters/audio/probe.js';
import { coverSource } from '../adapters/filesystem/cover.js';
import { downloadFolder } from '../adapters/filesystem/download-folder.js';
import { hashFile } from '../adapters/filesystem/hash-file.js';
import { musicFolder } from '../adapters/filesystem/music-folder.js';
import { quarantine } from '../adapters/filesystem/quarantine.js';
import { writeTags } from '../adapters/tags/write-tags.js';
import type { OrganizeConfig } from '../config.js';
import type { Root } from '../roots/root-folder.js';
import type { OrganizeSettings } from '../settings.js';
import { filing } from './domain/filing/filing.js';
import type { FilingTools } from './ports/filing-tools.js';
import { startFiling } from './processes/start-filing.js';
import { filingsProjection } from './projections/filings.projection.js';
import { fileDownloads } from './workers/file-downloads.js';
import type { FilingRoots } from './workers/file-downloads.js';

export const filingProjections = [filingsProjection, recordingDescriptions];

type Folders = FilingRoots & { readonly music: Root };

/** Files that arrived, on their way into the music folder. It rests while a folder is not set. */
export function composeFiling(kit: Kit<OrganizeConfig>, settings: OrganizeSettings, roots: Folders) {
  const filings = commandHandler(kit.store, filing);
  return {
    reactors: [startFiling(filings, kit.clock.now)],
    workers: [fileDownloads(kit, settings, filings, tools(kit, settings, roots), roots, newestDescription(kit.dataSource, kit.schema))],
  };
}

function tools({ config, external, logger }: Kit<OrganizeConfig>, settings: OrganizeSettings, { music, downloads }: Folders): FilingTools {
  return {
    probe,
    hash: hashFile,
    payloadHash,
    writeTags,
    ...coverSource(
      pictureSource(
        (policy) => external.client(policy),
        () => settings.tags().coverHosts,
      ),
      logger,
    ),
    quarantine: (filingId, source, reasons) => quarantine(join(config.dataDir, 'quarantine'), filingId, source, reasons),
    downloads: downloadFolder(downloads, () => folderPair(settings.downloads.now().pathMap)),
    music: musicFolder(music, ({ way, ignoresCase }) => logger.info('how files are published', { path: music.path, way, ignoresCase })),
  };
}
