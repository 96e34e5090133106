// `kpod lsp`: the language server over what the command line says (`--stdio`, `--node-ipc`, `--socket=N`).
import { createRequire } from 'node:module';

export async function lsp(args: readonly string[]): Promise<number> {
  if (args.length === 0) {
    process.stderr.write('usage: kpod lsp --stdio\n');
    return 2;
  }
  createRequire(__filename)('./main.js');
  return new Promise(() => {}); // the connection ends the process
}
