import type { DynamicModule } from '@nestjs/common';
import { LibraryController, SWEEPER } from './http/library.controller.js';
import { MEDIA_SERVER, MediaServerController, SIGN_INS } from './http/media-server.controller.js';
import type { MediaServerDesk } from './processes/choose-media-server.js';
import type { SignIns } from './processes/sign-ins.js';
import type { LibrarySweeper } from './processes/sweep-library.js';

class PlexModule {}

export const plexModule = (parts: { sweeper: LibrarySweeper; desk: MediaServerDesk; signIns: SignIns }): DynamicModule => ({
  module: PlexModule,
  controllers: [LibraryController, MediaServerController],
  providers: [
    { provide: SWEEPER, useValue: parts.sweeper },
    { provide: MEDIA_SERVER, useValue: parts.desk },
    { provide: SIGN_INS, useValue: parts.signIns },
  ],
});
