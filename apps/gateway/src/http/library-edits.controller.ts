import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { rpc } from '@soulsync/contracts';
import type { CommandAccepted, PicturePart } from '@soulsync/contracts';
import { Accepted, ApplyLibraryEdit, ProposeLibraryEdit } from '@soulsync/contracts/rest';
import { NotFound, pictureShape, validateBody } from '@soulsync/service-kit';
import type { RpcClient } from '@soulsync/service-kit';
import { aggregateId } from './path-ids.js';
import { REQUESTS } from './resource-controller.js';
import { contextOf } from './sign-in.guard.js';

/** The media server may take its time to say who it is. */
const ASKING_MS = 60_000;

@ApiTags('library-edits')
@Controller('api/v1/library-edits')
export class LibraryEditCommands {
  constructor(@Inject(REQUESTS) private readonly requests: RpcClient) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Look for better pictures and genres, and propose the difference; writes nothing to the media server' })
  @ApiOkResponse({ type: Accepted })
  async propose(@Body() body: ProposeLibraryEdit, @Req() request: Request): Promise<CommandAccepted> {
    return this.requests.request(rpc.plex.proposeEdit, await validateBody(ProposeLibraryEdit, body), contextOf(request), ASKING_MS);
  }

  @Post(':id/apply')
  @HttpCode(200)
  @ApiOperation({ summary: 'Write the proposed changes: all, some, or all but some. A field that is locked on the server stays as it is' })
  @ApiOkResponse({ type: Accepted })
  async apply(@Param('id', aggregateId) id: string, @Body() body: ApplyLibraryEdit, @Req() request: Request): Promise<CommandAccepted> {
    return this.requests.request(rpc.plex.applyEdit, { ...(await validateBody(ApplyLibraryEdit, body)), id }, contextOf(request));
  }

  @Post(':id/reject')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stop looking, discard the proposal, or stop the writing behind the change in hand' })
  @ApiOkResponse({ type: Accepted })
  reject(@Param('id', aggregateId) id: string, @Req() request: Request): Promise<CommandAccepted> {
    return this.requests.request(rpc.plex.rejectEdit, { id }, contextOf(request));
  }

  @Post(':id/undo')
  @HttpCode(200)
  @ApiOperation({ summary: 'Bring back what was written over, where our change is still there' })
  @ApiOkResponse({ type: Accepted })
  undo(@Param('id', aggregateId) id: string, @Req() request: Request): Promise<CommandAccepted> {
    return this.requests.request(rpc.plex.undoEdit, { id }, contextOf(request));
  }
}

/** Pictures of the difference, under the console's own address: nothing is shown from elsewhere. */
@ApiTags('library-edits')
@Controller('api/v1/library-edit-items')
export class LibraryEditPictures {
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
