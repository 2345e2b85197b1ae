import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { rpc } from '@soulsync/contracts';
import type { PicturePart } from '@soulsync/contracts';
import { NotFound, pictureShape } from '@soulsync/service-kit';
import type { RpcClient } from '@soulsync/service-kit';
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
    const parts: Buffer[] = [];
    for (let offset = 0, sizeBytes = 1; offset < sizeBytes;) {
      const part = await this.requests.request<PicturePart>(rpc.plex.editPicture, { id, which, offset }, contextOf(request), ASKING_MS);
      const bytes = Buffer.from(part.base64, 'base64');
      if (bytes.length === 0) throw new NotFound('the picture changed while it was read');
      parts.push(bytes);
      offset += bytes.length;
      sizeBytes = part.sizeBytes;
    }
    const image = Buffer.concat(parts);
    const shape = pictureShape(image);
    if (!shape) throw new NotFound('what lies there is no JPEG or PNG');
    response.type(shape.type).setHeader('Cache-Control', 'private, max-age=60').send(image);
  }
}
