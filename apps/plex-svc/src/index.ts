import { join } from 'node:path';
import { commandHandler, uuid5, SOULSYNC_NAMESPACE } from '@soulsync/event-store';
import { ConfigError, defineService, discoveries, pictureSource, rootGuard, VERSION } from '@soulsync/service-kit';
import type { Kit, ServiceDefinition, Worker } from '@soulsync/service-kit';
import { READER_VERSION } from './adapters/folder/file-tags.js';
import { folderLibraryServer } from './adapters/folder/folder-library-server.js';
import type { WatchState } from './adapters/folder/watch-folders.js';
import { sizeHere } from './adapters/folder/size-here.js';
import { jellyfinClient } from './adapters/jellyfin/jellyfin-client.js';
import type { JellyfinAccount } from './adapters/jellyfin/jellyfin-client.js';
import { jellyfinLibraryServer } from './adapters/jellyfin/jellyfin-library-server.js';
import { pathMap } from './domain/library/path-map.js';
import { plexClient } from './adapters/plex/plex-client.js';
import { plexConnection } from './adapters/plex/plex-connection.js';
import type { PlexConnection } from './adapters/plex/plex-connection.js';
import { plexLibraryServer } from './adapters/plex/plex-library-server.js';
import { subsonicClient } from './adapters/subsonic/subsonic-client.js';
import { subsonicLibraryServer } from './adapters/subsonic/subsonic-library-server.js';
import { subsonicPaths } from './adapters/subsonic/subsonic-paths.js';
import { plexTvAccount } from './adapters/plex-tv/plex-tv-account.js';
import { plexTvClient } from './adapters/plex-tv/plex-tv-client.js';
import { postgresFileNotes } from './adapters/postgres/postgres-file-notes.js';
import { PlexConfig } from './config.js';
import { catalogFacts } from './adapters/catalog/catalog-facts.js';
import { editPictures } from './adapters/edit-files/edit-pictures.js';
import { musicPictures } from './adapters/music-files/music-pictures.js';
import { metadataEdit } from './domain/metadata-edit/metadata-edit.js';
import { applyEdits } from './processes/apply-edits.js';
import type { EditTools } from './processes/edit-work.js';
import { proposeEdits } from './processes/propose-edits.js';
import { libraryEditItemsProjection } from './projections/library-edit-items.projection.js';
import { libraryEditsProjection } from './projections/library-edits.projection.js';
import { libraryAlbum } from './domain/library-album/library-album.js';
import { libraryScan } from './domain/library-scan/library-scan.js';
import { library } from './domain/library/library.js';
import { mediaServer } from './domain/media-server/media-server.js';
import { FileNotes1764200000000 } from './migrations/1764200000000-file-notes.js';
import { mirrorBackup } from './domain/mirrored-playlist/mirror-backup.js';
import { mirroredPlaylist } from './domain/mirrored-playlist/mirrored-playlist.js';
import { MirrorMarks1764100000000 } from './migrations/1764100000000-mirror-marks.js';
import { PlaylistMirrorMarks1764400000000 } from './migrations/1764400000000-playlist-mirror-marks.js';
import { Trigrams1764300000000 } from './migrations/1764300000000-trigrams.js';
import { plexModule } from './plex.module.js';
import type { LibraryServer, ServerKind } from './ports/library-server.js';
import type { ServerAccount } from './ports/server-account.js';
import type { ServerTargets } from './ports/server-connection.js';
import { chooseMediaServer } from './processes/choose-media-server.js';
import { indexPublishedFiles } from './processes/index-published-files.js';
import { keepConnected, tellStanding, whileUsable } from './processes/keep-connected.js';
import { mediaServerSettings } from './processes/media-server-settings.js';
import { mirrorBackups } from './processes/mirror-backups.js';
import { mirrorLibrary } from './processes/mirror-library.js';
import { markTracks } from './processes/mark-tracks.js';
import { mirrorMarks } from './processes/mirror-marks.js';
import { mirrorPlaylists } from './processes/mirror-playlists.js';
import type { PlaylistMirrors } from './processes/mirror-playlists.js';
import { mirrors } from './processes/mirror.js';
import { pathProver } from './processes/prove-paths.js';
import { signIns } from './processes/sign-ins.js';
import { playlistMirrorMarks } from './processes/playlist-mirror-marks.js';
import { playlistRuns } from './processes/playlist-run.js';
import { wantedLists } from './processes/wanted-list.js';
import { libraryAlbumsProjection } from './projections/library-albums.projection.js';
import { libraryMirrorProjection } from './projections/library-mirror.projection.js';
import { libraryScansProjection } from './projections/library-scans.projection.js';
import { libraryTracksProjection } from './projections/library-tracks.projection.js';
import { mirrorBackupsProjection } from './projections/mirror-backups.projection.js';
import { mirrorEntriesProjection } from './projections/mirror-entries.projection.js';
import { mirrorGapsProjection } from './projections/mirror-gaps.projection.js';
import { mirrorMatchesProjection } from './projections/mirror-matches.projection.js';
import { mirrorOrderProjection } from './projections/mirror-order.projection.js';
import { placedFilesProjection } from './projections/placed-files.projection.js';
import { playlistMirrorsProjection } from './projections/playlist-mirrors.projection.js';
import { unindexedFilesProjection } from './projections/unindexed-files.projection.js';
import { plexResources } from './resources.js';

export { folderLibraryServer } from './adapters/folder/folder-library-server.js';
export { postgresFileNotes } from './adapters/postgres/postgres-file-notes.js';
export { FileNotes1764200000000 } from './migrations/1764200000000-file-notes.js';
export { inMemoryFileNotes, noFileNotes } from './adapters/in-memory/in-memory-file-notes.js';
export { markAll } from './processes/mark-tracks.js';
export { plexResources } from './resources.js';

export const plexProjections = [
  libraryTracksProjection,
  libraryAlbumsProjection,
  libraryMirrorProjection,
  libraryScansProjection,
  placedFilesProjection,
  unindexedFilesProjection,
  mirrorOrderProjection,
  mirrorEntriesProjection,
  mirrorMatchesProjection,
  playlistMirrorsProjection,
  mirrorGapsProjection,
  mirrorBackupsProjection,
  libraryEditsProjection,
  libraryEditItemsProjection,
];

export const plexService = plexServiceOf(configuredServers);

interface Servers {
  /** The first one proves published files. */
  readonly all: readonly LibraryServer[];
  /** The one of them that works on the connection to the chosen media server; null: none does. */
  readonly connected: LibraryServer | null;
}

export function plexServiceOf(serversOf: (kit: Kit<PlexConfig>, connection: PlexConnection) => Servers): ServiceDefinition {
  return defineService({
    name: 'plex-svc',
    schema: 'plex',
    config: PlexConfig,
    projections: plexProjections,
    resources: plexResources,
    // What was found of the servers is found again: whole sweeps and runs that nothing held to be done.
    onLostLog: { forget: (manager) => manager.query('TRUNCATE plex.mirror_mark, plex.sweep_page, plex.playlist_mirror_mark') },
    migrations: [MirrorMarks1764100000000, FileNotes1764200000000, Trigrams1764300000000, PlaylistMirrorMarks1764400000000],
    compose(kit) {
      const account = serverAccount(kit);
      const settings = mediaServerSettings(kit, commandHandler(kit.store, mediaServer), account);
      const connection = plexServerConnection(kit, settings);
      const { all, connected } = serversOf(kit, connection);
      const prover = pathProver(kit.config.musicDir, sizeHere(kit.config.musicDir));
      const libraries = commandHandler(kit.store, library);
      const open = mirrors(kit, commandHandler(kit.store, libraryAlbum));
      const marks = mirrorMarks(kit.dataSource);
      const watching = all.map((server) => mirrorLibrary(kit, server, open, marks, libraries, prover));
      const [primary, ...others] = all;
      const indexing = primary ? [indexPublishedFiles(kit, primary, others, open, commandHandler(kit.store, libraryScan))] : [];
      const overPlex = watching.find(({ server }) => server === connected);
      const back = () => overPlex?.look(false);
      const provePaths = overPlex ? () => overPlex.provePaths() : null;
      const desk = chooseMediaServer(kit, { settings, account, connection, back, provePaths });
      const signing = signIns(kit, { account, settings, desk });
      const rested = () => tellStanding(kit, connection.state());
      const over = (server: LibraryServer | undefined, worker: Worker) =>
        server !== undefined && server === connected ? whileUsable(connection, worker, rested) : worker;
      const playlists = mirroredPlaylists(kit, all);
      const tools = editTools(kit, all.find(({ editor }) => editor !== null) ?? primary);
      return {
        module: plexModule(kit, {
          edits: tools,
          mirrors: watching,
          libraries,
          playlists,
          desk,
          signIns: signing,
          mediaServers: discoveries(kit, ['plex', 'jellyfin', 'subsonic']),
        }),
        workers: [
          signing,
          ...(connected ? [keepConnected(kit, connection, back)] : []),
          ...watching.map((mirror) => over(mirror.server, mirror)),
          ...indexing.map((worker) => over(primary, worker)),
          ...(tools?.server.editor ? [proposeEdits(kit, tools), applyEdits(kit, tools)] : []).map((worker) => over(tools?.server, worker)),
          markTracks(kit),
          ...playlists.workers.map((worker) => over(worker.runs.server, worker)),
        ],
      };
    },
  });
}

/** Mirrored playlists on each server that keeps playlists. */
function mirroredPlaylists(kit: Kit<PlexConfig>, servers: readonly LibraryServer[]) {
  const commands = commandHandler(kit.store, mirroredPlaylist);
  const lists = wantedLists(kit.dataSource);
  const marks = playlistMirrorMarks(kit.dataSource);
  const backups = mirrorBackups(kit.dataSource, commandHandler(kit.store, mirrorBackup), lists);
  const workers = servers
    .filter((server) => server.playlists !== null)
    .map((server): PlaylistMirrors => mirrorPlaylists(kit, playlistRuns({ kit, server, mirrors: commands, backups, lists }), lists, marks));
  return { workers, commands, lists, marks, backups };
}

/** null: there is no server at all. */
function editTools(kit: Kit<PlexConfig>, server: LibraryServer | undefined): EditTools | null {
  if (!server) return null;
  const { config, logger, outside, requests, store } = kit;
  const fetched = pictureSource((policy) => outside.client(policy), config.coverHosts);
  return {
    server,
    edits: commandHandler(store, metadataEdit),
    facts: catalogFacts(requests),
    music: musicPictures(config.musicDir, logger),
    pictures: editPictures(join(config.dataDir, 'library-edits')),
    fetched,
  };
}

function configuredServers(kit: Kit<PlexConfig>, connection: PlexConnection): Servers {
  const kinds = [...new Set(kit.config.libraryServer.split(','))] as ServerKind[]; // checked by the configuration
  const all = kinds.map((kind) => libraryServer(kit, kind, connection));
  return { all, connected: all.find(({ kind }) => kind === 'plex') ?? null };
}

function libraryServer(kit: Kit<PlexConfig>, kind: ServerKind, connection: PlexConnection): LibraryServer {
  switch (kind) {
    case 'folder':
      return folder(kit);
    case 'plex':
      return plexLibrary(kit, connection);
    case 'subsonic':
      return subsonic(kit);
    case 'jellyfin':
      return jellyfin(kit);
  }
}

function folder({ config, dataSource, logger, health, store }: Kit<PlexConfig>): LibraryServer {
  const told = ({ watched, polled, exhausted }: WatchState) => {
    logger.info('the music folder is watched', { watched, polled });
    if (exhausted === null) return health.clear('music-folder-polled');
    health.raise({
      code: 'music-folder-polled',
      level: 'warning',
      message: `The system gives no more watches, so the music folder is only looked at every minute: ${exhausted}`,
      advice: 'Raise fs.inotify.max_user_watches above the number of your music folders and start again.',
    });
  };
  const pollMs = config.musicPollSeconds === 0 ? null : config.musicPollSeconds * 1_000;
  const notes = postgresFileNotes(dataSource, READER_VERSION);
  const guard = rootGuard(store, 'music', config.musicDir);
  const trouble = async () => {
    const { verdict } = await guard.judge();
    // One that organize-svc did not take into use yet is read as it is; why one can't be read, the reading itself says best.
    return verdict === 'in-order' || verdict === 'first-use' || verdict === 'unreadable'
      ? null
      : `The library is not read while the music folder ${config.musicDir} is away.`; // what is wrong with it, organize-svc says
  };
  return folderLibraryServer(config.musicDir, { logger, notes, trouble, watch: { pollMs, told } });
}

/** One lasting id an installation: a new one a start would fill the user's list of devices and end sign-ins. */
const clientId = ({ config }: Kit<PlexConfig>) => uuid5(SOULSYNC_NAMESPACE, 'plex-client', config.dataDir);
const PRODUCT = 'SoulSync';

const clientHeaders = (kit: Kit<PlexConfig>): Readonly<Record<string, string>> => ({
  'X-Plex-Client-Identifier': clientId(kit),
  'X-Plex-Product': PRODUCT,
  'X-Plex-Version': VERSION,
  'X-Plex-Platform': 'Node.js',
  'X-Plex-Device-Name': PRODUCT,
});

function serverAccount(kit: Kit<PlexConfig>): ServerAccount {
  const own = kit.config.plexTvUrl?.replace(/\/+$/, '');
  const client = (baseUrl: string) =>
    plexTvClient(kit.outside.client({ system: 'plex.tv', baseUrl, headers: () => clientHeaders(kit), timeoutMs: 8_000 }));
  return plexTvAccount(client(own ?? 'https://plex.tv'), client(own ?? 'https://clients.plex.tv'), {
    authPage: own ? `${own}/auth` : 'https://app.plex.tv/auth',
    clientId: clientId(kit),
    product: PRODUCT,
  });
}

function plexServerConnection(kit: Kit<PlexConfig>, targets: ServerTargets): PlexConnection {
  return plexConnection({
    targets,
    open: (baseUrl, token, policy) =>
      kit.outside.client({
        system: 'plex',
        baseUrl,
        headers: () => ({ ...clientHeaders(kit), ...(token ? { 'X-Plex-Token': token.reveal() } : {}) }),
        ...policy,
      }),
    clock: kit.clock,
    chance: Math.random,
  });
}

const plexLibrary = ({ config }: Kit<PlexConfig>, connection: PlexConnection): LibraryServer =>
  plexLibraryServer(plexClient(connection.client), {
    sections: config.plexSection?.split(',').map((key) => key.trim()) ?? null,
    pageSize: config.plexPageSize,
    paths: pathMap(config.plexPathMap, config.musicDir),
    serverNow: () => connection.state().serverId,
  });

function subsonic({ config, outside }: Kit<PlexConfig>): LibraryServer {
  const { subsonicUrl: url, subsonicUser, subsonicPassword, subsonicApiKey } = config;
  if (!url || !(subsonicApiKey || (subsonicUser && subsonicPassword)))
    throw new ConfigError([
      'SOULSYNC_SUBSONIC_URL and either SOULSYNC_SUBSONIC_USER with SOULSYNC_SUBSONIC_PASSWORD or SOULSYNC_SUBSONIC_API_KEY must be set when SOULSYNC_LIBRARY_SERVER names subsonic',
    ]);
  const account = { url, user: subsonicUser ?? null, password: subsonicPassword ?? null, apiKey: subsonicApiKey ?? null };
  const policy = { system: 'subsonic', baseUrl: url, timeoutMs: 30_000, circuit: { failures: 8, openMs: 5_000 } };
  // A write is sent as GET where the server takes no forms, and is never repeated all the same.
  const http = { reads: outside.client({ ...policy, retries: 2 }), writes: outside.client({ ...policy, retries: 0 }) };
  return subsonicLibraryServer(subsonicClient(http, account), account, subsonicPaths(config.subsonicPathMap, config.musicDir));
}

/** Jellyfin looks at a path it was told about within minutes, some versions within a quarter of an hour. */
const JELLYFIN_PATH_PATIENCE_MS = 900_000;

function jellyfin(kit: Kit<PlexConfig>): LibraryServer {
  const { jellyfinUrl: baseUrl, dataDir, jellyfinPathMap, musicDir } = kit.config;
  const account = jellyfinAccount(kit.config);
  if (!baseUrl || !account)
    throw new ConfigError([
      'SOULSYNC_JELLYFIN_URL and either SOULSYNC_JELLYFIN_USER (with SOULSYNC_JELLYFIN_PASSWORD) or SOULSYNC_JELLYFIN_API_KEY, not both, must be set when SOULSYNC_LIBRARY_SERVER names jellyfin',
    ]);
  const circuit = { failures: 8, openMs: 5_000 };
  const http = kit.outside.client({ system: 'jellyfin', baseUrl, timeoutMs: 15_000, retries: 2, circuit });
  const device = { id: uuid5(SOULSYNC_NAMESPACE, 'jellyfin-device', dataDir), version: VERSION };
  return jellyfinLibraryServer(jellyfinClient(http, account, device), {
    pageSize: 300,
    paths: pathMap(jellyfinPathMap, musicDir),
    pathPatienceMs: JELLYFIN_PATH_PATIENCE_MS,
  });
}

function jellyfinAccount({ jellyfinUser: name, jellyfinPassword, jellyfinApiKey: key }: PlexConfig): JellyfinAccount | null {
  if (name && key) return null;
  if (name) return { kind: 'user', name, password: jellyfinPassword ?? null };
  return key ? { kind: 'api-key', key } : null;
}
