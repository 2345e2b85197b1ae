import type { ExternalClient, ExternalPolicy } from './external-client.js';
import { pictureShape } from './picture-shape.js';

/** A picture's bytes; null: its address is none we go to, or what lies there is no JPEG or PNG. Throws ExternalError. */
export type PictureSource = (url: string | null) => Promise<Buffer | null>;

const MAX_BYTES = 10 * 1024 * 1024;

/** Fetches pictures from allowed hosts only (`*.` stands for any name below); redirects are not followed. */
export function pictureSource(client: (policy: ExternalPolicy) => ExternalClient, allowed: () => string): PictureSource {
  const hosts = () =>
    allowed()
      .split(',')
      .map((host) => host.trim().toLowerCase());
  const fits = (host: string) => hosts().some((pattern) => (pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern));
  return async (url) => {
    if (url === null || !URL.canParse(url)) return null;
    const address = new URL(url);
    if (!/^https?:$/.test(address.protocol) || !fits(address.hostname.toLowerCase())) return null;
    const http = client({ system: 'covers', baseUrl: address.origin, timeoutMs: 15_000, retries: 1, maxBytes: MAX_BYTES });
    const { data } = await http.get<Buffer>(address.pathname + address.search, { binary: true, headers: { Accept: 'image/*' } });
    return Buffer.isBuffer(data) && pictureShape(data) ? data : null;
  };
}
