import type { Requests } from '../http/request-counts.js';
import type { Answer } from '../http/simulator-server.js';
import type { PlexConfig } from './config.js';
import type { Edits } from './edits.js';
import type { PlexEvents } from './events.js';
import { ALBUM } from './library.js';
import type { Item, PlexLibrary } from './library.js';
import type { LibraryChanges } from './library-changes.js';
import type { Parts } from './parts.js';
import type { Playlists } from './playlists.js';
import type { Readiness } from './start-phases.js';
import type { Switches } from './switches.js';
import { sendWebhook } from './webhooks.js';

export interface Controls {
  /** The verbs of this simulator below `/__sim`; null: none of them. */
  control(verb: string, body: Record<string, unknown>): Answer | Promise<Answer> | null;
  /** New albums are settled: the webhook is told, if there is one. */
  settled(albums: readonly Item[]): void;
}

interface ControlParts {
  readonly config: PlexConfig;
  readonly library: PlexLibrary;
  readonly switches: Switches;
  readonly requests: Requests;
  readonly phases: Readiness;
  readonly events: PlexEvents;
  readonly changes: LibraryChanges;
  readonly lists: Playlists;
  readonly editing: Edits;
  readonly files: Parts;
  readonly wired: (ratingKey: number) => object | undefined;
  readonly standing: { machineIdentifier: string; token: string };
}

const empty: Answer = { status: 204 };

export function controls(parts: ControlParts): Controls {
  const { config, library, switches, requests, phases, events, changes, lists, editing, files, wired, standing } = parts;

  function switched(body: Record<string, unknown>): Answer {
    const unknown = Object.keys(body).filter((name) => !(name in switches));
    if (unknown.length > 0) return { status: 400, body: `no switch ${unknown.join(', ')}` };
    Object.assign(switches, body);
    return { status: 200, body: switches };
  }

  /** Without a picture: some albums, or what is named. */
  function noArt({ count = 1, from = 0, keys }: { count?: number; from?: number; keys?: readonly number[] }): Answer {
    const bare =
      keys ??
      library
        .all(ALBUM)
        .slice(from, from + count)
        .map(({ ratingKey }) => ratingKey);
    for (const ratingKey of bare) editing.give(ratingKey, { noPicture: true });
    library.touched();
    return empty;
  }

  /** What a scan of many items tells, without one. */
  function flood(count: number): Answer {
    const activity = { uuid: 'flood', type: 'library.update.section', cancellable: false, userID: 1, title: 'Scanning', subtitle: '' };
    for (let n = 0; n < count; n += 1) events.activity('updated', { ...activity, progress: n % 100 });
    return empty;
  }

  return {
    control(verb, body) {
      switch (verb) {
        case 'maintenance':
          return phases.maintenance(body['on'] !== false);
        case 'restart':
          events.cut();
          return phases.restart(body);
        case 'become':
          standing.machineIdentifier = String(body['machineIdentifier']);
          return empty;
        case 'take-token':
          standing.token = String(body['token']);
          return empty;
        case 'switch':
          return switched(body);
        case 'requests':
          return { status: 200, body: requests.report(body['reset'] === true) };
        case 'cut-events':
          events.cut();
          return empty;
        case 'listeners':
          return { status: 200, body: events.listeners() };
        case 'event': {
          const { type = 'timeline', fields = {} } = body as { type?: string; fields?: Record<string, unknown> };
          events.emit(type, fields);
          return empty;
        }
        case 'flood':
          return flood(Number(body['count'] ?? 1_556));
        case 'no-art':
          return noArt(body);
        case 'playlist': {
          const { title = '', user = 'owner', trackKeys = [], readOnly = false } = body as Partial<Parameters<Playlists['put']>[0]>;
          return { status: 200, body: String(lists.put({ title, user, trackKeys, readOnly }).ratingKey) };
        }
        case 'transcodes':
          return { status: 200, body: files.jobs() };
        case 'webhook':
          return sendWebhook(config, body, wired).then(
            (status): Answer => ({ status: 200, body: { status } }),
            (error: unknown): Answer => ({ status: 400, body: String(error) }),
          );
        default:
          return changes.control(verb, body);
      }
    },
    settled(albums) {
      const url = config.webhookUrl;
      if (url !== undefined) for (const { ratingKey } of albums) void sendWebhook(config, { url, key: ratingKey }, wired);
    },
  };
}
