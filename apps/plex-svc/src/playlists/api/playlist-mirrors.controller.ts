import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { actorText, rpc } from '@soulsync/contracts';
import type { CommandAccepted } from '@soulsync/contracts';
import { MirrorPlaylist, RunMirror } from '@soulsync/contracts/rest';
import type { MirrorPreview } from '@soulsync/contracts/rest';
import { commandContext, Invalid, KIT, NotFound, refused, validateBody } from '@soulsync/service-kit';
import type { Kit, RpcRequest } from '@soulsync/service-kit';
import type { PlexConfig } from '../../config.js';
import type { Mirrored } from '../domain/mirrored-playlist/mirrored-playlist.js';
import type { MirrorBackups } from '../workers/mirror-backups.js';
import { bounded, partsOf } from '../workers/parts.js';
import type { PlaylistMirrors } from '../workers/mirror-playlists.js';
import type { WantedLists } from '../store/wanted-list.js';
import type { MirrorStates } from '../store/mirror-states.js';
import type { MirroredPlaylists, Preview } from '../workers/playlist-run.js';

export const MIRRORED_PLAYLISTS = Symbol('mirrored playlists');

export interface MirroredPlaylistParts {
  /** One a server that keeps playlists. */
  readonly workers: () => readonly PlaylistMirrors[];
  readonly commands: MirroredPlaylists;
  readonly lists: WantedLists;
  readonly states: MirrorStates;
  readonly backups: MirrorBackups;
}

interface ById {
  readonly id: string;
}

/** An answer of four such lists fits into one message; the counts are whole. */
const [NAMES_SHOWN, NAMES_BYTES] = [300, 150_000];
const KNOWN_WITHIN_MS = 10_000;

@Controller()
export class PlaylistMirrorsController {
  constructor(
    @Inject(KIT) private readonly kit: Kit<PlexConfig>,
    @Inject(MIRRORED_PLAYLISTS) private readonly parts: MirroredPlaylistParts,
  ) {}

  /** Switches it on, or changes its mode or its list; the first run is due at once. */
  @MessagePattern(rpc.plex.mirrorPlaylist)
  async mirror(@Payload() request: RpcRequest<ById & MirrorPlaylist>): Promise<CommandAccepted> {
    const { mode = 'append', server, serverPlaylistKey = null } = request.body;
    const { playlistId, worker, mirrorId } = await this.chosen(request.body.id, server);
    const context = commandContext(request, this.kit.clock);
    const data = { mirrorId, playlistId, server: worker.runs.server.kind, mode, serverPlaylistKey, at: context.time };
    const { position } = await this.parts.commands(mirrorId, { type: 'EnableMirror', data }, context);
    return this.asked(mirrorId, worker, position);
  }

  /** The list on the server stays as it is. */
  @MessagePattern(rpc.plex.stopMirror)
  async stop(@Payload() request: RpcRequest<ById & RunMirror>): Promise<CommandAccepted> {
    const { server } = await validateBody(RunMirror, request.body);
    const { mirrorId } = await this.chosen(request.body.id, server);
    await this.switchedOn(mirrorId);
    const context = commandContext(request, this.kit.clock);
    const { position } = await this.parts.commands(mirrorId, { type: 'DisableMirror', data: { at: context.time } }, context);
    return { id: mirrorId, position };
  }

  /** Now, also one that rests after a backup was restored. */
  @MessagePattern(rpc.plex.runMirror)
  async run(@Payload() request: RpcRequest<ById & RunMirror>): Promise<CommandAccepted> {
    const { server } = await validateBody(RunMirror, request.body);
    const { mirrorId, worker } = await this.chosen(request.body.id, server);
    await this.switchedOn(mirrorId);
    const context = commandContext(request, this.kit.clock);
    const { position } = await this.parts.commands(
      mirrorId,
      { type: 'ResumeMirror', data: { by: actorText(context.actor), at: context.time } },
      context,
    );
    return this.asked(mirrorId, worker, position);
  }

  /** What a run would do, also of a playlist that is not mirrored yet; nothing is written. */
  @MessagePattern(rpc.plex.previewMirror)
  async preview(@Payload() request: RpcRequest<ById & RunMirror>): Promise<MirrorPreview> {
    const { server, mode } = await validateBody(RunMirror, request.body);
    const { playlistId, mirrorId, worker } = await this.chosen(request.body.id, server);
    return previewOf(mirrorId, worker.runs.server.kind, await worker.runs.preview(mirrorId, playlistId, mode ?? null));
  }

  /** A person lets the next run do what was refused. */
  @MessagePattern(rpc.plex.allowMirror)
  async allow(@Payload() request: RpcRequest<ById>): Promise<CommandAccepted> {
    const { mirrorId, server, refusal } = await this.switchedOn(request.body.id);
    if (!refusal) throw refused('nothing-was-refused', {});
    if (refusal.cause !== 'would-shrink' && refusal.cause !== 'would-be-empty' && refusal.cause !== 'gone')
      throw refused('not-to-be-allowed', { cause: refusal.cause });
    const context = commandContext(request, this.kit.clock);
    const { position } = await this.parts.commands(
      mirrorId,
      { type: 'AllowOnce', data: { by: actorText(context.actor), at: context.time } },
      context,
    );
    return this.asked(mirrorId, this.workerOf(server), position);
  }

  @MessagePattern(rpc.plex.restoreBackup)
  async restore(@Payload() request: RpcRequest<ById>): Promise<CommandAccepted> {
    const backup = await this.parts.backups.find(request.body.id);
    if (!backup) throw new NotFound(`no backup has the id ${request.body.id}`);
    const { mirrorId, server } = await this.switchedOn(backup.backup.mirrorId);
    const context = commandContext(request, this.kit.clock);
    const data = { backupId: request.body.id, by: actorText(context.actor), at: context.time };
    const { position } = await this.parts.commands(mirrorId, { type: 'AskRestore', data }, context);
    return this.asked(mirrorId, this.workerOf(server), position);
  }

  private async asked(mirrorId: string, worker: PlaylistMirrors, position: string | null): Promise<CommandAccepted> {
    await this.parts.states.ask(mirrorId);
    worker.wake(mirrorId);
    return { id: mirrorId, position };
  }

  /** The playlist, and the server its mirror is on; the first server that keeps playlists where none is named. */
  private async chosen(id: string, server: string | undefined) {
    const end = await this.kit.store.lastPosition();
    if (end !== null) await this.kit.projections.waitFor(end, ['mirror-order'], KNOWN_WITHIN_MS);
    const playlistId = await this.parts.lists.playlist(id);
    if (playlistId === null) throw new NotFound(`no followed playlist has the id ${id}`);
    const worker = this.workerOf(server);
    return { playlistId, worker, mirrorId: `${playlistId}-${worker.runs.server.kind}` };
  }

  private workerOf(server: string | undefined): PlaylistMirrors {
    const workers = this.parts.workers();
    const kinds = workers.map(({ runs }) => runs.server.kind).join(', ');
    const worker = server === undefined ? workers[0] : workers.find(({ runs }) => runs.server.kind === server);
    if (worker) return worker;
    if (workers.length === 0) throw refused('no-playlists', {});
    throw new Invalid({ server: `is none that keeps playlists; there is ${kinds}` });
  }

  private async switchedOn(mirrorId: string): Promise<Mirrored> {
    const mirrored = await this.parts.commands.load(mirrorId);
    if (mirrored.status !== 'on') throw new NotFound('this playlist is not mirrored');
    return mirrored;
  }
}

function previewOf(mirrorId: string, server: string, { added, removed, moved, notPlaced, refusal, ...about }: Preview): MirrorPreview {
  return {
    ...about,
    mirrorId,
    server,
    addedCount: added.length,
    removedCount: removed.length,
    movedCount: moved.length,
    notPlacedCount: notPlaced.length,
    added: names(added.map(({ title, artists }) => ({ title, artist: artists.join(', ') }))),
    removed: names(removed),
    moved: names(moved),
    notPlaced: names(notPlaced.map(({ title, artists, reason }) => ({ title, artist: artists.join(', '), reason }))),
    refusal,
  };
}

function names<T extends { readonly title: string; readonly artist: string }>(all: readonly T[]): readonly T[] {
  const short = all.slice(0, NAMES_SHOWN).map((one) => ({ ...one, title: bounded(one.title), artist: bounded(one.artist) }));
  return partsOf(short, NAMES_BYTES)[0] ?? [];
}
