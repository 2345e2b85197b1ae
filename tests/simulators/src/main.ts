import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

interface Running {
  stop(): Promise<void>;
}

/** A simulator's module. */
interface Simulator {
  startSimulator(config: never): Promise<Running>;
}

const simulators: Readonly<Record<string, () => Promise<Simulator>>> = {
  slskd: () => import('./slskd/server.js'),
  spotify: () => import('./spotify/server.js'),
  musicbrainz: () => import('./musicbrainz/server.js'),
  plex: () => import('./plex/server.js'),
  'plex-tv': () => import('./plex-tv/server.js'),
  gdm: async () => ({ startSimulator: (await import('./plex/gdm.js')).startGdm }),
  jellyfin: () => import('./jellyfin/server.js'),
};

/** One that was killed comes back on the port it was known at; whoever starts it for the first time takes the file away. */
function whereItWas({ listen = '', portFile = '' }: { listen?: string; portFile?: string }): { listen?: string } {
  const port = existsSync(portFile) ? readFileSync(portFile, 'utf8').trim() : '';
  return /^\d{1,5}$/.test(port) && listen.endsWith(':0') ? { listen: listen.replace(/0$/, port) } : {};
}

const [name = ''] = process.argv.slice(2);
const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    config: { type: 'string' },
    out: { type: 'string' },
    seed: { type: 'string', default: '1' },
    tracks: { type: 'string', default: '300' },
  },
});

if (name === 'world') {
  const { generateWorld } = await import('./world/generate-world.js');
  generateWorld({ dir: values.out ?? '', seed: values.seed, tracks: Number(values.tracks) });
} else if (name === 'songs') {
  const { generateSongs } = await import('./world/generate-songs.js');
  generateSongs({ dir: values.out ?? '', count: Number(values.tracks) });
} else {
  const load = simulators[name];
  if (!load || !values.config) {
    process.stderr.write(
      'usage: main.js slskd|spotify|musicbrainz|plex|plex-tv|gdm|jellyfin --config FILE, world --out DIR [--seed S] [--tracks N], or songs --out DIR [--tracks N]\n',
    );
    process.exit(2);
  }
  const { startSimulator } = await load();
  const config = JSON.parse(readFileSync(values.config, 'utf8')) as { listen?: string; portFile?: string }; // each simulator reads its own shape
  const running = await startSimulator({ ...config, ...whereItWas(config) } as never); // as above
  const stop = () => void running.stop().then(() => process.exit(0));
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
