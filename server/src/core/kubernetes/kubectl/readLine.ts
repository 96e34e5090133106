// What each word of a kubectl command line is: the verb, an operand, a flag or its value. Says nothing about right or
// wrong: completion and findings do.
import { flags, shortForms, takesNextWord } from './flags.data.ts';
import { type Verb, verbNamed, verbs } from './verbs.data.ts';
import { type Word, wordsOf } from './words.ts';

export interface FlagWord {
  /** The long name, as far as it is known. */
  readonly name: string;
  readonly word: Word;
  /** Behind `=` or as the next word. */
  readonly value?: string;
}

export interface Line {
  /** `rollout` and `status`; as many as are there. */
  readonly verbWords: readonly Word[];
  /** Undefined where no such command is known; one with commands `below` is not finished. */
  readonly verb: Verb | undefined;
  readonly operands: readonly Word[];
  readonly flags: readonly FlagWord[];
  /** Where `--` stands: behind it is a command for a container. */
  readonly endsAt: number | undefined;
  /** A flag that still wants its value. */
  readonly open: FlagWord | undefined;
}

/** `kubectl` in front may stand there or not. */
export function readLine(line: string): Line {
  const words = wordsOf(line).filter(({ text, start }, at) => at > 0 || text !== 'kubectl' || start > 0);
  const stop = words.findIndex(({ text }) => text === '--');
  const own = stop < 0 ? words : words.slice(0, stop);
  const { plain, given, open } = sorted(own);
  const { verb, depth } = verbOf(plain);
  return {
    verbWords: plain.slice(0, depth),
    verb,
    operands: plain.slice(depth),
    flags: given,
    endsAt: words[stop]?.start,
    open,
  };
}

function sorted(words: readonly Word[]): {
  readonly plain: readonly Word[];
  readonly given: readonly FlagWord[];
  readonly open: FlagWord | undefined;
} {
  const plain: Word[] = [];
  const given: FlagWord[] = [];
  let open: FlagWord | undefined;
  for (const word of words) {
    const flag = open ? undefined : flagIn(word);
    if (open) {
      given.push({ ...open, value: word.text });
      open = undefined;
    } else if (!flag) plain.push(word);
    else if (flag.value === undefined && takesNextWord(flag.name)) open = flag;
    else given.push(flag);
  }
  return { plain, given, open };
}

function flagIn(word: Word): FlagWord | undefined {
  const [, long, value] = /^--([^=]+)(?:=(.*))?$/s.exec(word.text) ?? [];
  if (long !== undefined) return { name: long, word, ...(value !== undefined && { value }) };
  const [, letter, rest] = /^-([a-zA-Z])=?(.+)?$/s.exec(word.text) ?? [];
  if (letter === undefined) return undefined;
  const name = shortForms[letter] ?? letter;
  // `-it`: letters that stand alone may stand together.
  const isValue = flags[name]?.takes !== undefined;
  return { name, word, ...(rest !== undefined && isValue && { value: rest }) };
}

function verbOf(words: readonly Word[]): { readonly verb: Verb | undefined; readonly depth: number } {
  let verb: Verb | undefined;
  let depth = 0;
  for (let all: Verb['below'] = verbs; all && depth < words.length; all = verb?.below) {
    const next = verbNamed(all, words[depth]?.text ?? '');
    depth++;
    verb = next;
    if (!next) break;
  }
  return { verb, depth };
}
