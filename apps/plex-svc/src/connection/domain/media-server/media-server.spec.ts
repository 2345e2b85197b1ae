import { describe, expect, it } from '@jest/globals';
import type { MediaServerEvent } from '@soulsync/contracts';
import { mediaServer } from './media-server.js';
import type { ChosenServer, MediaServerCommand } from './media-server.js';

const at = '2026-11-01T10:00:00.000Z';
const attic: ChosenServer = {
  kind: 'plex',
  serverId: 'attic',
  name: 'Attic NAS',
  address: 'https://10-0-0-25.example.plex.direct:32400',
  addresses: [{ url: 'https://10-0-0-25.example.plex.direct:32400', reach: 'local' }],
};
const choose = (server: ChosenServer): MediaServerCommand => ({ type: 'ChooseServer', data: { ...server, at } });
const chosen = (server: ChosenServer): MediaServerEvent => ({ type: 'MediaServerChosen', data: { ...server, chosenAt: at } });
const moved = (address: string): Pick<ChosenServer, 'serverId' | 'address' | 'addresses'> => ({
  serverId: 'attic',
  address,
  addresses: [{ url: address, reach: 'local' }],
});

const given = (...events: MediaServerEvent[]) => ({
  when: (command: MediaServerCommand) => mediaServer.decide(command, events.reduce(mediaServer.evolve, mediaServer.initialState)),
});

describe('a media server', () => {
  it('is chosen', () => {
    expect(given().when(choose(attic))).toEqual([chosen(attic)]);
  });

  it('is not chosen twice', () => {
    expect(given(chosen(attic)).when(choose(attic))).toEqual([]);
  });

  it('gives way to another', () => {
    const cellar = { ...attic, serverId: 'cellar', name: 'Cellar' };
    expect(given(chosen(attic)).when(choose(cellar))).toEqual([chosen(cellar)]);
  });

  it('moves when its account lists other addresses', () => {
    const place = moved('http://10.0.0.30:32400');
    expect(given(chosen(attic)).when({ type: 'NoteAddresses', data: { ...place, at } })).toEqual([
      { type: 'MediaServerMoved', data: { ...place, movedAt: at } },
    ]);
  });

  it('does not move once another was chosen', () => {
    const place = moved('http://10.0.0.30:32400');
    const other = chosen({ ...attic, serverId: 'cellar' });
    expect(given(chosen(attic), other).when({ type: 'NoteAddresses', data: { ...place, at } })).toEqual([]);
  });

  it('tells that a secret was set, each time, and stays as it is', () => {
    const note: MediaServerCommand = { type: 'NoteSecret', data: { name: 'plex-server:attic', keyId: 'k', at } };
    const set: MediaServerEvent = { type: 'SecretSet', data: { name: 'plex-server:attic', keyId: 'k', setAt: at } };
    expect(given(chosen(attic), set).when(note)).toEqual([set]);
    expect(given(chosen(attic), set).when(choose(attic))).toEqual([]);
  });
});
