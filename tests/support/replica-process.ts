import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ServiceName } from '@soulsync/contracts';

const repository = join(import.meta.dirname, '..', '..');

/** One replica of a service as a process of its own, to be killed as a power cut would. */
export interface ReplicaProcess {
  /** Stopped with SIGSTOP: it neither answers nor ends. */
  freeze(): void;
  /** SIGKILL; resolves once it is gone. */
  kill(): Promise<void>;
}

export function replicaProcess(service: ServiceName, env: Readonly<Record<string, string>>): ReplicaProcess {
  const child = spawn(process.execPath, [join(repository, 'apps', service, 'dist', 'main.js')], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(child, 'exit');
  return {
    freeze: () => void child.kill('SIGSTOP'),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
