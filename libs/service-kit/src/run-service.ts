import { ConfigError } from './config.js';
import type { Environment } from './config.js';
import type { ServiceDefinition } from './service.js';
import { survivesClosedPipe } from './log-destinations.js';

/** A service as a process of its own: starts it, and stops it cleanly on SIGINT and SIGTERM. The one place that touches the process. */
export async function runService(definition: ServiceDefinition, environment: Environment): Promise<void> {
  survivesClosedPipe(process.stdout, process.stderr);
  try {
    const service = await definition.start(environment);
    let stopping = false;
    const stop = () => {
      if (stopping) return;
      stopping = true;
      void service.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  } catch (error) {
    process.stderr.write(
      `${error instanceof ConfigError ? error.problems.join('\n') : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exit(1);
  }
}
