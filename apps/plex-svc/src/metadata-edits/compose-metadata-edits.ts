import { join } from 'node:path';
import { commandHandler } from '@soulsync/event-store';
import { pictureSource, sideBySide } from '@soulsync/service-kit';
import type { Kit, Worker } from '@soulsync/service-kit';
import { musicPictures } from '../adapters/music-files/music-pictures.js';
import type { PlexConfig } from '../config.js';
import type { Resting } from '../connection/resting.js';
import { oncePer, workersFor } from '../connection/server-workers.js';
import type { ServerSet } from '../connection/server-workers.js';
import type { PlexServiceSettings } from '../settings.js';
import { catalogMetadata } from './adapters/catalog/catalog-metadata.js';
import { editPictures } from './adapters/edit-files/edit-pictures.js';
import { METADATA_EDIT_PARTS, MetadataEditsController } from './api/metadata-edits.controller.js';
import { metadataEdit } from './domain/metadata-edit/metadata-edit.js';
import { LEAST_PIXELS } from './ports/metadata-editor.js';
import type { EditedServer } from './ports/metadata-editor.js';
import { metadataEditItemsProjection } from './projections/metadata-edit-items.projection.js';
import { metadataEditsProjection } from './projections/metadata-edits.projection.js';
import { applyEdits } from './workers/apply-edits.js';
import type { MetadataEditParts } from './workers/edit-work.js';
import { proposeEdits } from './workers/propose-edits.js';

export const metadataEditProjections = [metadataEditsProjection, metadataEditItemsProjection];

/** Pictures and genres on the first server that takes any; where none does, on the first, which says so. */
export function composeMetadataEdits(
  kit: Kit<PlexConfig>,
  settings: PlexServiceSettings,
  servers: ServerSet<EditedServer>,
  resting: Resting,
) {
  const partsOf = oncePer((server: EditedServer) => metadataEditParts(kit, settings, server));
  const edited = () => servers.all().find(({ editor }) => editor !== null) ?? servers.all()[0] ?? null;
  const parts = () => {
    const server = edited();
    return server && partsOf(server);
  };
  const workerOf = (server: EditedServer): Worker => {
    const working = [proposeEdits(kit, partsOf(server)), applyEdits(kit, partsOf(server))];
    const both = {
      name: 'metadata-edits',
      run: (signal: AbortSignal) =>
        sideBySide(
          signal,
          working.map(({ run }) => run),
        ),
    };
    return resting(server, both);
  };
  const wanted = () => [edited()].filter((server) => server !== null).filter(({ editor }) => editor !== null);
  return {
    controllers: [MetadataEditsController],
    providers: [{ provide: METADATA_EDIT_PARTS, useValue: parts }],
    workers: [workersFor({ name: 'metadata-edits', wanted, changes: servers.changes, workerOf, logger: kit.logger })],
  };
}

function metadataEditParts(kit: Kit<PlexConfig>, settings: PlexServiceSettings, server: EditedServer): MetadataEditParts {
  const { config, logger, external, requests, store } = kit;
  return {
    server,
    edits: commandHandler(store, metadataEdit),
    metadata: catalogMetadata(requests),
    music: musicPictures(settings.musicDir, LEAST_PIXELS, logger),
    pictures: editPictures(join(config.dataDir, 'library-edits')),
    fetched: pictureSource(
      (policy) => external.client(policy),
      () => settings.pictures().coverHosts,
    ),
  };
}
