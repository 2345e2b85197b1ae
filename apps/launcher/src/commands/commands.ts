import type { Run } from './run.js';

interface Command {
  readonly usage: string;
  load(): Promise<Run>;
}

/** What `./soulsync` knows; each is loaded when it is asked for. */
export const commands: Readonly<Record<string, Command>> = {
  up: { usage: '[--data DIR] [--port N] [--split] [--replicas N]', load: async () => (await import('./up.js')).up },
  demo: {
    usage:
      '[--once | --empty] [--split] [--replicas N] [--chaos] [--seed S] [--tracks N] [--server plex|folder|subsonic|jellyfin] [--data DIR] [--port N] [--json]',
    load: async () => (await import('../demo/demo.js')).demo,
  },
  missing: { usage: 'PLAYLIST.csv --library DIR [--out DIR] [--json]', load: async () => (await import('./missing.js')).missing },
  replay: {
    usage: '[--data DIR] [--json] [--what-if [--sure 0..1] [--same-length-ms N] [--doubtful-length-ms N] [--margin 0..1]]',
    load: async () => (await import('./replay.js')).replay,
  },
  predict: { usage: 'CORPUS [--tracks tracks.jsonl.gz] < in.jsonl', load: async () => (await import('./predict.js')).predict },
  doctor: { usage: '[--data DIR] [--json] [--acknowledge]', load: async () => (await import('./doctor.js')).doctor },
  'reset-password': { usage: '[--data DIR] USER', load: async () => (await import('./reset-password.js')).resetPassword },
  bench: {
    usage: 'accuracy [--tune]|folder|import|library|match|queries|replay [--json]',
    load: async () => (await import('./bench.js')).bench,
  },
  secrets: { usage: '--out DIR [--kubernetes]', load: async () => (await import('./secrets.js')).secrets },
  provision: { usage: '', load: async () => (await import('./provision.js')).provision },
  attack: { usage: '[--only NAME,…] [--seed S] [--small] [--json]', load: async () => (await import('../attack/attack.js')).attack },
  test: { usage: '', load: async () => (await import('./test.js')).test },
};
