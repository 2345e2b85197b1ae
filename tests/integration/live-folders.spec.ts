import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { acquireService } from '@soulsync/acquire-svc';
import { adminSubject, rpc } from '@soulsync/contracts';
import type { ServiceName } from '@soulsync/contracts';
import { organizeService } from '@soulsync/organize-svc';
import { filesBelow, filingGround } from '../support/filing-ground.js';
import type { FilingGround } from '../support/filing-ground.js';
import { eventually } from '../support/running-demo.js';

describe('folders that are set, and set to others, while everything runs', () => {
  let filing: FilingGround;
  let env: Readonly<Record<string, string>>;
  beforeAll(async () => {
    filing = await filingGround();
    const { SOULSYNC_DATA_DIR = '', SOULSYNC_FILING_LOOK_MS = '', SOULSYNC_FIND_FILE_MS = '' } = filing.env as Record<string, string>;
    env = { SOULSYNC_DATA_DIR, SOULSYNC_FILING_LOOK_MS, SOULSYNC_FIND_FILE_MS };
    await filing.on.start(organizeService, env); // before the service that owns the download folder
  }, 60_000);
  afterAll(() => filing.stop(), 60_000);

  const change = (service: ServiceName, section: string, values: object) =>
    filing.on.ask(adminSubject(service, 'change-settings'), { section, values }, 'account:ada');
  const codes = async () => (await filing.issues()).map(({ code }) => code).sort();
  const tidied = (count: number) => eventually(filing.states, (rows) => rows.filter((row) => row.tidied).length === count, 30_000);
  const filed = (title: string) => `Old Ferry/Old Ferry - Crossings/${title}.flac`;

  it('are missed by name until they are set, and what arrived meanwhile is filed then', async () => {
    await filing.deliver('First');
    await eventually(codes, (now) => now.join() === 'root:downloads,root:music', 10_000);
    await expect(filing.on.ask(rpc.organize.acceptRoot, { name: 'music' })).rejects.toThrow('no music folder is set');
    await change('organize-svc', 'files', { musicDir: filing.music });
    await eventually(codes, (now) => now.join() === 'root:downloads', 10_000);
    await filing.on.start(acquireService, { SOULSYNC_DATA_DIR: join(filing.base, 'data') });
    await change('acquire-svc', 'downloads', { dir: filing.downloads });
    await tidied(1);
    expect(await filesBelow(filing.music)).toEqual([filed('First')]);
    await eventually(codes, (now) => now.length === 0, 10_000);
  }, 60_000);

  it('that a person changes are no lost ones: the next file goes there', async () => {
    const other = join(filing.base, 'other music');
    await change('organize-svc', 'files', { musicDir: other });
    await eventually(
      () => filing.on.eventsOf('RootAccepted'),
      (found) => found.length === 1,
      10_000,
    );
    await filing.deliver('Second');
    await tidied(2);
    expect(await filesBelow(other)).toEqual([filed('Second')]);
    expect(await readFile(join(other, '.soulsync-root'), 'utf8')).toMatch(/^id=/);
    expect(await filing.on.eventsOf('RootAccepted')).toMatchObject([{ root: 'music', path: other, found: 'missing', by: 'account:ada' }]);
    expect(await codes()).toEqual([]);
  }, 60_000);

  it('and that are lost afterwards are lost as ever', async () => {
    const other = join(filing.base, 'other music');
    await rename(other, `${other} of yesterday`);
    await mkdir(other);
    await eventually(codes, (now) => now.join() === 'root:music', 10_000);
    expect(await filing.on.eventsOf('RootAccepted')).toHaveLength(1);
  }, 60_000);
});
