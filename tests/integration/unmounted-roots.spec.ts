import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connect } from '@nats-io/transport-node';
import { rpc } from '@soulsync/contracts';
import { provisionLog } from '@soulsync/event-store';
import { plexService } from '@soulsync/plex-svc';
import { filesBelow, filingGround } from '../support/filing-ground.js';
import type { FilingGround } from '../support/filing-ground.js';
import { deleteLog } from '../support/log-rollback.js';
import { canMount, mounts } from '../support/mounts.js';
import type { Mounts } from '../support/mounts.js';
import { eventually } from '../support/running-demo.js';
import { unmountDownloadsBeforeFiling, unmountMusicWhileFiling } from '../support/unmounted-folders.js';

const NOBODY = 65_534;
const mountable = canMount();
const withDisks = mountable ? it : it.skip;
const asRoot = process.getuid?.() === 0 ? it : it.skip;

let filing: FilingGround;
let disks: Mounts;
beforeEach(async () => {
  filing = await filingGround();
  disks = mounts();
}, 60_000);
afterEach(async () => {
  process.seteuid?.(process.getuid?.() ?? 0);
  disks.endAll();
  await filing.stop();
}, 60_000);

const tidied = (count: number) => eventually(filing.states, (rows) => rows.filter((row) => row.tidied).length === count, 60_000);
const issueOf = async (code: string) => {
  const [issue] = await eventually(
    async () => (await filing.issues()).filter((one) => one.code === code),
    (found) => found.length > 0,
  );
  return issue;
};
const noIssues = () => eventually(filing.issues, (issues) => issues.length === 0);
const filed = (title: string) => `Old Ferry/Old Ferry - Crossings/${title}.flac`;

describe('the music folder', () => {
  it('is made and marked at its first use, and known again', async () => {
    await rm(filing.music, { recursive: true });
    let service = await filing.start();
    await filing.deliver('First');
    await tidied(1);
    expect(await filesBelow(filing.music)).toEqual([filed('First')]);
    expect(await readFile(join(filing.music, '.soulsync-root'), 'utf8')).toMatch(/^id=[0-9a-f-]{36}\n/);
    await service.stop();
    service = await filing.start();
    await filing.deliver('Second');
    await tidied(2);
    await service.stop();
    const taken = await filing.on.eventsOf('RootTakenIntoUse');
    expect(taken.map(({ root }) => root).sort()).toEqual(['downloads', 'music']);
  }, 120_000);

  it('that is away when we start is not made anew; what arrives waits, and is filed when it is back', async () => {
    let service = await filing.start();
    await filing.deliver('First');
    await tidied(1);
    await service.stop();
    await rename(filing.music, `${filing.music}-away`);
    service = await filing.start();
    const download = await filing.deliver('Second');
    const issue = await issueOf('root:music');
    expect(issue?.message).toBe(`The music folder ${filing.music} is not there.`);
    await delay(1_000);
    expect(await readdir(filing.base)).not.toContain('music');
    expect((await readFile(download)).length).toBeGreaterThan(0);
    await rename(`${filing.music}-away`, filing.music);
    await tidied(2);
    await noIssues();
    await service.stop();
  }, 120_000);

  it('that is away while the log that knew it is lost is not taken for a new one', async () => {
    let service = await filing.start();
    await filing.deliver('First');
    await tidied(1);
    await service.stop();
    await rename(filing.music, `${filing.music}-away`);
    await mkdir(filing.music);
    const natsUrl = filing.on.env['SOULSYNC_NATS_URL'] ?? '';
    await deleteLog(natsUrl);
    const launcher = await connect({ servers: natsUrl });
    await provisionLog(launcher);
    await launcher.close();
    service = await filing.start();
    expect((await issueOf('root:music'))?.message).toContain('empty');
    await delay(500);
    expect(await readdir(filing.music)).toEqual([]);
    await rename(`${filing.music}-away`, filing.music);
    await eventually(filing.issues, (issues) => issues.every(({ code }) => code !== 'root:music'));
    await filing.deliver('Second');
    await eventually(
      () => filesBelow(filing.music),
      (files) => files.includes(filed('Second')),
    );
    await service.stop();
  }, 120_000);

  it('that comes back bare stays unused until an admin says that it is the one', async () => {
    let service = await filing.start();
    await filing.deliver('First');
    await tidied(1);
    await service.stop();
    await rename(filing.music, `${filing.music}-away`);
    await mkdir(filing.music);
    await writeFile(join(filing.music, 'README'), 'nothing is mounted here');
    service = await filing.start();
    await filing.deliver('Second');
    const issue = await issueOf('root:music');
    expect(issue?.message).toContain('.soulsync-root is missing');
    expect(issue?.advice).toContain('/api/v1/roots/music/accept');
    await delay(500);
    expect(await readdir(filing.music)).toEqual(['README']);
    await expect(filing.on.ask(rpc.organize.acceptRoot, { name: 'downloads' })).rejects.toMatchObject({ reason: 'root-in-order' });
    await expect(filing.on.ask(rpc.organize.acceptRoot, { name: '../music' })).rejects.toMatchObject({ name: 'NotFound' });
    await filing.on.ask(rpc.organize.acceptRoot, { name: 'music' });
    await tidied(2);
    await noIssues();
    expect(await filesBelow(filing.music)).toEqual([filed('Second'), 'README'].sort());
    expect(await filing.on.eventsOf('RootAccepted')).toMatchObject([{ root: 'music', found: 'unmarked', by: 'account:test' }]);
    await service.stop();

    // The old disk is now the stranger.
    await rename(filing.music, `${filing.music}-new`);
    await rename(`${filing.music}-away`, filing.music);
    service = await filing.start();
    expect((await issueOf('root:music'))?.message).toContain('belongs to another folder');
    await service.stop();
  }, 120_000);

  withDisks(
    'that is unmounted while files are filed takes none below its mount point, says so, and has all of them in the end',
    async () => {
      const disk = join(filing.base, 'disk');
      disks.disk(disk);
      disks.show(disk, filing.music);
      const service = await filing.start();
      const outcome = await unmountMusicWhileFiling(filing, disks, disk);
      expect(outcome).toMatchObject({ tried: 12, lost: 0, doubled: 0, strayed: [] });
      expect(outcome.said).toContain(filing.music);
      expect(await readdir(filing.downloads)).toEqual(['.soulsync-root']);
      await service.stop();
    },
    180_000,
  );

  withDisks(
    'that is mounted read-only is called that; filing goes on by itself when it may be written',
    async () => {
      const disk = join(filing.base, 'disk');
      disks.disk(disk);
      disks.show(disk, filing.music);
      const service = await filing.start();
      await filing.deliver('First');
      await tidied(1);
      disks.readOnly(filing.music, true);
      const download = await filing.deliver('Second');
      const issue = await issueOf('filing-stopped');
      expect(issue?.message).toBe(`The music folder ${filing.music} is read-only.`);
      expect(issue?.advice).toContain('Mount it for writing');
      expect((await readFile(download)).length).toBeGreaterThan(0);
      disks.readOnly(filing.music, false);
      await tidied(2);
      await noIssues();
      await service.stop();
    },
    180_000,
  );

  withDisks(
    'that is read-only from the first start on is called that, and is used once it may be written',
    async () => {
      const disk = join(filing.base, 'disk');
      disks.disk(disk);
      disks.show(disk, filing.music);
      disks.readOnly(filing.music, true);
      const service = await filing.start();
      await filing.deliver('First');
      expect((await issueOf('root:music'))?.message).toBe(`The music folder ${filing.music} can't be taken into use: it is read-only.`);
      disks.readOnly(filing.music, false);
      await tidied(1);
      await noIssues();
      await service.stop();
    },
    180_000,
  );

  asRoot(
    'that belongs to somebody else is called that, with who we are',
    async () => {
      const service = await filing.start();
      await filing.deliver('First');
      await tidied(1);
      await chmod(filing.base, 0o755);
      await chown(filing.downloads, NOBODY, NOBODY);
      process.seteuid?.(NOBODY);
      await filing.deliver('Second');
      const issue = await issueOf('filing-stopped');
      expect(issue?.message).toContain(`SoulSync (uid ${NOBODY}, gid 0) may not write in the music folder ${filing.music}: `);
      expect(issue?.message).toContain('EACCES');
      expect(issue?.advice).toContain('chown');
      process.seteuid?.(0);
      await tidied(2);
      await service.stop();
    },
    180_000,
  );
});

describe('the download folder', () => {
  withDisks(
    'that is unmounted makes what arrived wait instead of failing it',
    async () => {
      const disk = join(filing.base, 'disk');
      disks.disk(disk);
      disks.show(disk, filing.downloads);
      const service = await filing.start();
      await filing.deliver('First');
      await tidied(1);
      const outcome = await unmountDownloadsBeforeFiling(filing, disks, disk);
      expect(outcome).toMatchObject({ tried: 4, lost: 0, doubled: 0, strayed: [] });
      expect(outcome.said).toContain(filing.downloads);
      expect(await filing.on.eventsOf('FilingFailed')).toEqual([]);
      await service.stop();
    },
    180_000,
  );

  withDisks(
    'that is read-only keeps its files, which are filed all the same; it is said once',
    async () => {
      const disk = join(filing.base, 'disk');
      disks.disk(disk);
      disks.show(disk, filing.downloads);
      await filing.deliver('First');
      const second = await filing.deliver('Second');
      disks.readOnly(filing.downloads, true);
      let service = await filing.start();
      await tidied(2);
      const issue = await issueOf('downloads-stay');
      expect(issue).toMatchObject({ level: 'warning', message: expect.stringContaining(filing.downloads) as unknown });
      expect(await filesBelow(filing.music)).toEqual([filed('First'), filed('Second')]);
      expect((await readFile(second)).length).toBeGreaterThan(0);
      expect((await filing.on.eventsOf('FilingTidied')).map(({ download }) => download)).toEqual(['not-removable', 'not-removable']);
      await service.stop();

      // Without a marker it is known by its device, and by not being empty.
      disks.hide(filing.downloads);
      service = await filing.start();
      expect((await issueOf('root:downloads'))?.message).toContain('suddenly empty');
      await service.stop();
    },
    180_000,
  );

  it('keeps a file that another one took the place of, and a published file that is not what it was keeps its download', async () => {
    // Killed between the two, as when the power fails.
    const mine = await filing.deliver('Mine');
    expect(await filing.runKilledAt('before rm download')).toBe('SIGKILL');
    await writeFile(mine, 'a file of its owner');
    let service = await filing.start();
    await tidied(1);
    await service.stop();
    expect(await readFile(mine, 'utf8')).toBe('a file of its owner');

    const other = await filing.deliver('Other');
    expect(await filing.runKilledAt('before rm download')).toBe('SIGKILL');
    await writeFile(join(filing.music, filed('Other')), 'the disk lost it');
    service = await filing.start();
    await tidied(2);
    await service.stop();
    expect((await readFile(other)).length).toBeGreaterThan(1_000);
    expect((await filing.on.eventsOf('FilingTidied')).map(({ download }) => download)).toEqual(['not-ours', 'unproven']);
  }, 180_000);
});

describe('the library of a music folder', () => {
  withDisks(
    'that is unmounted keeps all its tracks, also where it is small',
    async () => {
      const disk = join(filing.base, 'disk');
      disks.disk(disk);
      disks.show(disk, filing.music);
      const organize = await filing.start();
      await filing.deliver('First');
      await filing.deliver('Second');
      await tidied(2);
      const plex = await filing.on.start(plexService, {
        ...filing.env,
        SOULSYNC_LIBRARY_LOOK_SECONDS: '1',
        SOULSYNC_SWEEP_CONFIRM_MINUTES: '0',
      });
      const tracks = () => filing.on.query<{ path: string }>('SELECT "path" FROM plex.library_tracks');
      const plexIssues = async () => (await filing.on.status('plex-svc')).healthIssues;
      await eventually(tracks, (found) => found.length === 2);
      disks.hide(filing.music, true);
      await filing.on.ask(rpc.plex.fullSync);
      const [issue] = await eventually(plexIssues, (found) => found.some(({ code }) => code === 'library-unreadable:folder'));
      expect(issue?.message).toBe(`The library is not read while the music folder ${filing.music} is away.`);
      await filing.on.ask(rpc.plex.fullSync);
      await delay(2_000);
      expect(await tracks()).toHaveLength(2);
      expect(await filing.on.eventsOf('TracksMissed')).toEqual([]);
      disks.show(disk, filing.music);
      await filing.on.ask(rpc.plex.fullSync);
      await eventually(plexIssues, (found) => found.length === 0, 60_000);
      expect(await tracks()).toHaveLength(2);
      await plex.stop();
      await organize.stop();
    },
    180_000,
  );
});
