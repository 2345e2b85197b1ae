/** What was made for the same values is made once: a client keeps what it learnt until something about it changes. */
export function madeOncePer<Values extends readonly unknown[], Made>(values: () => Values, make: (now: Values) => Made): () => Made {
  let last: { readonly values: Values; readonly made: Made } | null = null;
  return () => {
    const now = values();
    if (last === null || !last.values.every((value, place) => value === now[place])) last = { values: now, made: make(now) };
    return last.made;
  };
}
