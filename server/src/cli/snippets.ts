// `kpod snippets`: the snippets in a line each, or one of them with its defaults filled in, ready for a file.
import { expandWithDefaults } from '../core/features/snippets.ts';
import { snippets as allSnippets } from '../lsp/schemas.ts';

export async function snippets([prefix]: readonly string[]): Promise<number> {
  if (prefix === undefined) {
    for (const snippet of allSnippets()) process.stdout.write(`${snippet.prefix.padEnd(24)} ${snippet.summary.en}\n`);
    return 0;
  }
  const snippet = allSnippets().find((candidate) => candidate.prefix === prefix || candidate.id === prefix);
  if (!snippet) {
    process.stderr.write(`kpod snippets: no snippet "${prefix}"; kpod snippets lists them\n`);
    return 2;
  }
  process.stdout.write(`${expandWithDefaults(snippet.body)}\n`);
  return 0;
}
