import { describe, expect, it } from '@jest/globals';
import type { StartDiscovery } from '@soulsync/contracts/rest';
import { Invalid, NotFound, Refused, Unavailable } from '@soulsync/service-kit';
import type { RpcClient } from '@soulsync/service-kit';
import { DiscoveryCommands } from './discoveries.controller.js';
import type { SignedRequest } from './sign-in.guard.js';

const ID = '3f2c8a52-7d7f-4a86-9d0e-0d2f6c1f7a11';
const request = { identity: { accountId: 'a', name: 'someone', role: 'admin' }, headers: {} } as unknown as SignedRequest; // what is read of one

/** Services that answer with what they were asked, or fail. */
function controller(failure: Error | null = null) {
  const requests: RpcClient = {
    async request<Value>(subject: string, body: object) {
      if (failure) throw failure;
      return { subject, body } as Value; // the test reads it back
    },
  };
  return new DiscoveryCommands(requests);
}
const search = (fields: object) => fields as StartDiscovery; // as it comes from outside

describe('a search for services', () => {
  it.each([
    ['media-server', 'rpc.plex.discover'],
    ['slskd', 'rpc.acquire.discover'],
  ])('for a %s is asked of its owner', async (aim, subject) => {
    const asked = await controller().start(search({ for: aim, reach: 'this-machine', id: ID }), request);
    expect(asked).toEqual({ subject, body: { reach: 'this-machine', id: ID } });
  });

  it.each([{}, { for: 'slskd' }, { for: 'printer', reach: 'network' }, { for: 'slskd', reach: 'network', id: 'x.>' }])(
    'is refused when it is %j',
    async (fields) => {
      await expect(controller().start(search(fields), request)).rejects.toBeInstanceOf(Invalid);
    },
  );

  it('that does not run is not found when it shall stop; other errors stay what they are', async () => {
    await expect(controller(new Unavailable('discovery', 'nobody')).stop(ID, request)).rejects.toBeInstanceOf(NotFound);
    await expect(controller(new Refused('no', 'no')).stop(ID, request)).rejects.toBeInstanceOf(Refused);
  });
});
