import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

export interface ChildLog {
  /** Takes what the child says at once, whatever becomes of it: a child whose pipe is full stands still. */
  follow(output: Readable): void;
  write(text: string): void;
  close(): Promise<void>;
}

/** `logs/<name>.log` in the data folder, bounded like every log; a bad variable is named later, with all others, before a service starts. */
export async function childLog(dataDir: string, name: string): Promise<ChildLog> {
  const { ConfigError, loadConfig, LogSettings, logFile, logLimits, logOutput } = await import('@soulsync/service-kit'); // most commands start no child
  const folder = join(dataDir, 'logs');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const limits = () => {
    try {
      return logLimits(loadConfig(LogSettings, process.env));
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return logLimits(new LogSettings());
    }
  };
  const output = logOutput(logFile(join(folder, `${name}.log`), limits));
  return {
    follow(stream) {
      stream.setEncoding('utf8');
      stream.on('data', output.write);
      stream.on('error', () => undefined); // it ended; its exit says so
    },
    write: output.write,
    close: output.close,
  };
}
