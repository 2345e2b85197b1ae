export const attic = {
  state: 'connected',
  detail: null,
  advice: null,
  since: '2026-11-01T10:00:00.000Z',
  nextTryAt: null,
  libraryFrom: 'plex',
  kind: 'plex',
  serverId: 's1',
  name: 'Attic',
  version: '1.41',
  connectedTo: 'http://nas.lan:32400',
  address: 'http://nas.lan:32400',
  addressFrom: 'stored',
  tokenFrom: 'stored',
  variables: [],
  addresses: [{ url: 'http://nas.lan:32400', reach: 'local' }],
  foundServerId: null,
  signedIn: true,
};

export const notSetUp = {
  ...attic,
  state: 'unconfigured',
  serverId: null,
  name: null,
  version: null,
  connectedTo: null,
  address: null,
  addressFrom: null,
  tokenFrom: null,
  addresses: [],
  signedIn: false,
};

export const failing = { ...attic, state: 'unreachable', connectedTo: null, detail: 'nothing answers at nas.lan', advice: 'Is it on?' };

export const waiting = {
  id: 'si1',
  state: 'waiting',
  link: 'https://app.plex.tv/auth#?code=abc',
  code: null,
  expiresAt: '2026-11-01T11:00:00.000Z',
  detail: null,
  account: null,
  servers: [],
  chosen: null,
};

export const signedIn = {
  ...waiting,
  state: 'signed-in',
  account: 'ada',
  servers: [{ serverId: 's1', name: 'Attic', owned: true, version: '1.41', online: true }],
};

export const found = {
  id: 'd1',
  reach: 'this-machine',
  found: [
    {
      kind: 'slskd',
      name: null,
      url: 'http://127.0.0.1:5030',
      alsoAt: [],
      version: '0.22',
      serverId: null,
      state: 'answers',
      since: '2026-11-01T10:00:00.000Z',
    },
  ],
  looked: ['Ports of this machine.'],
  notLooked: [],
  cancelled: false,
  howToAllow: null,
};

export const nothingFound = { ...found, found: [], howToAllow: 'To search the network set SOULSYNC_DISCOVERY=lan.' };
