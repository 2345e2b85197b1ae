import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { rpc } from '@soulsync/contracts';
import type { PicturePart } from '@soulsync/contracts';
import { NotFound, pictureShape } from '@soulsync/service-kit';
import type { RpcClient } from '@soulsync/service-kit';
import { readPicture } from './read-picture.js';
import { REQUESTS } from './resource-controller.js';
import { contextOf } from './sign-in.guard.js';

/** The media server may take its time to say who it is. */
const ASKING_MS = 60_000;

/** Pictures of the difference, under the console's own address: nothing is shown from elsewhere. */
@ApiTags('metadata-edits')
@Controller('api/v1/metadata-edit-items')
export class MetadataEditPictures {
  constructor(@Inject(REQUESTS) private readonly requests: RpcClient) {}

  @Get(':id/picture/:which')
  @ApiOperation({ summary: 'The picture before or after a change' })
  @ApiParam({ name: 'which', enum: ['before', 'after'] })
  @ApiProduces('image/jpeg', 'image/png')
  async picture(@Param('id') id: string, @Param('which') which: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const context = contextOf(request);
    const image = await readPicture((offset) =>
      this.requests.request<PicturePart>(rpc.plex.editPicture, { id, which, offset }, context, ASKING_MS),
    );
    if (!image) throw new NotFound('there is no such picture');
    const shape = pictureShape(image);
    if (!shape) throw new NotFound('what lies there is no JPEG or PNG');
    response.type(shape.type).setHeader('Cache-Control', 'private, max-age=60').send(image);
  }
}
