import type { ExternalError } from '@soulsync/service-kit';

export interface Trouble {
  readonly kind: 'starting' | 'failed';
  /** What happened, by its cause. */
  readonly detail: string;
  /** What a person can do. */
  readonly advice: string;
}

const SECURE_ADVICE =
  'Use the address under plex.direct that the sign-in finds; or plain http in your own network with "Secure connections: Preferred" in Plex; or give the server a certificate of your own for this name.';

/** The sentence of a server that still refuses writes (apis/plex.md 2.3). */
export const saysStarting = ({ status, body }: ExternalError): boolean =>
  status === 503 || (status === 400 && /still starting up/i.test(body ?? ''));

/** Why an address of a Plex server did not answer as it should (apis/plex.md 3.7). */
export function troubleAt(url: string, error: ExternalError): Trouble {
  if (saysStarting(error))
    return {
      kind: 'starting',
      detail: 'Plex is starting or in maintenance',
      advice: 'After an update it may rebuild its database for many minutes. Nothing is lost; it is tried again by itself.',
    };
  if (error.status !== null) return { kind: 'failed', ...byStatus(error.status) };
  return { kind: 'failed', ...byCode(codeOf(error), new URL(url)) };
}

function byStatus(status: number): Omit<Trouble, 'kind'> {
  if (status === 401 || status === 403)
    return {
      detail: `answers ${status} where Plex asks for no token: something before it wants a sign-in of its own`,
      advice: 'Let the proxy pass this program through, or use the address of Plex itself.',
    };
  if (status >= 300 && status < 400)
    return { detail: `sends on to another address (${status})`, advice: 'Give the address it sends to; redirects are not followed.' };
  if (status === 404)
    return { detail: 'answers, but there is no Plex under this address', advice: 'Check the port (usually 32400) and the path.' };
  return { detail: `answered ${status}`, advice: 'The log of Plex, or of the proxy before it, says why.' };
}

/** The system's own code of a failed connection; '' when there is none. */
function codeOf(error: ExternalError): string {
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}

function byCode(code: string, { protocol, hostname }: URL): Omit<Trouble, 'kind'> {
  const secure = protocol === 'https:';
  if ((code === 'ENOTFOUND' || code === 'EAI_AGAIN') && hostname.endsWith('.plex.direct'))
    return {
      detail: 'its plex.direct name can not be resolved: a router or DNS server with rebinding protection does that',
      advice:
        'Allow plex.direct in the rebinding protection of your router or DNS server, or use plain http in your own network with "Secure connections: Preferred" in Plex.',
    };
  switch (code) {
    case 'ENOTFOUND':
      return {
        detail: `nobody knows the name ${hostname}`,
        advice: 'Check the spelling; in a container, names of the host may be unknown.',
      };
    case 'EAI_AGAIN':
      return { detail: `the name ${hostname} could not be asked for`, advice: 'The DNS server does not answer; is the network up?' };
    case 'ECONNREFUSED':
      return {
        detail: 'nothing listens there',
        advice: 'Is Plex running, and is the port right (usually 32400)? In a container, localhost is the container itself.',
      };
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return {
        detail: 'there is no way to this address from here',
        advice: 'Is the machine on, and in the same network or behind a route?',
      };
    case 'ERR_CANCELED':
    case 'ECONNABORTED':
    case 'ETIMEDOUT':
      return { detail: 'no answer in time', advice: 'Is the machine on, and does no firewall stand between?' };
    case 'ECONNRESET':
      return secure
        ? { detail: 'the connection was cut', advice: 'Is this address of Plex meant for https?' }
        : {
            detail: 'the connection was cut: a server with "Secure connections: Required" does that to plain http',
            advice: SECURE_ADVICE,
          };
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return {
        detail: `its certificate is for another name than ${hostname} (that of Plex is for plex.direct names)`,
        advice: SECURE_ADVICE,
      };
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
      return { detail: 'it does not speak https there', advice: 'Try http:// with the same address.' };
    case 'CERT_HAS_EXPIRED':
      return {
        detail: 'its certificate has expired',
        advice: 'Plex renews its own when it reaches plex.tv; restart Plex, or renew yours.',
      };
    default:
      return /CERT|SIGNATURE|ISSUER|SELF_SIGNED/.test(code)
        ? {
            detail: `its certificate is signed by nobody this machine trusts (${code})`,
            advice: `${SECURE_ADVICE} Your own authority is trusted through NODE_EXTRA_CA_CERTS.`,
          }
        : { detail: `could not be reached (${code || 'unknown cause'})`, advice: 'Check the address and the network between.' };
  }
}
