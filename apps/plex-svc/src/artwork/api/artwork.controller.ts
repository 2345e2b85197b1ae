import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { rpc } from '@soulsync/contracts';
import type { PicturePart } from '@soulsync/contracts';
import { isLastPart, NotFound, picturePart, placeIn } from '@soulsync/service-kit';
import type { RpcRequest } from '@soulsync/service-kit';
import { artworkKinds } from '../store/artwork-files.js';
import { findPicture } from '../workers/find-picture.js';
import type { PicturePlaces } from '../workers/find-picture.js';

export const PICTURE_PLACES = Symbol('picture places');

/** A picture that is asked for part by part is read once. */
const KEPT = 4;

interface Wish {
  readonly kind: string;
  readonly id: string;
  readonly offset: number;
}

@Controller()
export class ArtworkController {
  private readonly kept = new Map<string, Uint8Array>();

  constructor(@Inject(PICTURE_PLACES) private readonly places: PicturePlaces) {}

  /** A part of the picture of an album or artist, as it lies with its files or as a media server shows it. */
  @MessagePattern(rpc.plex.artwork)
  async artwork(@Payload() { body }: RpcRequest<Wish>): Promise<PicturePart> {
    const { kind, id, offset } = body;
    const known = artworkKinds.find((one) => one === kind);
    if (!known) throw new NotFound(`there are no pictures of ${kind}`);
    const place = placeIn(offset);
    const key = `${known} ${id}`;
    const image = (place > 0 ? this.kept.get(key) : undefined) ?? (await findPicture(this.places, known, id));
    if (!image) throw new NotFound('there is no picture of it');
    this.keep(key, image);
    if (isLastPart(image, place)) this.kept.delete(key);
    return picturePart(image, place);
  }

  private keep(key: string, image: Uint8Array): void {
    this.kept.delete(key);
    this.kept.set(key, image);
    for (const oldest of [...this.kept.keys()].slice(0, -KEPT)) this.kept.delete(oldest);
  }
}
