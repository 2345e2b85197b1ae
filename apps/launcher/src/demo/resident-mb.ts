import type { Api } from './api.js';

const ownMb = () => Math.round(process.memoryUsage.rss() / 1_048_576);

/**
 * Memory of the launcher and of every service, wherever they run: the services' own sum is the gateway's to know. Without `split` they are
 * this one process. Postgres, nats-server and the simulators are not in it.
 */
export async function residentMb(split: boolean, api: Pick<Api, 'get'>, own = ownMb): Promise<number> {
  if (!split) return own();
  const { rssMb } = await api.get<{ readonly rssMb: number }>('/api/v1/summary');
  return own() + rssMb;
}
