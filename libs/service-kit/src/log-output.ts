/**
 * Lines of one turn of the event loop go out in one write: to a pipe each is a call of its own that waits. What is left goes out when the
 * process ends.
 */
export function logOutput(write: (text: string) => void): (line: string) => void {
  let waiting = '';
  const flush = () => {
    if (waiting === '') return;
    const text = waiting;
    waiting = '';
    write(text);
  };
  process.once('exit', flush);
  return (line) => {
    if (waiting === '') setImmediate(flush);
    waiting += line;
  };
}
