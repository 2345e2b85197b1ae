/** What Spotify sent along with the browser. */
export interface SpotifyAnswer {
  readonly state: string;
  /** null: it said no. */
  readonly code: string | null;
  readonly error: string | null;
}

const LONGEST = 2_000;

/** Of a pasted address only what follows the question mark is read, wherever it leads. null: there is no answer in it. */
export function answerInAddress(address: string): SpotifyAnswer | null {
  const text = address.replace(/\s+/g, ''); // broken into lines by whatever it was copied from
  const query = /\?([^#]*)/.exec(text)?.[1] ?? (/^&?(code|error|state)=/.test(text) ? text : '');
  const fields = new URLSearchParams(query.split('#')[0] ?? '');
  const one = (name: string) => {
    const values = fields.getAll(name);
    return values.length === 1 && values[0] !== '' && (values[0]?.length ?? 0) <= LONGEST ? (values[0] ?? null) : null;
  };
  const [state, code, error] = [one('state'), one('code'), one('error')];
  return state === null || (code === null) === (error === null) ? null : { state, code, error };
}
