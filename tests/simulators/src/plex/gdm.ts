import { createSocket } from 'node:dgram';
import type { RemoteInfo, Socket } from 'node:dgram';

export interface GdmConfig {
  /** `host:port`; port 0 takes a free one. */
  readonly listen: string;
  /** Address of the interface to join the multicast group on; null: unicast alone, as on loopback. */
  readonly joinOn: string | null;
  readonly machineIdentifier: string;
  readonly name: string;
  readonly version: string;
  /** Where the server's HTTP is said to be. */
  readonly port: number;
  /** Datagrams sent beside the reply, as they are: players, garbage, lies. */
  readonly also?: readonly string[];
  /** Calls that get no reply, as if the datagram had been lost. */
  readonly lose?: number;
}

export interface GdmAnswerer {
  readonly port: number;
  /** Calls heard so far. */
  calls(): number;
  stop(): Promise<void>;
}

const GROUP = '239.0.0.250';
const SEARCH = /^M-SEARCH \* HTTP\/1\.[01]\r\n/;

export const gdmReply = (
  { machineIdentifier, name, port, version }: Pick<GdmConfig, 'machineIdentifier' | 'name' | 'port' | 'version'>,
  contentType = 'plex/media-server',
): string =>
  [
    'HTTP/1.0 200 OK',
    `Content-Type: ${contentType}`,
    'Host: 0a1b2c3d4e5f60718293a4b5c6d7e8f9.plex.direct',
    `Name: ${name}`,
    `Port: ${port}`,
    `Resource-Identifier: ${machineIdentifier}`,
    'Updated-At: 1760000000',
    `Version: ${version}`,
    '',
    '',
  ].join('\r\n');

/** Answers "G'Day Mate" calls from its own port, in both request forms (apis/plex.md 5.1). */
export async function startGdm(config: GdmConfig): Promise<GdmAnswerer> {
  const socket = createSocket({ type: 'udp4', reuseAddr: true });
  let heard = 0;
  socket.on('message', (datagram, caller) => {
    if (!SEARCH.test(datagram.toString('latin1'))) return;
    heard += 1;
    if (heard <= (config.lose ?? 0)) return;
    for (const text of [...(config.also ?? []), gdmReply(config)]) answer(socket, text, caller);
  });
  const [host = '127.0.0.1', port = '0'] = config.listen.split(':');
  await new Promise<void>((ready, failed) => {
    socket.once('error', failed);
    socket.bind(Number(port), host, ready);
  });
  if (config.joinOn !== null) socket.addMembership(GROUP, config.joinOn);
  return {
    port: socket.address().port,
    calls: () => heard,
    stop: () => new Promise((closed) => socket.close(() => closed())),
  };
}

const answer = (socket: Socket, text: string, { address, port }: RemoteInfo) => socket.send(Buffer.from(text, 'utf8'), port, address);
