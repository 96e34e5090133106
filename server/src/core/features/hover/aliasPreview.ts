// What an alias stands for: the text at its anchor, cut to a screenful.
import type { AliasNode } from '../../yaml/nodes.ts';
import { columnOf } from '../../yaml/style.ts';

const mostLines = 15;

/** The anchored YAML as a code block; empty for an alias of nothing. */
export function aliasPreview(text: string, { name, target }: AliasNode): string {
  if (!target) return '';
  const written = text.slice(target.start, target.end).replace(/^(?:[&!][^\s,[\]{}]*[ \t]*)+/, '');
  const isOnItsOwnLine = /^\r?\n/.test(written);
  const content = isOnItsOwnLine ? written.replace(/^\s*\n/, '') : written;
  const indent = isOnItsOwnLine ? content.length - content.trimStart().length : columnOf(text, target.start);
  const lines = content.trimEnd().split('\n');
  const shown = lines.slice(0, mostLines).map((line) => withoutIndent(line, indent));
  return ['```yaml', `# &${name}`, ...shown, ...(lines.length > mostLines ? ['…'] : []), '```'].join('\n');
}

function withoutIndent(line: string, columns: number): string {
  return line.slice(0, columns).trim() === '' ? line.slice(columns) : line;
}
