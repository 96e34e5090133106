// The sub-commands of `kpod`, each loaded when it is called. A bundle of its own: the language server does without it, and
// an editor waits for that one to start.
import { helpFor } from './help.ts';
import { localeFrom } from './locale.ts';

type Command = (args: readonly string[]) => Promise<number>;

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import('./check.ts')).check,
  simulate: async () => (await import('./simulate.ts')).simulateCommand,
  why: async () => (await import('./why.ts')).why,
  changes: async () => (await import('./changes.ts')).changes,
  explain: async () => (await import('./explain.ts')).explain,
  rules: async () => (await import('./rules.ts')).rules,
  snippets: async () => (await import('./snippets.ts')).snippets,
  admit: async () => {
    const [{ admit, judgedVersion }, { schemaOf }] = await Promise.all([
      import('./admit.ts'),
      import('../lsp/schemas.ts'),
    ]);
    return () => admit(schemaOf(judgedVersion));
  },
  decide: async () => (await import('./decide.ts')).decide,
  version: async () => async () => {
    process.stdout.write(`kpod ${(await import('./version.ts')).version()}\n`);
    return 0;
  },
};

const aliases: Readonly<Record<string, string>> = { '--version': 'version', '-v': 'version' };

/** @returns the exit code */
export async function run([name = 'help', ...args]: readonly string[]): Promise<number> {
  const wantsHelp = args.includes('--help') || args.includes('-h');
  if (wantsHelp || ['help', '--help', '-h'].includes(name)) {
    const told = args.find((_, at) => args[at - 1] === '--locale');
    process.stdout.write(helpFor(wantsHelp ? name : args[0], localeFrom(told, process.env)));
    return 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : commands[aliases[name] ?? ''];
  if (!load) {
    process.stderr.write(`kpod has no command "${name}"; kpod help lists them\n`);
    return 2;
  }
  return (await load())(args);
}
