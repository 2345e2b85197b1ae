import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Secret } from '@soulsync/service-kit';

export const DEVICE_DAYS = 180;

/** Marks a browser that has signed in to a name: it is not counted among strangers. It opens nothing by itself. */
export interface DeviceCookies {
  /** For the browser that this cookie already marks, or a new one. */
  issue(name: string, device: string | null): string;
  /** The browser's id; null: no cookie of ours, of another name, or too old. */
  deviceOf(cookie: string | null, name: string): string | null;
}

/** Without a key the marks end with the process. */
export function deviceCookies(key: Secret | undefined, nowMs: () => number): DeviceCookies {
  const bytes = key ? createHmac('sha256', key.reveal()).update('device cookies').digest() : randomBytes(32);
  const sealOf = (device: string, untilMs: string, name: string) =>
    createHmac('sha256', bytes)
      .update(JSON.stringify([device, untilMs, name]))
      .digest();
  return {
    issue(name, device) {
      const id = device ?? randomBytes(12).toString('base64url');
      const untilMs = String(nowMs() + DEVICE_DAYS * 86_400_000);
      return [id, untilMs, sealOf(id, untilMs, name).toString('base64url')].join('.');
    },
    deviceOf(cookie, name) {
      const [device = '', untilMs = '', seal = ''] = (cookie ?? '').split('.');
      const given = Buffer.from(seal, 'base64url');
      const expected = sealOf(device, untilMs, name);
      const ours = given.length === expected.length && timingSafeEqual(given, expected);
      return ours && Number(untilMs) > nowMs() ? device : null;
    },
  };
}
