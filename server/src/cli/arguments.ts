// Reads a command line against what a command knows: `--name value`, `--name=value`, `--flag`, and the rest.

export interface Known {
  /** Options with a value; they may be given again. */
  readonly values: readonly string[];
  readonly flags: readonly string[];
}

export interface Arguments {
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly flags: ReadonlySet<string>;
  readonly rest: readonly string[];
}

/** @returns the arguments, or what is wrong with them */
export function readArguments(args: readonly string[], known: Known): Arguments | { readonly problem: string } {
  const values = new Map<string, string[]>();
  const flags = new Set<string>();
  const rest: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    const [, name = '', , given] = /^--([\w-]+)(=(.*))?$/s.exec(word) ?? [];
    if (name === '') rest.push(...(word === '--' ? args.slice(at + 1) : [word]));
    else if (known.flags.includes(name) && given === undefined) flags.add(name);
    else if (known.values.includes(name)) {
      const value = given ?? args[++at];
      if (value === undefined) return { problem: `--${name} wants a value` };
      values.set(name, [...(values.get(name) ?? []), value]);
    } else return { problem: `unknown option "${word}"` };
    if (word === '--') break;
  }
  return { values, flags, rest };
}

/** The last value of an option: the one that counts. */
export function lastValue({ values }: Arguments, name: string): string | undefined {
  return values.get(name)?.at(-1);
}
