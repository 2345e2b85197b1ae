import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Answer } from '../http/simulator-server.js';
import { ALBUM, TRACK } from './library.js';
import type { Item } from './library.js';
import type { Switches } from './switches.js';

export interface Activity {
  readonly uuid: string;
  readonly type: string;
  readonly cancellable: boolean;
  readonly userID: number;
  readonly title: string;
  readonly subtitle: string;
  readonly progress: number;
  readonly Context?: { readonly librarySectionID: string };
}

export interface TimelineState {
  readonly state: number;
  readonly metadataState?: string;
  readonly mediaState?: string;
}

/** What the server tells by itself: one source, told as server-sent events and over WebSocket. Nothing is told again later. */
export interface PlexEvents {
  timeline(item: Item, state: TimelineState): void;
  activity(event: 'started' | 'updated' | 'ended', activity: Activity): void;
  status(title: string): void;
  /** Anything, as it is. */
  emit(type: string, fields: Readonly<Record<string, unknown>>): void;
  /** `only`: names of the kinds that are wanted, by commas; null: all. `admin`: sees the activities of the server. */
  stream(only: string | null, admin: boolean): Answer;
  upgrade(request: IncomingMessage, socket: Duplex, admin: boolean): void;
  listeners(): number;
  /** Of all connections. */
  cut(): void;
  stop(): void;
}

interface Listener {
  readonly admin: boolean;
  emitted(type: string, fields: Readonly<Record<string, unknown>>): void;
  ping(): void;
  close(): void;
}

const PING_MS = 10_000;
/** Where the fields of a kind stand; in WebSocket containers as a list. */
const kinds: Readonly<Record<string, string>> = {
  timeline: 'TimelineEntry',
  activity: 'ActivityNotification',
  status: 'StatusNotification',
  playing: 'PlaySessionStateNotification',
  progress: 'ProgressNotification',
};

export function plexEvents(sectionKey: string, switches: Switches, clockRate: number): PlexEvents {
  const listeners = new Set<Listener>();
  const pings = setInterval(() => {
    if (!switches.silentEvents) for (const listener of listeners) listener.ping();
  }, PING_MS / clockRate);

  function emit(type: string, fields: Readonly<Record<string, unknown>>): void {
    if (switches.silentEvents) return;
    for (const listener of listeners) if (listener.admin || type !== 'activity') listener.emitted(type, fields);
  }

  function cut(): void {
    for (const listener of listeners) listener.close();
    listeners.clear();
  }

  return {
    timeline: (item, state) => emit('timeline', timelineEntry(item, sectionKey, state)),
    activity: (event, activity) => emit('activity', { event, uuid: activity.uuid, Activity: activity }),
    status: (title) => emit('status', { title, description: '', notificationName: 'LIBRARY_UPDATE' }),
    emit,
    stream: (only, admin) => ({
      status: 200,
      type: 'text/event-stream',
      headers: { 'Cache-Control': 'no-cache' },
      stream(response) {
        const listener = eventStream(response, only, admin);
        listeners.add(listener);
        response.on('close', () => listeners.delete(listener));
      },
    }),
    upgrade(request, socket, admin) {
      const listener = webSocket(request, socket, admin);
      if (!listener) return;
      listeners.add(listener);
      socket.on('close', () => listeners.delete(listener));
    },
    listeners: () => listeners.size,
    cut,
    stop() {
      clearInterval(pings);
      cut();
    },
  };
}

function timelineEntry(item: Item, sectionKey: string, state: TimelineState): Readonly<Record<string, unknown>> {
  const album = item.type === TRACK ? item.album : null;
  const artist = item.type === ALBUM ? item.artist : album?.artist;
  return {
    identifier: 'com.plexapp.plugins.library',
    sectionID: Number(sectionKey),
    itemID: item.ratingKey,
    ...(album ? { parentItemID: album.ratingKey } : {}),
    ...(artist ? { rootItemID: artist.ratingKey } : {}),
    type: item.type,
    title: item.title,
    ...state,
    updatedAt: item.updatedAtS ?? item.addedAtS,
  };
}

function eventStream(response: ServerResponse, only: string | null, admin: boolean): Listener {
  const wanted = only === null ? null : new Set(only.split(','));
  response.flushHeaders();
  const write = (type: string, data: unknown) => response.write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
  return {
    admin,
    emitted(type, fields) {
      if (wanted === null || wanted.has(type)) write(type, { [kinds[type] ?? type]: fields });
    },
    ping: () => write('ping', {}),
    close: () => response.destroy(),
  };
}

/** RFC 6455, 1.3. */
const WEB_SOCKET_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const [TEXT, CLOSE, PING, PONG] = [0x1, 0x8, 0x9, 0xa];

/** null: it was no request for a WebSocket. */
function webSocket(request: IncomingMessage, socket: Duplex, admin: boolean): Listener | null {
  const key = request.headers['sec-websocket-key'];
  if (!key) {
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    return null;
  }
  const accept = createHash('sha1')
    .update(key + WEB_SOCKET_GUID)
    .digest('base64');
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  socket.on('error', () => socket.destroy());
  socket.on('data', (bytes: Buffer) => {
    const opcode = (bytes[0] ?? 0) & 0xf; // clients only say short things here: one frame a chunk
    if (opcode === CLOSE) socket.end(frame(CLOSE, Buffer.alloc(0)));
    if (opcode === PING) socket.write(frame(PONG, Buffer.alloc(0)));
  });
  return {
    admin,
    emitted(type, fields) {
      const container = { NotificationContainer: { type, size: 1, [kinds[type] ?? type]: [inText(fields)] } };
      socket.write(frame(TEXT, Buffer.from(JSON.stringify(container))));
    },
    ping: () => socket.write(frame(PING, Buffer.alloc(0))),
    close: () => socket.destroy(),
  };
}

/** Over WebSocket ids are text. */
const inText = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, /ID$/.test(name) ? String(value) : value]));

function frame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = 0x80 | opcode;
  head[1] = length < 126 ? length : length < 65_536 ? 126 : 127;
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}
