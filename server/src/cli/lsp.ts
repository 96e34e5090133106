// `kpod lsp`: the language server over what the command line says (`--stdio`, `--node-ipc`, `--socket=N`).

export async function lsp(args: readonly string[]): Promise<number> {
  if (args.length === 0) {
    process.stderr.write('usage: kpod lsp --stdio\n');
    return 2;
  }
  await import('../main.ts');
  return new Promise(() => {}); // the connection ends the process
}
