/** A pure function that remembers its last answers: the same artists, albums and folders come again and again. Not for mutable answers. */
export function memo<Answer>(size: number, work: (text: string) => Answer): (text: string) => Answer {
  // Two generations: what was not asked for during a whole generation is forgotten.
  let young = new Map<string, Answer>();
  let old = new Map<string, Answer>();
  return (text) => {
    let answer = young.get(text);
    if (answer !== undefined) return answer;
    answer = old.get(text) ?? work(text);
    if (young.size >= size) {
      old = young;
      young = new Map();
    }
    young.set(text, answer);
    return answer;
  };
}
