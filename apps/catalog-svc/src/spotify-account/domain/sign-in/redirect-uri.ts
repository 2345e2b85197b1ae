/** Why Spotify would refuse this address to come back to, in words of the field; null: it takes it (rules of 2025; apis/spotify.md 3.1). */
export function redirectUriProblem(text: string): string | null {
  const url = parsed(text);
  if (url === null) return 'must be a whole address, such as http://127.0.0.1:8765/api/v1/spotify/callback';
  if (url.username !== '' || url.password !== '') return 'must hold no user name and no password';
  if (text.includes('#')) return 'must have nothing behind a #';
  if (/[*\s]/.test(text)) return 'must be exactly the address that is registered, without * and spaces';
  if (url.protocol === 'https:') return null;
  if (url.protocol !== 'http:') return 'must begin with https:// or http://';
  if (isLoopback(url.hostname)) return null;
  if (url.hostname === 'localhost') return 'must not be localhost, which Spotify refuses: write 127.0.0.1 instead';
  return 'must be https: Spotify takes http for 127.0.0.1 and [::1] alone. Without https use http://127.0.0.1:8765/api/v1/spotify/callback and paste the address you end on';
}

/** An address of numbers: names are refused. */
const isLoopback = (host: string) => host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
