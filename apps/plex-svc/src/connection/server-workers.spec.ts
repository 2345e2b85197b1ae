import { describe, expect, it } from '@jest/globals';
import type { Worker } from '@soulsync/service-kit';
import { Subject } from 'rxjs';
import { oncePer, workersFor } from './server-workers.js';

interface Server {
  readonly name: string;
}

describe('the workers of servers that come and go while the service runs', () => {
  function lab(first: readonly Server[]) {
    let wanted = first;
    const said: string[] = [];
    const changes = new Subject<void>();
    const workerOf = ({ name }: Server): Worker => ({
      name,
      run: async (signal) => {
        said.push(`${name} begins`);
        await new Promise<void>((done) => signal.addEventListener('abort', () => done()));
        await new Promise((done) => setTimeout(done, 1)); // the call in hand
        said.push(`${name} ends`);
      },
    });
    const quiet = () => undefined;
    const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };
    const stopping = new AbortController();
    const ended = workersFor({ name: 'servers', wanted: () => wanted, changes, workerOf, logger }).run(stopping.signal);
    const settled = () => new Promise((done) => setTimeout(done, 20));
    return {
      said: async () => {
        await settled();
        return said.splice(0);
      },
      want(now: readonly Server[]) {
        wanted = now;
        changes.next();
      },
      async stop() {
        stopping.abort();
        await ended;
        return said.splice(0);
      },
    };
  }
  const [folder, jellyfin, changedJellyfin] = [{ name: 'folder' }, { name: 'jellyfin' }, { name: 'changed jellyfin' }];

  it('begin where one is set up, and leave the others alone', async () => {
    const { said, want, stop } = lab([folder]);
    expect(await said()).toEqual(['folder begins']);
    want([folder, jellyfin]);
    expect(await said()).toEqual(['jellyfin begins']);
    expect(await stop()).toEqual(['folder ends', 'jellyfin ends']);
  });

  it('come to their end before those of a changed server begin', async () => {
    const { said, want, stop } = lab([jellyfin]);
    await said();
    want([changedJellyfin]);
    expect(await said()).toEqual(['jellyfin ends', 'changed jellyfin begins']);
    await stop();
  });

  it('take the last of several changes, also one that comes while a worker comes to its end', async () => {
    const { said, want, stop } = lab([jellyfin]);
    await said();
    want([changedJellyfin]);
    want([folder]);
    expect(await said()).toEqual(['jellyfin ends', 'folder begins']);
    want([]);
    expect(await said()).toEqual(['folder ends']);
    expect(await stop()).toEqual([]);
  });
});

describe('what is made of a server', () => {
  it('is made once for the same one, and again for another', () => {
    const made: string[] = [];
    const of = oncePer(({ name }: Server) => made.push(name));
    const [one, two] = [{ name: 'a' }, { name: 'a' }];
    expect([of(one), of(one), of(two), of(one)]).toEqual([1, 1, 2, 1]);
  });
});
