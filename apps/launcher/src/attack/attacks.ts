import type { Attack } from './ground.js';
import { bodies } from './rows/bodies.js';
import { callers } from './rows/callers.js';
import { folders } from './rows/folders.js';
import { freezes } from './rows/freezes.js';
import { fullDisks } from './rows/full-disks.js';
import { idempotency } from './rows/idempotency.js';
import { ids } from './rows/ids.js';
import { kills } from './rows/kills.js';
import { logins } from './rows/logins.js';
import { otherUser } from './rows/other-user.js';
import { rollBacks } from './rows/roll-backs.js';
import { secrets } from './rows/secrets.js';
import { starters } from './rows/starters.js';
import { streams } from './rows/streams.js';

/** In the order they are run: the cheap ones first; the last ones may harm the system that they share. */
export const attacks: readonly Attack[] = [
  callers,
  ids,
  idempotency,
  secrets,
  otherUser,
  streams,
  logins,
  bodies,
  starters,
  kills,
  freezes,
  rollBacks,
  fullDisks,
  folders,
];
