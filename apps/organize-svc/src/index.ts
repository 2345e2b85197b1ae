import { join } from 'node:path';
import { commandHandler } from '@soulsync/event-store';
import { defineService, pictureSource } from '@soulsync/service-kit';
import type { Kit, ResourceTable } from '@soulsync/service-kit';
import { payloadHash } from './adapters/audio/payload-hash.js';
import { probe } from './adapters/audio/probe.js';
import { coverSource } from './adapters/filesystem/cover.js';
import { findDownload } from './adapters/filesystem/find-download.js';
import { hashFile } from './adapters/filesystem/hash-file.js';
import { musicFolder, quarantine } from './adapters/filesystem/music-folder.js';
import { writeTags } from './adapters/tags/write-tags.js';
import { OrganizeConfig } from './config.js';
import { filing } from './domain/filing/filing.js';
import type { FilingTools } from './ports/filing-tools.js';
import { fileDownloads } from './processes/file-downloads.js';
import { startFiling } from './processes/start-filing.js';
import { filingsProjection } from './projections/filings.projection.js';

export { payloadHash };

const filingsTable: ResourceTable = {
  from: 'organize.filings',
  id: 'id',
  sortable: ['title', 'state', 'startedAt', 'updatedAt', 'path'],
  filters: { state: 'text', acquisitionId: 'text', startedAt: 'instant' },
  search: ['title', 'path', 'source'],
  defaultSort: { by: 'updatedAt', order: 'DESC' },
  projections: ['filings'],
};

class OrganizeModule {}

export const organizeService = defineService({
  name: 'organize-svc',
  schema: 'organize',
  config: OrganizeConfig,
  projections: [filingsProjection],
  resources: { filings: filingsTable },
  roots: ({ musicDir, musicMinFreeMb, downloadDir, downloadMinFreeMb }) => [
    { name: 'music', path: musicDir, minFreeMb: musicMinFreeMb },
    ...(downloadDir === undefined ? [] : [{ name: 'downloads', path: downloadDir, minFreeMb: downloadMinFreeMb } as const]),
  ],
  compose(kit) {
    const filings = commandHandler(kit.store, filing);
    const { downloadDir } = kit.config;
    return {
      module: { module: OrganizeModule },
      reactors: [startFiling(filings, kit.clock.now)],
      workers: downloadDir ? [fileDownloads(kit, filings, tools(kit, downloadDir))] : [],
    };
  },
});

function tools({ config, outside, logger }: Kit<OrganizeConfig>, root: string): FilingTools {
  const [remote = '', local = ''] = (config.downloadPathMap ?? '').split('=');
  const folder = { root, map: remote && local ? { remote, local } : null };
  return {
    find: (transfer) => findDownload(folder, transfer),
    probe,
    hash: hashFile,
    payloadHash,
    writeTags,
    cover: coverSource(
      pictureSource((policy) => outside.client(policy), config.coverHosts),
      logger,
    ),
    quarantine: (filingId, source, reasons) => quarantine(join(config.dataDir, 'quarantine'), filingId, source, reasons),
    music: musicFolder(config.musicDir),
  };
}
