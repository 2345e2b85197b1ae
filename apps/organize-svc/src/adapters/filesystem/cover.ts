import { messageOf } from '@soulsync/event-store';
import type { Logger } from '@soulsync/event-store';
import type { OutsideClient, OutsidePolicy } from '@soulsync/service-kit';

/** The cover's bytes; null: there is none to be had, which never holds a file up. */
export type CoverSource = (url: string | null) => Promise<Buffer | null>;

const MAX_BYTES = 10 * 1024 * 1024;

/** Fetches covers from allowed hosts only, and only images. */
export function coverSource(client: (policy: OutsidePolicy) => OutsideClient, allowed: string, logger: Logger): CoverSource {
  const hosts = allowed.split(',').map((host) => host.trim().toLowerCase());
  const fits = (host: string) => hosts.some((pattern) => (pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern));
  return async (url) => {
    if (url === null || !URL.canParse(url)) return null;
    const address = new URL(url);
    if (!/^https?:$/.test(address.protocol) || !fits(address.hostname.toLowerCase())) return null;
    try {
      const http = client({ system: 'covers', baseUrl: address.origin, timeoutMs: 15_000, retries: 1, maxBytes: MAX_BYTES });
      const { data } = await http.get<Buffer>(address.pathname + address.search, { binary: true, headers: { Accept: 'image/*' } });
      return isImage(data) ? data : null;
    } catch (error) {
      logger.warn('a cover could not be fetched; the file is filed without', { error: messageOf(error) });
      return null;
    }
  };
}

const isImage = (bytes: Buffer) =>
  Buffer.isBuffer(bytes) &&
  (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) ||
    bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])));
