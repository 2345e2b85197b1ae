import type { Instant, MediaServerEvent, MediaServerKind, ServerAddress } from '@soulsync/contracts';

export interface ChosenServer {
  readonly kind: MediaServerKind;
  readonly serverId: string;
  readonly name: string;
  readonly address: string;
  readonly addresses: readonly ServerAddress[];
}

export type MediaServerCommand =
  | { type: 'ChooseServer'; data: ChosenServer & { at: Instant } }
  | { type: 'NoteAddresses'; data: Pick<ChosenServer, 'serverId' | 'address' | 'addresses'> & { at: Instant } }
  | { type: 'NoteSecret'; data: { name: string; keyId: string; at: Instant } };

export type MediaServer = { readonly status: 'none' } | ({ readonly status: 'chosen' } & ChosenServer);

const initialState: MediaServer = { status: 'none' };

function decide(command: MediaServerCommand, state: MediaServer): readonly MediaServerEvent[] {
  switch (command.type) {
    case 'ChooseServer': {
      const { at, ...server } = command.data;
      const { kind, serverId, name, address, addresses } = server;
      if (state.status === 'chosen' && state.kind === kind && state.name === name && same(state, server)) return [];
      return [{ type: 'MediaServerChosen', data: { kind, serverId, name, address, addresses, chosenAt: at } }];
    }
    case 'NoteAddresses': {
      const { at, ...moved } = command.data;
      if (state.status === 'none' || state.serverId !== moved.serverId || same(state, moved)) return []; // another was chosen meanwhile
      return [{ type: 'MediaServerMoved', data: { ...moved, movedAt: at } }];
    }
    case 'NoteSecret': {
      const { name, keyId, at } = command.data;
      return [{ type: 'SecretSet', data: { name, keyId, setAt: at } }];
    }
  }
}

function evolve(state: MediaServer, event: MediaServerEvent): MediaServer {
  switch (event.type) {
    case 'MediaServerChosen': {
      const { kind, serverId, name, address, addresses } = event.data;
      return { status: 'chosen', kind, serverId, name, address, addresses };
    }
    case 'MediaServerMoved': {
      const { serverId, address, addresses } = event.data;
      return state.status === 'chosen' && state.serverId === serverId ? { ...state, address, addresses } : state;
    }
    case 'SecretSet':
      return state;
  }
}

type Place = Pick<ChosenServer, 'serverId' | 'address' | 'addresses'>;
const listed = (addresses: readonly ServerAddress[]) => addresses.map(({ url, reach }) => `${reach} ${url}`).join('\n');
const same = (a: Place, b: Place) => a.serverId === b.serverId && a.address === b.address && listed(a.addresses) === listed(b.addresses);

export const mediaServer = { aggregateType: 'media-server', initialState, decide, evolve };
