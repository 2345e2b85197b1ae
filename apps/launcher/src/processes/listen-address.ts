/** Where the gateway listens, and where it is reached from this machine. */
export interface ListenAddress {
  /** `host:port`, for the gateway. */
  readonly listen: string;
  readonly port: number;
  readonly url: string;
}

const EVERYWHERE = new Set(['0.0.0.0', '[::]', '::', '*']);

/** `given`: of SOULSYNC_HTTP_LISTEN, which wins; null where it is no address, as the gateway itself says best. */
export function listenAddress(given: string | undefined, port: number): ListenAddress | null {
  if (given === undefined || given === '') return addressOf('127.0.0.1', port);
  const [, host, named] = /^(\S+):(\d{1,5})$/.exec(given) ?? [];
  return host === undefined || named === undefined ? null : addressOf(host, Number(named) || port);
}

function addressOf(host: string, port: number): ListenAddress {
  const reached = EVERYWHERE.has(host) ? '127.0.0.1' : host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return { listen: `${host}:${port}`, port, url: `http://${reached}:${port}` };
}
