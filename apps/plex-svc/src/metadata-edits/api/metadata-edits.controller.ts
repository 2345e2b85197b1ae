import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { actorText, rpc } from '@soulsync/contracts';
import type { RefusalParams } from '@soulsync/contracts';
import type { CommandAccepted, EditChoice, PicturePart } from '@soulsync/contracts';
import type { ApplyMetadataEdit, ProposeMetadataEdit } from '@soulsync/contracts/rest';
import { commandContext, Invalid, KIT, NotFound, picturePart, placeIn, refused } from '@soulsync/service-kit';
import type { Kit, RpcRequest } from '@soulsync/service-kit';
import type { PlexConfig } from '../../config.js';
import type { MetadataEditCommand } from '../domain/metadata-edit/metadata-edit.js';
import { editorOf } from '../workers/edit-work.js';
import type { MetadataEditParts } from '../workers/edit-work.js';
import { findItem, serverOf } from '../store/edits.js';

export const METADATA_EDIT_PARTS = Symbol('what edits work with');

interface ById {
  readonly id: string;
}

interface PictureWish extends ById {
  readonly which?: unknown;
  readonly offset?: unknown;
}

@Controller()
export class MetadataEditsController {
  constructor(
    @Inject(KIT) private readonly kit: Kit<PlexConfig>,
    @Inject(METADATA_EDIT_PARTS) private readonly parts: () => MetadataEditParts | null,
  ) {}

  /** Looking takes its time; the edit's own row says how far it is. */
  @MessagePattern(rpc.plex.proposeEdit)
  async propose(@Payload() request: RpcRequest<ProposeMetadataEdit>): Promise<CommandAccepted> {
    const { kind, fields, scope, ids = [] } = request.body;
    if ((scope === 'ids') !== ids.length > 0) throw new Invalid({ ids: 'belong to the scope ids, and only to it' });
    const { server, edits } = this.known();
    const { serverId, capabilities } = await server.identify();
    if (!server.editor || !capabilities.edits)
      throw refused('takes-no-edits', { cause: server.editor ? 'not-the-owner' : 'no-such-server' });
    const context = commandContext(request, this.kit.clock);
    const editId = context.commandId;
    const data = { editId, serverId, kind, fields, scope, ids, by: actorText(context.actor), at: context.time };
    const { position } = await edits(editId, { type: 'RequestEdit', data }, context);
    return { id: editId, position };
  }

  @MessagePattern(rpc.plex.applyEdit)
  async apply(@Payload() request: RpcRequest<ApplyMetadataEdit & ById>): Promise<CommandAccepted> {
    const { id, itemIds, exceptItemIds } = request.body;
    if (itemIds && exceptItemIds) throw new Invalid({ itemIds: 'either these alone, or all but those' });
    const choice: EditChoice = itemIds
      ? { only: places(id, 'itemIds', itemIds) }
      : { except: places(id, 'exceptItemIds', exceptItemIds ?? []) };
    const waiting = 'accept';
    return this.command(request, waiting, (by, at) => ({ type: 'AcceptEdit', data: { choice, by, at } }));
  }

  /** Also ends the looking, and stops the writing behind the change in hand. */
  @MessagePattern(rpc.plex.rejectEdit)
  async reject(@Payload() request: RpcRequest<ById>): Promise<CommandAccepted> {
    const accepted = await this.command(request, 'stop', (by, at) => ({
      type: 'RejectEdit',
      data: { by, at },
    }));
    const { edits, pictures } = this.known();
    if ((await edits.load(accepted.id)).status === 'ended') await pictures.dropAll(accepted.id);
    return accepted;
  }

  @MessagePattern(rpc.plex.undoEdit)
  undo(@Payload() request: RpcRequest<ById>): Promise<CommandAccepted> {
    return this.command(request, 'undo', (by, at) => ({ type: 'UndoEdit', data: { by, at } }));
  }

  /** `before`: as it was kept, else as the server shows it; `after`: as it was offered, else as the server shows it. */
  @MessagePattern(rpc.plex.editPicture)
  async picture(@Payload() request: RpcRequest<PictureWish>): Promise<PicturePart> {
    const { id, which, offset } = request.body;
    if (which !== 'before' && which !== 'after') throw new Invalid({ which: 'is before or after' });
    const place = placeIn(offset);
    const image = await this.pictureOf(id, which);
    if (!image) throw new NotFound('there is no such picture');
    return picturePart(image, place);
  }

  private async pictureOf(id: string, which: 'before' | 'after'): Promise<Uint8Array | null> {
    const { server, pictures } = this.known();
    const item = await findItem(this.kit.dataSource, id);
    if (item?.field !== 'picture' || (which === 'before' && item.before === null)) return null;
    const kept = which === 'after' ? await pictures.offered(item.editId, item.n) : (await pictures.begun(item.editId, item.n))?.former;
    const isShown = which === 'after' ? item.state === 'written' : item.state !== 'written';
    if (kept || !isShown) return kept ?? null;
    const { editor } = await editorOf(server, (await serverOf(this.kit.dataSource, item.editId)) ?? '');
    return editor.picture(item.kind, item.serverKey);
  }

  private async command(
    request: RpcRequest<ById>,
    action: RefusalParams['nothing-to-do']['action'],
    commandOf: (by: string, at: string) => MetadataEditCommand,
  ): Promise<CommandAccepted> {
    const { id } = request.body;
    const { edits } = this.known();
    if ((await edits.load(id)).status === 'none') throw new NotFound(`no edit of the library has the id ${id}`);
    const context = commandContext(request, this.kit.clock);
    const { events, position } = await edits(id, commandOf(actorText(context.actor), context.time), context);
    if (events.length === 0) throw refused('nothing-to-do', { action });
    return { id, position };
  }

  private known(): MetadataEditParts {
    const parts = this.parts();
    if (!parts) throw refused('takes-no-edits', { cause: 'no-such-server' });
    return parts;
  }
}

/** Places of items that are of this edit. */
function places(editId: string, field: string, itemIds: readonly string[]): readonly number[] {
  return itemIds.map((itemId) => {
    const [, n] = /:(\d{1,7})$/.exec(itemId) ?? [];
    if (n === undefined || itemId !== `${editId}:${n}`) throw new Invalid({ [field]: `${itemId} is no change of this edit` });
    return Number(n);
  });
}
