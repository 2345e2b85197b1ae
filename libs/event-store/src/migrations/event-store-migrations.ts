import { EventReaders1763900000000 } from './1763900000000-event-readers.js';
import { LogContinuity1764500000000 } from './1764500000000-log-continuity.js';
import { ParkedEvents1764700000000 } from './1764700000000-parked-events.js';

export const eventStoreMigrations = [EventReaders1763900000000, LogContinuity1764500000000, ParkedEvents1764700000000];
