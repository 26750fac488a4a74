// Names as one looks for them.

export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

// Whether one letter more, fewer, other or swapped makes `typed` a beginning of `word`.
function nearlyBegins(word: string, typed: string): boolean {
  let at = 0;
  while (at < typed.length && at < word.length && typed[at] === word[at]) ++at;
  if (at === typed.length) return true;
  const rest = typed.slice(at);
  const left = word.slice(at);
  return (
    left.slice(1).startsWith(rest.slice(1)) ||
    left.slice(1).startsWith(rest) ||
    left.startsWith(rest.slice(1)) ||
    (rest.length > 1 && left.length > 1 && rest[0] === left[1] && rest[1] === left[0] && left.slice(2).startsWith(rest.slice(2)))
  );
}

// 0: the whole name; 1: its beginning; 2: each word begins a word; 3: with one letter wrong in a word of four; -1: no.
export function match(name: string, query: string): number {
  const folded = fold(name);
  const wanted = fold(query);
  if (!wanted) return -1;
  if (folded === wanted) return 0;
  if (folded.startsWith(wanted)) return 1;
  const words = folded.split(" ");
  const typed = wanted.split(" ");
  if (typed.every((one) => words.some((word) => word.startsWith(one)))) return 2;
  const near = (one: string) => words.some((word) => word.startsWith(one) || (one.length >= 4 && nearlyBegins(word, one)));
  return typed.every(near) ? 3 : -1;
}
