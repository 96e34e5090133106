// How long a command runs and with which code it ends, where that is certain from its words alone: `sleep 30`, `echo hi`,
// `sh -c "exit 1"`. It guesses nothing: a program it does not know has no end that it knows of.

export interface End {
  readonly afterSeconds: number;
  readonly code: number;
}

/** Programs that say something and end. */
const brief: Readonly<Record<string, number>> = {
  true: 0,
  false: 1,
  echo: 0,
  printf: 0,
  date: 0,
  env: 0,
  printenv: 0,
  hostname: 0,
  whoami: 0,
  id: 0,
  uname: 0,
  pwd: 0,
};
const shells = new Set(['sh', 'bash', 'ash', 'dash', '/bin/sh', '/bin/bash', '/bin/ash', '/bin/dash']);

/** Undefined: not known to end. */
export function endOfCommand(command: readonly string[]): End | undefined {
  const [program = '', ...rest] = command;
  if (shells.has(program)) return endOfShell(rest);
  return endOfWords(command);
}

/** `-c SCRIPT`, `-ec SCRIPT`; a file of commands is not read. */
function endOfShell([flag = '', script]: readonly string[]): End | undefined {
  return /^-[a-z]*c$/.test(flag) && script !== undefined ? endOfScript(script) : undefined;
}

/** One simple command after the other; anything that branches, loops, pipes or substitutes is not known. */
function endOfScript(script: string): End | undefined {
  if (/[|`(){}<&$]/.test(script.replaceAll('&&', ''))) return undefined;
  let end: End = { afterSeconds: 0, code: 0 };
  const parts = script.split(/(&&|;|\n)/);
  for (let at = 0; at < parts.length; at += 2) {
    const words = wordsOf(parts[at] ?? '');
    const next = words.length === 0 ? { afterSeconds: 0, code: end.code } : endOfWords(words);
    if (!next) return undefined;
    end = { afterSeconds: end.afterSeconds + next.afterSeconds, code: next.code };
    if (words[0] === 'exit' || (end.code !== 0 && parts[at + 1] === '&&')) return end;
  }
  return end;
}

function wordsOf(line: string): readonly string[] {
  return (line.trim().match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^(["'])(.*)\1$/s, '$2'));
}

function endOfWords([program = '', first, ...more]: readonly string[]): End | undefined {
  const name = program.replace(/^\/(usr\/)?bin\//, '');
  if (name === 'sleep' && more.length === 0) return sleeping(first);
  if (name === 'exit') return { afterSeconds: 0, code: Number(first ?? 0) };
  // `env NAME=value server` runs a program.
  if (name === 'env' && first !== undefined) return undefined;
  return Object.hasOwn(brief, name) ? { afterSeconds: 0, code: brief[name] ?? 0 } : undefined;
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

function sleeping(word: string | undefined): End | undefined {
  const [, count, unit = 's'] = /^(\d+(?:\.\d+)?)([smhd])?$/.exec(word ?? '') ?? [];
  return count === undefined ? undefined : { afterSeconds: Number(count) * (units[unit] ?? 1), code: 0 };
}
