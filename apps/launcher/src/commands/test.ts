import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout, inCheckout } from '../checkout.js';
import { answer, say } from '../terminal.js';

interface Counted {
  passed: number;
  failed: number;
  skipped: number;
}

const bin = (name: string) => inCheckout('node_modules', '.bin', name);

/** Checks that are one pass or fail each. */
const checks: readonly { readonly name: string; readonly command: string; readonly args: readonly string[] }[] = [
  { name: 'format', command: bin('prettier'), args: ['--check', '--log-level', 'warn', '.'] },
  { name: 'types', command: bin('tsc'), args: ['-b'] },
  { name: 'lint', command: bin('eslint'), args: ['.'] },
  { name: 'architecture', command: bin('depcruise'), args: ['--config', '.dependency-cruiser.cjs', 'apps', 'libs', 'tests'] },
];

/** Everything CI runs; the last line counts it. */
export async function test(): Promise<number> {
  installPackages();
  const failed = await failedChecks();
  const jest = await runJest();
  for (const name of failed) say(`FAIL ${name}: what it said stands above`);
  const total = {
    passed: checks.length - failed.length + jest.passed,
    failed: failed.length + jest.failed,
    skipped: jest.skipped,
  };
  answer(`tests: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed === 0 && jest.passed > 0 ? 0 : 1;
}

/** One after the other; the names of those that failed. */
async function failedChecks(): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const { name, command, args } of checks) {
    const startedAt = Date.now();
    const code = await run(command, args);
    say(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
    if (code !== 0) failed.push(name);
  }
  return failed;
}

/** Real programs the tests run against: Debian packages where we may install them. */
function installPackages(): void {
  const wanted = [
    { name: 'nats-server', at: ['/usr/sbin/nats-server', '/usr/bin/nats-server', '/usr/local/bin/nats-server'] },
    { name: 'chromium', at: ['/usr/bin/chromium', '/usr/bin/chromium-browser'] },
    { name: 'supysonic', at: ['/usr/bin/supysonic-server', '/usr/local/bin/supysonic-server'] },
    { name: 'exfat-fuse', at: ['/usr/sbin/mount.exfat-fuse'] },
    { name: 'exfatprogs', at: ['/usr/sbin/mkfs.exfat'] },
    { name: 'python3-waitress', at: ['/usr/lib/python3/dist-packages/waitress'] },
  ].filter(({ at }) => !at.some((path) => existsSync(path)));
  if (wanted.length === 0) return;
  const names = wanted.map(({ name }) => name);
  const root = process.getuid?.() === 0;
  const sudo = !root && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  if (!existsSync('/usr/bin/apt-get') || (!root && !sudo)) {
    say(`NOT INSTALLED: ${names.join(', ')}; what needs them will fail or be skipped`);
    return;
  }
  say(`installing ${names.join(', ')}`);
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...names]])
    spawnSync(root ? 'apt-get' : 'sudo', root ? args : ['-n', 'apt-get', ...args], {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
}

async function runJest(): Promise<Counted> {
  const report = join(tmpdir(), `soulsync-jest-${process.pid}.json`);
  await run(process.execPath, [
    '--experimental-vm-modules',
    '--no-warnings',
    inCheckout('node_modules', 'jest', 'bin', 'jest.js'),
    '--json',
    `--outputFile=${report}`,
  ]);
  const text = await readFile(report, 'utf8').catch(() => null); // jest itself failed
  await rm(report, { force: true });
  if (text === null) return { passed: 0, failed: 1, skipped: 0 };
  const counts = JSON.parse(text) as {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numRuntimeErrorTestSuites: number;
  }; // jest's own report
  return {
    passed: counts.numPassedTests,
    failed: counts.numFailedTests + counts.numRuntimeErrorTestSuites,
    skipped: counts.numPendingTests,
  };
}

function run(command: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: checkout, stdio: ['ignore', process.stderr, 'inherit'] });
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
