import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { catalogService } from '@soulsync/catalog-svc';
import { rpc } from '@soulsync/contracts';
import type { ArtistMetadata } from '@soulsync/contracts';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ground } from '../support/running-service.js';
import type { Ground } from '../support/running-service.js';

const PATIENCE_MS = 60_000;

let dir: string;
let test: Ground;
let spotify: Server;
const given: string[] = [];

/** Answers each refresh token with another one, and every search with nothing. */
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'soulsync-token-'));
  spotify = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      response.setHeader('content-type', 'application/json');
      if (request.url !== '/api/token') return response.end('{"artists":{"items":[]},"albums":{"items":[]}}');
      const token = new URLSearchParams(body).get('refresh_token') ?? '';
      given.push(token);
      return response.end(JSON.stringify({ access_token: 'a', expires_in: 3600, refresh_token: `${token}+` }));
    });
  });
  await new Promise<void>((listening) => spotify.listen(0, '127.0.0.1', listening));
  test = await ground();
}, PATIENCE_MS);
afterAll(async () => {
  await test.stop();
  await new Promise((closed) => spotify.close(closed));
  await rm(dir, { recursive: true, force: true });
}, PATIENCE_MS);

let asked = 0;
/** The service begins with this variable, asks Spotify something, and ends. */
async function askedOnce(refreshToken: string): Promise<void> {
  const { port } = spotify.address() as AddressInfo; // a TCP server that listens
  const service = await test.start(catalogService, {
    SOULSYNC_DATA_DIR: dir,
    SOULSYNC_SPOTIFY_API_URL: `http://127.0.0.1:${port}`,
    SOULSYNC_SPOTIFY_ACCOUNTS_URL: `http://127.0.0.1:${port}`,
    SOULSYNC_SPOTIFY_CLIENT_ID: 'client',
    SOULSYNC_SPOTIFY_REFRESH_TOKEN: refreshToken,
    SOULSYNC_SPOTIFY_GAP_MS: '0',
  });
  asked += 1;
  await test.ask<readonly ArtistMetadata[]>(rpc.catalog.artistMetadata, {
    questions: [{ artist: `Nobody ${asked}`, album: null, mbid: null, wants: ['picture'] }],
  });
  await service.stop();
}

it(
  'a Spotify token in the environment wins once it is another one, and what it was rotated to is used until then',
  async () => {
    await askedOnce('first');
    await askedOnce('first');
    await askedOnce('second');
    await askedOnce('second');
    expect(given).toEqual(['first', 'first+', 'second', 'second+']);
    const rows = await test.query<{ name: string; box: Buffer }>('SELECT "name", "box" FROM catalog.secret');
    expect(rows.map(({ name }) => name)).toEqual(['spotify.refresh-token']);
    expect(rows[0]?.box.toString('latin1')).not.toContain('second');
  },
  PATIENCE_MS,
);
