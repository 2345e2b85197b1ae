import { join } from 'node:path';
import { commandHandler } from '@soulsync/event-store';
import { pictureSource } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { PlexConfig } from '../config.js';
import type { Resting } from '../connection/resting.js';
import { catalogMetadata } from './adapters/catalog/catalog-metadata.js';
import { editPictures } from './adapters/edit-files/edit-pictures.js';
import { musicPictures } from './adapters/music-files/music-pictures.js';
import { METADATA_EDIT_PARTS, MetadataEditsController } from './api/metadata-edits.controller.js';
import { metadataEdit } from './domain/metadata-edit/metadata-edit.js';
import type { EditedServer } from './ports/metadata-editor.js';
import { metadataEditItemsProjection } from './projections/metadata-edit-items.projection.js';
import { metadataEditsProjection } from './projections/metadata-edits.projection.js';
import { applyEdits } from './workers/apply-edits.js';
import type { MetadataEditParts } from './workers/edit-work.js';
import { proposeEdits } from './workers/propose-edits.js';

export const metadataEditProjections = [metadataEditsProjection, metadataEditItemsProjection];

/** Pictures and genres on the first server that takes any; where none does, on the first, which says so. */
export function composeMetadataEdits(kit: Kit<PlexConfig>, servers: readonly EditedServer[], resting: Resting) {
  const server = servers.find(({ editor }) => editor !== null) ?? servers[0];
  const parts = server ? metadataEditParts(kit, server) : null;
  const working = parts?.server.editor ? [proposeEdits(kit, parts), applyEdits(kit, parts)] : [];
  return {
    controllers: [MetadataEditsController],
    providers: [{ provide: METADATA_EDIT_PARTS, useValue: parts }],
    workers: working.map((worker) => (server ? resting(server, worker) : worker)),
  };
}

function metadataEditParts({ config, logger, external, requests, store }: Kit<PlexConfig>, server: EditedServer): MetadataEditParts {
  return {
    server,
    edits: commandHandler(store, metadataEdit),
    metadata: catalogMetadata(requests),
    music: musicPictures(config.musicDir, logger),
    pictures: editPictures(join(config.dataDir, 'library-edits')),
    fetched: pictureSource(
      (policy) => external.client(policy),
      () => config.coverHosts,
    ),
  };
}
