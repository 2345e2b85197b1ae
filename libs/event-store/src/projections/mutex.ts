/** One at a time, in the order of asking. */
export function mutex(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined); // the asker hears of it; the next in line does not care
    return mine;
  };
}
