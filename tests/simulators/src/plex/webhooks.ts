import type { PlexConfig } from './config.js';

export interface WebhookOrder {
  readonly url?: string;
  readonly event?: string;
  /** Of the row it speaks of. */
  readonly key?: number;
  readonly thumb?: boolean;
  readonly wrongUuid?: boolean;
  /** Bytes of a picture beyond any cap. */
  readonly oversizedBytes?: number;
}

/** Only to this machine. */
const LOOPBACK = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?\//;
const TIMEOUT_MS = 5_000;

/** Sends once, as multipart, without a signature; answers the status, null when nobody was there. Throws on an address that is not ours. */
export async function sendWebhook(
  config: PlexConfig,
  order: WebhookOrder,
  metadata: (key: number) => object | undefined,
): Promise<number | null> {
  const { url = '', event = 'library.new', key } = order;
  if (!LOOPBACK.test(url)) throw new Error(`a webhook goes to this machine only, not to ${url}`);
  const payload = {
    event,
    user: false,
    owner: true,
    Account: { id: 1, thumb: 'https://plex.tv/users/0000/avatar', title: 'owner' },
    Server: { title: config.friendlyName, uuid: order.wrongUuid ? '0'.repeat(40) : config.machineIdentifier },
    ...(event.startsWith('media.') ? { Player: { local: true, publicAddress: '203.0.113.9', title: 'Kitchen', uuid: 'ab12' } } : {}),
    ...(key === undefined ? {} : { Metadata: metadata(key) }),
  };
  const form = new FormData();
  form.set('payload', JSON.stringify(payload));
  if (order.thumb || order.oversizedBytes)
    form.set('thumb', new Blob([new Uint8Array(order.oversizedBytes ?? 64)], { type: 'image/jpeg' }), 'thumb.jpg');
  try {
    return (await fetch(url, { method: 'POST', body: form, signal: AbortSignal.timeout(TIMEOUT_MS) })).status;
  } catch {
    return null; // delivered at most once: nobody was there
  }
}
