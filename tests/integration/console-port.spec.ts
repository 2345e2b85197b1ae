import { describe, expect, it } from '@jest/globals';
import type { ResourceQuery } from '@soulsync/contracts';
import { Invalid, Refused, Unavailable } from '@soulsync/service-kit';
import { consolePortContract, FIELD, WORDS } from '../../apps/admin-ui/src/providers/console-port.contract.js';
import type { Trouble } from '../../apps/admin-ui/src/providers/console-port.contract.js';
import { page } from '../../apps/admin-ui/src/providers/fake-list.js';
import { restConsole } from '../../apps/admin-ui/src/providers/rest-console.js';
import { asRole, gatewayAlone } from '../support/gateway-alone.js';
import type { Asked } from '../support/gateway-alone.js';

type Row = { readonly id: string };
const troubles: Readonly<Record<Trouble, () => Error>> = {
  refused: () => new Refused('already-paused', WORDS),
  invalid: () => new Invalid(FIELD),
  unavailable: () => new Unavailable('catalog', 'catalog-svc is not running'),
};
/** Most rows that a message holds, in this world. */
const MESSAGE_ROWS = 5;
async function ground() {
  const gateway = await gatewayAlone();
  let rows: readonly Row[] = [];
  let trouble: Trouble | null = null;
  let signedIn = true;
  const taken: { what: string; body: unknown }[] = [];

  function answered({ subject, body }: Asked): unknown {
    if (trouble) throw troubles[trouble]();
    if ('resource' in body) return listed(body as ResourceQuery);
    const { id = '', ...rest } = body as { id?: string };
    taken.push({ what: commandOf(subject, id), body: rest });
    return { id, position: '7' };
  }
  function listed({ ids, start = 0, end = 25, sort, order = 'ASC', filter, q }: ResourceQuery) {
    const wanted = { ...filter, ...(q ? { q } : {}), ...(ids ? { id: ids } : {}) };
    const fitting = page(rows, { filter: wanted, ...(sort ? { sort: { field: sort, order } } : {}) }).data;
    const asked = fitting.slice(start, end);
    return { rows: asked.slice(0, MESSAGE_ROWS), total: fitting.length, ...(asked.length > MESSAGE_ROWS ? { more: true } : {}) };
  }
  gateway.answering(answered);
  const port = restConsole({
    baseUrl: `${gateway.url}/`,
    fetch: (url, init) =>
      fetch(url, { ...init, headers: { ...(init?.headers as Record<string, string>), ...(signedIn ? asRole('admin') : {}) } }),
  });
  return {
    port,
    gateway,
    holds: (next: readonly object[]) => void (rows = next as readonly Row[]),
    meets: (next: Trouble | null) => void (trouble = next),
    signOut: () => void (signedIn = false),
    commands: () => taken,
    stop: () => gateway.stop(),
  };
}

/** `rpc.catalog.change-playlist-options` back to what was asked. */
const commandOf = (subject: string, id: string) => (/options/i.test(subject) ? `POST playlists/${id}/options` : `DELETE playlists/${id}`);

consolePortContract('the console port over the gateway', ground);

describe('a list that no message holds', () => {
  it('comes whole to the console', async () => {
    const { port, holds, gateway, stop } = await ground();
    holds(Array.from({ length: 23 }, (_, at) => ({ id: `p${at}`, entryCount: at })));
    const { data, total } = await port.data.getList('playlists', {
      pagination: { page: 1, perPage: 50 },
      sort: { field: 'entryCount', order: 'ASC' },
      filter: {},
    });
    expect(data.map(({ id }) => String(id))).toEqual(Array.from({ length: 23 }, (_, at) => `p${at}`));
    expect([total, gateway.asked.length]).toEqual([23, 5]);
    await stop();
  });
});
