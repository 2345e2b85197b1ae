import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { rpc } from '@soulsync/contracts';
import type { PicturePart } from '@soulsync/contracts';
import { Invalid, NotFound } from '@soulsync/service-kit';
import type { RpcClient } from '@soulsync/service-kit';
import { artworkSizes } from '../artwork/artwork-cache.js';
import type { ArtworkCache } from '../artwork/artwork-cache.js';
import { readPicture } from './read-picture.js';
import { REQUESTS } from './resource-controller.js';
import { contextOf } from './sign-in.guard.js';

export const ARTWORK = Symbol('artwork');

/** More than any cover has. */
const MAX_BYTES = 16 * 1024 * 1024;
/** A disk may be asleep. */
const READING_MS = 30_000;
/** Looked at again after that, by its ETag. */
const FRESH_S = 3_600;

/** Pictures of what the library holds, by its ids alone: nothing is fetched from an address that somebody names. */
@ApiTags('artwork')
@Controller('api/v1/artwork')
export class ArtworkController {
  constructor(
    @Inject(REQUESTS) private readonly requests: RpcClient,
    @Inject(ARTWORK) private readonly cache: ArtworkCache,
  ) {}

  @Get(':kind/:id')
  @ApiOperation({ summary: 'The picture of an album or artist of the library, resized' })
  @ApiParam({ name: 'kind', enum: ['albums', 'artists'] })
  @ApiQuery({ name: 'size', required: false, enum: [...artworkSizes] })
  @ApiProduces('image/webp')
  async artwork(
    @Param('kind') kind: string,
    @Param('id') id: string,
    @Query('size') asked: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (kind !== 'albums' && kind !== 'artists') throw new NotFound(`there are no pictures of ${kind}`);
    const size = artworkSizes.find((one) => String(one) === (asked ?? '160'));
    if (!size) throw new Invalid({ size: `is one of ${artworkSizes.join(', ')}` });
    const artwork = await this.cache.get(kind, id, size, () => this.read(kind, id, request));
    if (!artwork) throw new NotFound('there is no picture of it');
    response.setHeader('ETag', artwork.etag).setHeader('Cache-Control', `private, max-age=${FRESH_S}`);
    if (request.headers['if-none-match'] === artwork.etag) return void response.status(304).end();
    response.type('image/webp').send(artwork.webp);
  }

  /** null: there is none. Throws Unavailable when nobody could say. */
  private read(kind: string, id: string, request: Request): Promise<Buffer | null> {
    const context = contextOf(request);
    const ask = (offset: number) => this.requests.request<PicturePart>(rpc.plex.artwork, { kind, id, offset }, context, READING_MS);
    return readPicture(ask, MAX_BYTES);
  }
}
