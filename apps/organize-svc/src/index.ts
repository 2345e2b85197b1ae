import { join } from 'node:path';
import { commandHandler, logIncidents } from '@soulsync/event-store';
import { defineService, KIT, pictureSource, rootGuard } from '@soulsync/service-kit';
import type { Kit, ResourceTable } from '@soulsync/service-kit';
import { payloadHash } from './adapters/audio/payload-hash.js';
import { probe } from './adapters/audio/probe.js';
import { coverSource } from './adapters/filesystem/cover.js';
import { downloadFolder } from './adapters/filesystem/download-folder.js';
import { hashFile } from './adapters/filesystem/hash-file.js';
import { musicFolder } from './adapters/filesystem/music-folder.js';
import { quarantine } from './adapters/filesystem/quarantine.js';
import { writeTags } from './adapters/tags/write-tags.js';
import { OrganizeConfig } from './config.js';
import { filing } from './domain/filing/filing.js';
import { root } from './domain/root/root.js';
import { ROOTS, RootsController } from './http/roots.controller.js';
import type { FilingTools } from './ports/filing-tools.js';
import { fileDownloads } from './processes/file-downloads.js';
import { keepRoots } from './processes/keep-roots.js';
import type { Roots } from './processes/keep-roots.js';
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
  disks: ({ musicDir, musicMinFreeMb, downloadDir, downloadMinFreeMb }) => [
    { name: 'music', path: musicDir, minFreeMb: musicMinFreeMb },
    ...(downloadDir === undefined ? [] : [{ name: 'downloads', path: downloadDir, minFreeMb: downloadMinFreeMb } as const]),
  ],
  compose(kit) {
    const filings = commandHandler(kit.store, filing);
    const { downloadDir } = kit.config;
    const roots = downloadDir ? rootsOf(kit, downloadDir) : null;
    return {
      module: {
        module: OrganizeModule,
        controllers: [RootsController],
        providers: [
          { provide: KIT, useValue: kit },
          { provide: ROOTS, useValue: roots },
        ],
      },
      reactors: [startFiling(filings, kit.clock.now)],
      workers: roots ? [fileDownloads(kit, filings, tools(kit, roots), roots)] : [],
    };
  },
});

function rootsOf(kit: Kit<OrganizeConfig>, downloadDir: string): Roots {
  const { config, store, dataSource } = kit;
  const has = async (which: string): Promise<boolean> => {
    const [row]: { has: boolean }[] = await dataSource.query(`SELECT EXISTS (SELECT 1 FROM organize.filings WHERE ${which}) AS "has"`);
    return row?.has === true;
  };
  const lostEvents = async () => (await logIncidents(kit.schema).list(dataSource)).length > 0;
  return keepRoots(kit, commandHandler(store, root), {
    // A system that filed before it remembered its folders knows by its filings that they were in use; one whose log lost events may have
    // forgotten both.
    music: rootGuard(store, 'music', config.musicDir, async () => {
      const holdsFiles = (await has(`"state" = 'published'`)) || (await lostEvents());
      return { used: holdsFiles, holdsFiles };
    }),
    downloads: rootGuard(store, 'downloads', downloadDir, async () => ({
      used: (await has('true')) || (await lostEvents()),
      holdsFiles: false,
    })),
  });
}

function tools({ config, outside, logger }: Kit<OrganizeConfig>, { music, downloads }: Roots): FilingTools {
  const [remote = '', local = ''] = (config.downloadPathMap ?? '').split('=');
  return {
    probe,
    hash: hashFile,
    payloadHash,
    writeTags,
    cover: coverSource(
      pictureSource((policy) => outside.client(policy), config.coverHosts),
      logger,
    ),
    quarantine: (filingId, source, reasons) => quarantine(join(config.dataDir, 'quarantine'), filingId, source, reasons),
    downloads: downloadFolder(downloads, remote && local ? { remote, local } : null),
    music: musicFolder(music),
  };
}
