// A kubectl command line taken apart: positional words and flags. Which flags have a value of their own word is data of
// core/kubernetes/kubectl.
import { shortForms, takesNextWord } from '../../kubernetes/kubectl/flags.data.ts';

export interface Arguments {
  readonly words: readonly string[];
  /** What stands behind `--`: a command for a container. */
  readonly rest: readonly string[];
  readonly flags: ReadonlyMap<string, string>;
  /** Every value of flags that may be repeated, in order. */
  readonly all: readonly (readonly [flag: string, value: string])[];
}

export function parseArguments(args: readonly string[]): Arguments {
  const words: string[] = [];
  const all: (readonly [string, string])[] = [];
  for (let index = 0; index < args.length; index++) {
    const word = args[index] ?? '';
    const flag = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? /^-([a-zA-Z])=?(.+)?$/s.exec(word);
    if (word === '--') return { words, rest: args.slice(index + 1), flags: new Map(all), all };
    if (!flag) {
      words.push(word);
      continue;
    }
    const name = word.startsWith('--') ? (flag[1] ?? '') : (shortForms[flag[1] ?? ''] ?? flag[1] ?? '');
    if (flag[2] !== undefined) all.push([name, flag[2]]);
    else if (takesNextWord(name)) all.push([name, args[++index] ?? '']);
    else all.push([name, 'true']);
  }
  return { words, rest: [], flags: new Map(all), all };
}

export const flag = ({ flags }: Arguments, name: string): string | undefined => flags.get(name);
export const isSet = ({ flags }: Arguments, name: string): boolean => flags.get(name) === 'true';
export const values = ({ all }: Arguments, name: string): readonly string[] =>
  all.flatMap(([key, value]) => (key === name ? [value] : []));
