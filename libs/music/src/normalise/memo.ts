/** Longer texts are not kept: no real name is, and hostile ones must not fill the memory. */
const LONGEST = 200;

/** A pure function that remembers its last answers: the same artists, albums and folders come again and again. Not for mutable answers. */
export function memo<Answer>(size: number, work: (text: string) => Answer): (text: string) => Answer {
  // Two generations: what was not asked for during a whole generation is forgotten.
  let young = new Map<string, Answer>();
  let old = new Map<string, Answer>();
  // The tracks of an album ask for the same again and again.
  let lastText: string | null = null;
  let lastAnswer: Answer;
  return (text) => {
    if (text === lastText) return lastAnswer;
    if (text.length > LONGEST) return work(text);
    lastText = text;
    const known = young.get(text);
    if (known !== undefined) return (lastAnswer = known);
    const answer = (lastAnswer = old.get(text) ?? work(text));
    if (young.size >= size) {
      old = young;
      young = new Map();
    }
    young.set(text, answer);
    return answer;
  };
}
