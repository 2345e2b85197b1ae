import { Controller, Inject } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { rpc } from '@soulsync/contracts';
import type { CommandAccepted } from '@soulsync/contracts';
import type { LibrarySweeper } from '../processes/sweep-library.js';

export const SWEEPER = Symbol('library sweeper');

@Controller()
export class LibraryController {
  constructor(@Inject(SWEEPER) private readonly sweeper: LibrarySweeper) {}

  /** Makes the next sweep due now; it tells of itself by its events. */
  @MessagePattern(rpc.plex.sweep)
  sweep(): CommandAccepted {
    this.sweeper.hurry();
    return { id: 'library', position: null };
  }
}
