import { describe, expect, it } from '@jest/globals';
import { ExternalError } from '@soulsync/service-kit';
import { troubleAt } from './plex-trouble.js';

const cut = (code: string) =>
  new ExternalError('plex', 'unavailable', 'x', null, null, null, { cause: Object.assign(new Error(code), { code }) });
const answered = (status: number, body: string | null = null) => new ExternalError('plex', 'refused', 'x', status, null, body);
const DIRECT = 'https://10-0-0-25.0a1b.plex.direct:32400';

describe('trouble with an address of Plex is named by its cause', () => {
  it.each([
    [DIRECT, cut('ENOTFOUND'), /rebinding protection/, /Allow plex\.direct/],
    ['http://nas.lan:32400', cut('ENOTFOUND'), /nobody knows the name nas\.lan/, /spelling/],
    ['https://10.0.0.25:32400', cut('ERR_TLS_CERT_ALTNAME_INVALID'), /certificate is for another name/, /plex\.direct.*Preferred/],
    ['https://nas.lan:32400', cut('DEPTH_ZERO_SELF_SIGNED_CERT'), /nobody this machine trusts/, /NODE_EXTRA_CA_CERTS/],
    ['http://10.0.0.25:32400', cut('ECONNRESET'), /Secure connections: Required/, /plex\.direct/],
    ['https://10.0.0.25:32400', cut('EPROTO'), /does not speak https/, /http:\/\//],
    ['http://10.0.0.25:32400', cut('ECONNREFUSED'), /nothing listens/, /container/],
    ['http://10.0.0.25:32400', answered(401), /wants a sign-in of its own/, /proxy/],
    ['http://10.0.0.25:32400', answered(302), /another address/, /not followed/],
    ['http://10.0.0.25:32400', cut('EWHATEVER'), /EWHATEVER/, /network/],
  ])('%s', (url, error, detail, advice) => {
    const trouble = troubleAt(url, error);
    expect(trouble.kind).toBe('failed');
    expect(trouble.detail).toMatch(detail);
    expect(trouble.advice).toMatch(advice);
  });

  it.each([[answered(503, '<html>')], [answered(400, 'the server is still starting up. Please retry later')]])(
    'a server that starts is no failure',
    (error) => {
      expect(troubleAt(DIRECT, error)).toMatchObject({ kind: 'starting' });
    },
  );

  it('any other 400 is one', () => {
    expect(troubleAt(DIRECT, answered(400, 'bad parameter'))).toMatchObject({ kind: 'failed' });
  });
});
