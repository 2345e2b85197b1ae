import { execFileSync } from 'node:child_process';
import { access, constants, readFile, statfs } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@nats-io/transport-node';
import type { NodeConnectionOptions } from '@nats-io/transport-node';
import { adminSubject, rpc, serviceNames } from '@soulsync/contracts';
import { pathsInWords } from '@soulsync/contracts/words';
import type { LogIncident, PathProof, ServiceStatusReport } from '@soulsync/contracts';
import { messageOf, newId } from '@soulsync/event-store';
import { harmless, LOST_EVENTS_ISSUE, rpcClient } from '@soulsync/service-kit';
import { credentialsIn } from '../credentials/credentials.js';
import { natsRisk } from '../nats/durability.js';
import { findNatsServer } from '../nats/find-nats-server.js';
import { natsAdministrator } from '../nats/start-nats.js';
import { postgresBinaries } from '../postgres/binaries.js';
import { basicEnvironment, ownVariables } from '../processes/environment.js';
import { isClaimed } from '../processes/leftovers.js';
import { givenNats } from '../servers.js';
import { answer, answerJson } from '../terminal.js';
import { lostLogInWords } from './lost-log.js';
import { dataDirOf, options } from './options.js';

interface Finding {
  readonly what: string;
  readonly ok: boolean;
  readonly says: string;
}

/** Where the figures of the last demo run are kept. */
export const lastRunFile = join(process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'soulsync-last-demo.json');

/** Whether it was used before is known to the running system alone. */
const ROOT_MISSING =
  'is not there; it is made at its first use, and later a missing one is taken for a disk that is not mounted: filing then waits';

/** Looks at what the system needs and says what to do about what is missing. */
export async function doctor(args: readonly string[]): Promise<number> {
  const { values } = options({
    args: [...args],
    options: { data: { type: 'string' }, json: { type: 'boolean', default: false }, acknowledge: { type: 'boolean', default: false } },
  });
  const findings = [
    { what: 'Node', ok: true, says: process.version },
    await check('nats-server', async () => {
      const { path, version } = findNatsServer({ ...process.env });
      const risk = natsRisk(version);
      return `${path}, ${version.join('.')}${risk ? `. ${risk}` : ''}`;
    }),
    await check('Postgres', async () => {
      const { postgres } = await postgresBinaries();
      return execFileSync(postgres, ['--version'], { encoding: 'utf8', cwd: '/', env: basicEnvironment(process.env) }).trim();
    }),
    await folder('data folder', dataDirOf(values.data), 'is not there yet; it is made at the first start'),
    ...(await running(dataDirOf(values.data), values.acknowledge)),
    ...(await Promise.all(
      (['SOULSYNC_MUSIC_DIR', 'SOULSYNC_DOWNLOAD_DIR'] as const).flatMap((name) =>
        process.env[name] ? [folder(name, process.env[name], ROOT_MISSING)] : [],
      ),
    )),
    await check('last demo run', async () => {
      const text = await readFile(lastRunFile, 'utf8').catch(() => null); // there was none
      if (text === null) return 'none yet (./soulsync demo --once)';
      const { rssMb, seconds, at } = JSON.parse(text) as { rssMb: number; seconds: number; at: string }; // written by demo
      return `${rssMb} MB resident after ${seconds} s, ${at}`;
    }),
  ];
  if (values.json) answerJson({ ok: findings.every((finding) => finding.ok), findings });
  else for (const finding of findings) answer(`${finding.ok ? 'ok  ' : 'FAIL'} ${harmless(`${finding.what}: ${finding.says}`)}`);
  return findings.every((finding) => finding.ok) ? 0 : 1;
}

/** What the system on this data folder says of itself, when it runs: standing trouble, and whether the servers' files are the ones it sees. */
async function running(dataDir: string, acknowledge: boolean): Promise<readonly Finding[]> {
  const access = await runningNats(dataDir);
  if (access === null)
    return [{ what: 'running system', ok: true, says: `none on ${dataDir}; start it to have its connections and paths checked` }];
  const connection = await connect({ ...access, name: 'doctor' });
  try {
    const requests = rpcClient(connection);
    const ask = <Value>(subject: string) =>
      requests.request<Value>(subject, {}, { actor: { kind: 'process', id: 'doctor' }, correlationId: newId(), traceparent: null }, 60_000);
    if (acknowledge) await Promise.all(serviceNames.map((name) => ask(adminSubject(name, 'acknowledge-log-incidents'))));
    const services = await Promise.all(
      serviceNames.map((name) =>
        check(name, async () => {
          const { ready, healthIssues } = await ask<ServiceStatusReport>(adminSubject(name, 'status'));
          const others = healthIssues.filter(({ code }) => code !== LOST_EVENTS_ISSUE); // said once for all, below
          if (others.length > 0) throw new Error(others.map(({ message, advice }) => `${message} ${advice}`).join(' | '));
          return ready ? 'ready' : 'starting';
        }),
      ),
    );
    return [...services, await eventLog(ask), ...(await proofs(() => ask<readonly PathProof[]>(rpc.plex.provePaths)))];
  } finally {
    await connection.close();
  }
}

function eventLog(ask: <Value>(subject: string) => Promise<Value>): Promise<Finding> {
  return check('event log', async () => {
    const found = await Promise.all(
      serviceNames.map(async (service) => ({
        service,
        incidents: await ask<readonly LogIncident[]>(adminSubject(service, 'log-incidents')).catch(() => []), // a service that is down is said above
      })),
    );
    const lost = lostLogInWords(found);
    if (lost.length > 0) throw new Error(lost.join('\n'));
    return 'holds all that was read of it';
  });
}

async function proofs(ask: () => Promise<readonly PathProof[]>): Promise<readonly Finding[]> {
  try {
    return (await ask()).map((proof) => {
      const { server, state, seen, of, pairs } = proof;
      const trouble = pathsInWords(proof);
      const here = `${seen} of ${of} of its files are here; ${pairs.map((pair) => `${pair.server} is ${pair.local}`).join(', ')}`;
      return {
        what: `paths of ${server}`,
        ok: trouble === null,
        says: trouble ? `${trouble.message} ${trouble.advice}` : state === 'nothing-to-prove' ? 'it holds no files yet' : here,
      };
    });
  } catch (error) {
    return [{ what: 'paths', ok: false, says: messageOf(error) }];
  }
}

/** null: no launcher is alive on this folder. */
async function runningNats(dataDir: string): Promise<NodeConnectionOptions | null> {
  if (!(await isClaimed(join(dataDir, 'run')))) return null;
  const text = await readFile(join(dataDir, 'nats.conf'), 'utf8').catch(() => ''); // it uses a server of its owner's
  const listen = /listen: "([^"]+)"/.exec(text)?.[1];
  return (
    (await givenNats(ownVariables())) ??
    (listen ? await natsAdministrator(`nats://${listen}`, await credentialsIn(join(dataDir, 'credentials'))) : null)
  );
}

async function check(what: string, see: () => Promise<string>): Promise<Finding> {
  try {
    return { what, ok: true, says: await see() };
  } catch (error) {
    return { what, ok: false, says: error instanceof Error ? error.message : String(error) };
  }
}

function folder(what: string, path: string, missing: string): Promise<Finding> {
  return check(what, async () => {
    const there = await access(path).then(
      () => true,
      () => false,
    );
    if (!there) return `${path} ${missing}`;
    await access(path, constants.R_OK | constants.W_OK).catch((error: unknown) => {
      throw new Error(
        `${path} can't be read and written by uid ${process.getuid?.() ?? '?'}; give it to this user, or choose another folder`,
        { cause: error },
      );
    });
    const { bavail, bsize } = await statfs(path);
    return `${path}, ${Math.round((bavail * bsize) / 1e9)} GB free`;
  });
}
