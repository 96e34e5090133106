// `kpod`: one command with sub-commands. Gives the exit code of what it called. It loads the language server or all the
// rest, never both.
import { createRequire } from 'node:module';

type Commands = typeof import('./commands.ts');

async function main([name, ...args]: readonly string[]): Promise<number> {
  const isHelp = args.includes('--help') || args.includes('-h');
  if (name === 'lsp' && !isHelp) return (await import('./lsp.ts')).lsp(args);
  const commands: Commands = createRequire(__filename)('./commands.js');
  return commands.run(name === undefined ? [] : [name, ...args]);
}

// A reader that has seen enough (`kpod … | head`) closes the pipe: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`kpod: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 70; // sysexits.h EX_SOFTWARE: our bug, not the user's manifest
  },
);
