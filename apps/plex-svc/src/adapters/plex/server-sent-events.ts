export interface ServerSentEvent {
  readonly type: string;
  readonly data: string;
}

/** Takes the bytes of a stream as they come and gives the events that are whole. Throws when one event grows beyond all measure. */
export type EventReader = (chunk: Uint8Array) => readonly ServerSentEvent[];

/** An event that is still open; Plex's are some hundred bytes. */
const MAX_OPEN = 1024 * 1024;

/** https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation, without ids and retry times. */
export function eventReader(): EventReader {
  const decoder = new TextDecoder('utf-8'); // a byte order mark is left out
  let rest = '';
  let type = '';
  let data: string[] = [];
  let open = 0;

  function field(line: string): void {
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1));
    if (name === 'event') type = value;
    if (name === 'data') data.push(value);
  }

  /** null: nothing was said. */
  function closed(): ServerSentEvent | null {
    const event = data.length > 0 ? { type: type || 'message', data: data.join('\n') } : null;
    type = '';
    data = [];
    open = 0;
    return event;
  }

  return (chunk) => {
    const text = rest + decoder.decode(chunk, { stream: true });
    // A CR at the very end may be half of a CRLF: it waits for what comes next.
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
    const lines = whole.split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? '') + text.slice(whole.length);
    const events: ServerSentEvent[] = [];
    for (const line of lines) {
      open += line.length;
      if (line === '') {
        const event = closed();
        if (event) events.push(event);
      } else if (!line.startsWith(':')) field(line);
    }
    if (open + rest.length > MAX_OPEN) throw new RangeError('an event that does not end');
    return events;
  };
}
