/** Outputs with lines of this turn. */
const unwritten = new Set<() => void>();
process.once('exit', () => {
  for (const flush of unwritten) flush();
});

/**
 * Lines of one turn of the event loop go out in one write: to a pipe each is a call of its own that waits. What is left goes out when the
 * process ends.
 */
export function logOutput(write: (text: string) => void): (line: string) => void {
  let waiting = '';
  const flush = () => {
    unwritten.delete(flush);
    const text = waiting;
    waiting = '';
    if (text !== '') write(text);
  };
  return (line) => {
    if (waiting === '') {
      unwritten.add(flush);
      setImmediate(flush);
    }
    waiting += line;
  };
}
