import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { rpc } from '@soulsync/contracts';
import type { PicturePart } from '@soulsync/contracts';
import { Invalid, KIT, NotFound } from '@soulsync/service-kit';
import type { Kit, RpcRequest } from '@soulsync/service-kit';
import type { PlexConfig } from '../../config.js';
import type { CoverFiles } from '../ports/cover-files.js';
import { artworkFiles, artworkKinds } from '../store/artwork-files.js';

export const COVER_FILES = Symbol('cover files');

/** Of a message of 1 MiB, as base64. */
const PART_BYTES = 512 * 1024;
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

  constructor(
    @Inject(KIT) private readonly kit: Kit<PlexConfig>,
    @Inject(COVER_FILES) private readonly covers: CoverFiles,
  ) {}

  /** A part of the picture of an album or artist, as it lies with its files. */
  @MessagePattern(rpc.plex.artwork)
  async artwork(@Payload() { body }: RpcRequest<Wish>): Promise<PicturePart> {
    const { kind, id, offset } = body;
    const known = artworkKinds.find((one) => one === kind);
    if (!known) throw new NotFound(`there are no pictures of ${kind}`);
    if (typeof offset !== 'number' || !Number.isInteger(offset) || offset < 0) throw new Invalid({ offset: 'is no whole number' });
    const key = `${known} ${id}`;
    const image =
      (offset > 0 ? this.kept.get(key) : undefined) ??
      (await this.covers.coverOf(await artworkFiles(this.kit.dataSource, known, id)))?.image;
    if (!image) throw new NotFound('there is no picture of it');
    this.keep(key, image);
    const part = Buffer.from(image).subarray(offset, offset + PART_BYTES);
    if (offset + part.length >= image.length) this.kept.delete(key);
    return { base64: part.toString('base64'), sizeBytes: image.length };
  }

  private keep(key: string, image: Uint8Array): void {
    this.kept.delete(key);
    this.kept.set(key, image);
    for (const oldest of [...this.kept.keys()].slice(0, -KEPT)) this.kept.delete(oldest);
  }
}
