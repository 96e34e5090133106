// `$(VAR)` in commands, arguments and variables. Source: third_party/forked/golang/expansion/expand.go (v1.36).
// No recursion, no defaults; an unknown name stays as it is written.

export function expand(input: string, lookup: (name: string) => string | undefined): string {
  let out = '';
  for (let at = 0; at < input.length; at++) {
    const [letter, next] = [input[at] ?? '', input[at + 1]];
    if (letter !== '$' || next === undefined) {
      out += letter;
      continue;
    }
    const end = next === '(' ? input.indexOf(')', at + 2) : -1;
    if (end >= 0) {
      const name = input.slice(at + 2, end);
      out += lookup(name) ?? `$(${name})`;
      at = end;
    } else {
      const rune = String.fromCodePoint(input.codePointAt(at + 1) ?? 0);
      out += next === '$' ? '$' : `$${rune}`;
      at += rune.length;
    }
  }
  return out;
}
