import type { RefusalWords } from '../words.js';
import { issues } from './issues.js';
import { reasons } from './reasons.js';

export const refusals: RefusalWords = {
  conflict: () => 'Someone else changed it at the same moment; try again.',
  'playlist-paused': () => 'The playlist is paused: resume it to have it read.',
  'playlist-not-imported': () => 'This playlist is read from its source: a file can replace only what came from a file.',
  'set-up-done': () => 'The first account has been created already; sign in with it.',
  'wrong-code': () => 'This is not the set-up code of run/setup-code in the data folder, or it has been used.',
  'no-candidate-left': () => 'There is no candidate any more: the library has changed meanwhile.',
  'nothing-to-undo': () => 'Nobody has confirmed or rejected anything here that could be undone.',
  'not-being-fetched': () =>
    'There is nothing to search for: it is in your library, waits for your decision, or its playlist has not been started. Use Want to fetch it all the same.',
  'last-admin': () => 'This is the last admin. Make another account an admin first.',
  'name-taken': ({ name }) => `There is already an account called ${name}.`,
  'not-by-key': () => 'Passwords and sessions are changed by whoever is signed in, not with an API key.',
  'track-not-in-library': () => 'This track is no longer in the library.',
  'root-in-order': ({ path }) => `The folder ${path} is in order; there is nothing to confirm.`,
  'root-unusable': (params) => issues.root(params).message,
  'sign-in-needed': ({ isExpired }) =>
    isExpired
      ? 'The sign-in is no longer accepted by plex.tv: sign in again.'
      : 'There is no Plex account here yet: sign in with Plex first.',
  'token-refused': ({ url, variable }) => `The server at ${url} refuses ${variable ?? 'the token'}.`,
  'no-server-token': ({ server }) => `The account may not use ${server}: plex.tv gives no token for it.`,
  'other-server': ({ url, server, foundServerId }) => `${url} answers, but as another server (${foundServerId}), not as ${server}.`,
  'server-unreachable': ({ detail, advice }) => `The server can't be reached: ${detail}. ${advice}`,
  'no-secret-key': () => 'SOULSYNC_SECRET_KEY (32 bytes, base64) is needed to store secrets.',
  'read-only': () => 'This service only reads (SOULSYNC_READ_ONLY).',
  'nothing-is-missing': () => 'No loss of this library waits for an answer.',
  'takes-no-edits': ({ cause }) =>
    cause === 'not-the-owner'
      ? 'The media server takes changes from its owner alone: sign in as the owner under Settings.'
      : 'This library has no media server that takes pictures and genres.',
  'nothing-to-do': ({ action }) =>
    ({
      accept: 'These changes do not wait for an answer any more.',
      stop: 'There is nothing left to stop or to discard.',
      undo: 'There is nothing to undo.',
    })[action],
  'nothing-was-refused': () => 'No update of this list waits for an answer.',
  'not-to-be-allowed': ({ cause }) => `This can't be allowed: ${reasons.mirror[cause]}.`,
  'no-playlists': () =>
    'The library is read from no server that keeps playlists: a plain folder keeps none, and Jellyfin only for a user, not for an API key.',
  'spotify-not-set-up': () => 'Spotify is not set up: enter the client ID of your app under Settings, Connections.',
  'spotify-not-signed-in': () => 'Nobody is signed in to Spotify: sign in under Settings, Connections.',
  'spotify-access-denied': () => 'Spotify was told not to give access: nothing was changed. Begin again to agree.',
  'spotify-other-sign-in': () => 'This address is not of the sign-in that was begun here, or that one is over: begin again.',
  'spotify-no-answer-in-address': () =>
    'There is no answer of Spotify in this address: copy all of it from the address bar, from http to the end, after you agreed.',
  'spotify-code-refused': ({ cause }) =>
    `Spotify did not accept the answer of this sign-in: ${
      {
        'used-or-old': 'it was used before, or is older than ten minutes',
        verifier: 'it belongs to another sign-in (PKCE)',
        redirect: 'the redirect address is not the one it was asked for with',
        other: 'it gave no reason that is known',
      }[cause]
    }. Begin again.`,
  'spotify-app-refused': ({ cause }) =>
    cause === 'client-secret'
      ? 'Spotify does not know this client secret: compare it with the dashboard.'
      : 'Spotify does not know this client ID: compare it with the dashboard.',
  'runs-by-itself': () => 'This runs by itself when something is due.',
  locked: ({ variable }) => `${variable} is set in the environment, which wins; remove it there to change it here.`,
  undecodable: () =>
    'Nobody can read this message, so there is nothing to retry. A version of SoulSync that can read it takes it in when the read models are rebuilt; skip it if it is none of ours.',
  starting: () => 'The service is still starting; try again in a moment.',
  'later-events-read': ({ readModel }) =>
    readModel === null
      ? 'Later events of the same thing were handled already, and this one would undo what they did. Skip it.'
      : `Later events of the same thing are in the read model ${readModel} already, and this one would overwrite what they say. Rebuild the read model: it reads all in their order.`,
  'failed-again': ({ detail }) => `It failed again: ${detail}`,
};
