import { Controller, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { rpc } from '@soulsync/contracts';
import type { CommandAccepted } from '@soulsync/contracts';
import { Accepted, ImportPlaylist, listsOfFile } from '@soulsync/contracts/rest';
import { Invalid, validateBody } from '@soulsync/service-kit';
import type { RpcClient } from '@soulsync/service-kit';
import type { Uploads } from '../uploads/uploads.js';
import { CsvUpload } from './request-body.js';
import { CSV_UPLOAD, hasBody, readBody } from './request-stream.js';
import { REQUESTS } from './resource-controller.js';
import { contextOf } from './sign-in.guard.js';

export const UPLOADS = Symbol('uploads');

/** A file of 100 000 rows is read, and its rows are stored until they are taken up. */
const IMPORT_TIMEOUT_MS = 120_000;

@ApiTags('playlists')
@Controller('api/v1/playlists')
export class PlaylistImportController {
  constructor(
    @Inject(REQUESTS) private readonly requests: RpcClient,
    @Inject(UPLOADS) private readonly uploads: Uploads,
  ) {}

  @CsvUpload()
  @Post('import')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Follow a playlist of which this is the export as it was saved, in any encoding, up to 100 MB and 100 000 rows',
  })
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiQuery({ name: 'fileName', example: 'night_drive.csv' })
  @ApiQuery({
    name: 'playlistId',
    required: false,
    description: 'an imported playlist whose entries are replaced; without it a new one is followed',
  })
  @ApiQuery({ name: 'start', required: false, enum: ['ask', 'now'] })
  @ApiQuery({
    name: 'lists',
    required: false,
    enum: listsOfFile,
    description: 'apart: where the file names several playlists, each becomes one of its own',
  })
  @ApiOkResponse({ type: Accepted })
  async import(@Query() query: object, @Req() request: Request): Promise<CommandAccepted> {
    const { fileName, start, playlistId, lists } = await validateBody(ImportPlaylist, { ...query });
    if (!hasBody(request)) throw new Invalid({ csv: 'the file is empty' });
    return this.uploads.hold(
      (take) => readBody(request, CSV_UPLOAD, take),
      (uploadId) =>
        this.requests.request(
          rpc.catalog.importPlaylist,
          { uploadId, fileName, ...(start ? { start } : {}), ...(playlistId ? { playlistId } : {}), ...(lists ? { lists } : {}) },
          contextOf(request),
          IMPORT_TIMEOUT_MS,
        ),
    );
  }
}
