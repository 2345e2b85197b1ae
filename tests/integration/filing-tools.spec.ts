import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { parseFile } from 'music-metadata';
import { payloadHash } from '../../apps/organize-svc/src/adapters/audio/payload-hash.js';
import { probe } from '../../apps/organize-svc/src/adapters/audio/probe.js';
import { coverSource } from '../../apps/organize-svc/src/adapters/filesystem/cover.js';
import { writeTags } from '../../apps/organize-svc/src/adapters/tags/write-tags.js';
import { audioProbeContract } from '../../apps/organize-svc/src/filing/ports/audio-probe.contract.js';
import { coverSourceContract } from '../../apps/organize-svc/src/filing/ports/cover-source.contract.js';
import { tagWriterContract } from '../../apps/organize-svc/src/filing/ports/tag-writer.contract.js';
import { metrics } from '../../libs/service-kit/src/metrics.js';
import { externalClient } from '../../libs/service-kit/src/external/external-client.js';
import { pictureSource } from '../../libs/service-kit/src/external/picture-source.js';
import { systemClock } from '../../libs/service-kit/src/clock.js';
import { writeSong } from '../simulators/src/audio/song.js';
import type { Container } from '../simulators/src/audio/song.js';

const containers: readonly Container[] = ['flac', 'mp3', 'm4a', 'opus'];
const tags = {
  title: 'old', artist: 'old', albumArtist: 'old', album: 'old', track: 1, trackTotal: 1, disc: 1, date: '1999', genre: 'Folk', isrc: null,
}; // prettier-ignore

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'soulsync-tools-'));
  let count = 0;
  return { next: (extension: string) => join(path, `${(count += 1)}.${extension}`), end: () => rm(path, { recursive: true, force: true }) };
}

for (const container of containers) {
  audioProbeContract(container, container === 'flac', async () => {
    const { next, end } = await folder();
    const named = (path: string) => ({ path, extension: container });
    return {
      probe: { probe, payloadHash },
      async song({ title, artist, tune }) {
        const path = next(container);
        writeSong(path, { container, durationS: 2, tags: { ...tags, title, artist }, tune });
        return named(path);
      },
      async cutShort({ path }) {
        const whole = await readFile(path);
        const cut = next(container);
        await writeFile(cut, whole.subarray(0, Math.floor(whole.length * 0.6)));
        return named(cut);
      },
      async text(words) {
        const path = next(container);
        await writeFile(path, words);
        return named(path);
      },
      end,
    };
  });

  tagWriterContract(container, async () => {
    const { next, end } = await folder();
    const source = next(container);
    writeSong(source, { container, durationS: 2, tags, tune: 3 });
    return {
      writer: { writeTags },
      async file() {
        const path = next(container);
        await copyFile(source, path);
        return path;
      },
      async read(path) {
        const { common } = await parseFile(path);
        return {
          title: common.title ?? null,
          artists: (common.artists ?? []).flatMap((artist) => artist.split('; ')), // MP4 holds one text
          albumArtist: common.albumartist ?? null,
          album: common.album ?? null,
          track: common.track.no,
          trackTotal: common.track.of,
          disc: common.disk.no,
          discTotal: common.disk.of,
          year: common.year ?? null,
          isrc: common.isrc?.[0] ?? null,
          covers: common.picture?.length ?? 0,
        };
      },
      music: (path) => payloadHash(path, extname(path).slice(1)),
      end,
    };
  });
}

coverSourceContract('over HTTP', async () => {
  const pictures = new Map<string, Buffer>();
  const server = createServer(({ url = '' }, response) => {
    const picture = pictures.get(url);
    if (picture) response.setHeader('Content-Type', 'image/png').end(picture);
    else if (url === '/words') response.end('<html>');
    else if (url === '/broken') response.destroy();
    else response.writeHead(url === '/down' ? 503 : 404).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo; // a TCP server that listens
  const at = (path: string) => `http://127.0.0.1:${port}${path}`;
  const quiet = () => undefined;
  const source = coverSource(
    pictureSource(
      (policy) => externalClient(policy, { dataSource: null as never, metrics: metrics('organize-svc', '0'), clock: systemClock }), // no rate is set: no database is asked
      () => '127.0.0.1',
    ),
    { debug: quiet, info: quiet, warn: quiet, error: quiet },
  );
  return {
    source,
    async put(picture) {
      pictures.set('/cover.png', picture);
      return at('/cover.png');
    },
    withoutCover: () =>
      Promise.resolve([
        at('/gone'),
        at('/words'),
        at('/broken'),
        at('/down'),
        'http://127.0.0.1:1/',
        'http://localhost/',
        'file:///etc/passwd',
        'no address',
      ]),
    end: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
});
