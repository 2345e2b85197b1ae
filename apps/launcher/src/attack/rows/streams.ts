import { get } from 'node:http';
import type { ClientRequest } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Attack } from '../ground.js';
import { people } from '../people.js';
import { send } from '../send.js';

/** Two heartbeats and a bit. */
const CLOSED_WITHIN_MS = 40_000;

interface Listening {
  readonly open: () => boolean;
  end(): void;
}

export const streams: Attack = {
  name: 'streams',
  about: 'live streams whose session, key or account ends while they are open',
  small: false,
  on: 'shared',
  async run(ground, { system }) {
    const known = people(system);
    const account = await known.account('viewer');
    const gone = await known.account('viewer');
    const [ended, expired, ofGone, control] = [
      await known.session(account),
      await known.session(account),
      await known.session(gone),
      await known.session(account),
    ];
    const [revoked, keyOfGone] = [await known.key(account, 'viewer'), await known.key(gone, 'viewer')];
    const open = async (headers: Readonly<Record<string, string>>) => {
      ground.tried();
      return listening(`${system.url}/api/v1/live`, headers);
    };
    const mustEnd: readonly (readonly [string, Listening])[] = [
      ['a session that was ended', await open(ended.headers)],
      ['a session that ran out', await open(expired.headers)],
      ['a revoked key', await open(revoked.headers)],
      ["a deleted account's session", await open(ofGone.headers)],
      ["a deleted account's key", await open(keyOfGone.headers)],
    ];
    const staying = await open(control.headers);
    for (const [what, stream] of [...mustEnd, ['the one that stays', staying] as const])
      if (!stream.open()) ground.found('other', `the live stream of ${what} did not open`);

    await send(system.url, { method: 'POST', path: '/api/v1/session/end', headers: ended.headers, timeoutMs: 10_000 });
    await known.expireSession(expired.token);
    await known.revokeKey(revoked.key);
    await known.deleteAccount(gone);
    for (const giveUpAt = Date.now() + CLOSED_WITHIN_MS; Date.now() < giveUpAt && mustEnd.some(([, stream]) => stream.open());)
      await delay(500);
    for (const [what, stream] of mustEnd)
      if (stream.open()) ground.found('letIn', `the live stream of ${what} is still open after ${CLOSED_WITHIN_MS} ms`);
    if (!staying.open()) ground.found('other', 'the live stream of a good session was ended too');
    for (const stream of [...mustEnd.map(([, one]) => one), staying]) stream.end();
  },
};

/** Resolves at the first word of the stream. */
function listening(url: string, headers: Readonly<Record<string, string>>): Promise<Listening> {
  return new Promise((resolve) => {
    let open = false;
    const asking: ClientRequest = get(url, { headers, agent: false }, (response) => {
      open = response.statusCode === 200;
      const closed = () => (open = false);
      response.on('close', closed).on('error', closed).resume();
      response.once('data', () => resolve(handle));
      if (!open) resolve(handle);
    });
    asking.on('error', () => {
      open = false;
      resolve(handle);
    });
    const handle: Listening = { open: () => open, end: () => asking.destroy() };
  });
}
