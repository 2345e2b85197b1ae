import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Explained } from '../terminal.js';

/** The name of a socket has room for 104 bytes (macOS) or 108; a longer one is cut off without a word. */
export const fitsSocket = (path: string): boolean => Buffer.byteLength(path) < 104;

/** A port of loopback nobody holds right now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo; // a TCP server that listens
      server.close(() => resolve(port));
    });
  });
}

/** Throws a sentence that names the port and the option that sets another. */
export function mustBeFree(port: number, option: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) =>
      reject(
        new Explained(
          'code' in error && error.code === 'EADDRINUSE'
            ? `port ${port} is taken by another program; choose another one with ${option}`
            : `port ${port} can't be used: ${error.message}`,
        ),
      ),
    );
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}

/** true as soon as something accepts connections there. */
export async function accepts(port: number, withinMs: number): Promise<boolean> {
  const { connect } = await import('node:net');
  const giveUpAt = performance.now() + withinMs;
  while (performance.now() < giveUpAt) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (open) return true;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return false;
}
