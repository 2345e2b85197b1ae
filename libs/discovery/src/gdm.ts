import type { Socket } from 'node:dgram';
import { isAnswerTo } from './plan-search.js';
import type { Call } from './plan-search.js';
import { lastingId, shownName } from './known-services.js';

/** What a Plex server says when it is called; all of it may be a lie until its own port confirms it. */
export interface Announcement {
  readonly address: string;
  readonly port: number;
  readonly serverId: string;
  readonly name: string | null;
}

const SEARCH = 'M-SEARCH * HTTP/1.1\r\n\r\n';
/** A true reply has about 300 bytes. */
const MOST_BYTES = 2_048;
/** More servers than a household has: the rest is noise. */
const MOST_SERVERS = 64;
/** Longer than the two sendings are apart. */
export interface Patience {
  readonly againMs: number;
  readonly listenMs: number;
}

/** A reply by its headers; null: garbage, or a player. The address is where it came from, never what it says. */
export function announcementIn(datagram: Buffer, source: string): Announcement | null {
  if (datagram.length > MOST_BYTES) return null;
  const [start = '', ...lines] = datagram.toString('utf8').split(/\r?\n/);
  if (!/^(HTTP\/1\.[01] 200\b|HELLO \* HTTP\/1\.[01]$)/.test(start)) return null;
  const headers = new Map<string, string>();
  for (const line of lines) {
    const at = line.indexOf(':');
    const name = line.slice(0, at).trim().toLowerCase();
    if (at > 0 && !headers.has(name)) headers.set(name, line.slice(at + 1).trim());
  }
  const port = headers.get('port') ?? '';
  const serverId = lastingId(headers.get('resource-identifier'));
  if (headers.get('content-type')?.toLowerCase() !== 'plex/media-server' || serverId === null) return null;
  if (!/^[1-9]\d{0,4}$/.test(port) || Number(port) > 65_535) return null;
  return { address: source, port: Number(port), serverId, name: shownName(headers.get('name')) };
}

export interface Heard {
  readonly announcements: readonly Announcement[];
  /** Calls that could not be sent, each with its reason. */
  readonly unsent: readonly string[];
}

/** Sends each call twice, since datagrams get lost, and collects who answers. `open` makes an IPv4 socket. */
export async function callServers(
  calls: readonly Call[],
  ports: readonly number[],
  parts: { open: () => Socket; sleep: (ms: number, signal: AbortSignal) => Promise<void> },
  patience: Patience,
  signal: AbortSignal,
): Promise<Heard> {
  const heard = new Map<string, Announcement>();
  const unsent = new Set<string>();
  await Promise.all(
    calls.map(async (call) => {
      const socket = parts.open();
      socket.on('error', (error) => unsent.add(`Plex servers called from ${call.from}: ${error.message}.`));
      socket.on('message', (datagram, { address }) => {
        const announcement = isAnswerTo(call, address) ? announcementIn(datagram, address) : null;
        if (!announcement || heard.size >= MOST_SERVERS) return;
        // By address too: who lies about an id must not hide the one it belongs to.
        const key = `${announcement.serverId} ${address} ${announcement.port}`;
        if (!heard.has(key)) heard.set(key, announcement);
      });
      try {
        await bound(socket, call);
        await sendAll(socket, call, ports);
        await parts.sleep(patience.againMs, signal);
        if (!signal.aborted) await sendAll(socket, call, ports);
        await parts.sleep(patience.listenMs - patience.againMs, signal);
      } catch (error) {
        unsent.add(`Plex servers called from ${call.from}: ${error instanceof Error ? error.message : String(error)}.`);
      } finally {
        await new Promise<void>((closed) => socket.close(closed));
      }
    }),
  );
  return { announcements: [...heard.values()], unsent: [...unsent] };
}

/** Bound to the caller's own address, so that replies from elsewhere don't even arrive. */
async function bound(socket: Socket, { from, to }: Call): Promise<void> {
  await new Promise<void>((ready, failed) => {
    socket.once('error', failed);
    socket.bind({ address: from, port: 0, exclusive: true }, () => {
      socket.off('error', failed);
      ready();
    });
  });
  if (to.every((address) => address === from)) return;
  socket.setBroadcast(true);
  socket.setMulticastTTL(1);
  socket.setMulticastInterface(from);
}

/** One road of several is enough; throws when none was open. */
async function sendAll(socket: Socket, { to }: Call, ports: readonly number[]): Promise<void> {
  const sendings = to.flatMap((address) =>
    ports.map(
      (port) => new Promise<void>((sent, failed) => socket.send(SEARCH, port, address, (error) => (error ? failed(error) : sent()))),
    ),
  );
  const ended = await Promise.allSettled(sendings);
  const first = ended.find((end) => end.status === 'rejected');
  if (first && ended.every((end) => end.status === 'rejected')) throw first.reason as Error; // what `send` gave
}
