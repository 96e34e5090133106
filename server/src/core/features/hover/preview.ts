// A piece of a document as a code block: without the indentation it has there, cut to a screenful.
import type { Node } from '../../yaml/nodes.ts';
import { columnOf } from '../../yaml/style.ts';

/** The lines of a node as YAML, anchors and tags in front left out; of a text its words. */
export function preview(text: string, node: Node | undefined, title: readonly string[], mostLines: number): string {
  if (!node) return '';
  const lines = node.type === 'scalar' ? node.source.trimEnd().split('\n') : blockLines(text, node);
  const shown = [...title, ...lines.slice(0, mostLines), ...(lines.length > mostLines ? ['…'] : [])];
  const fence = shown.some((line) => line.includes('```')) ? '~~~~' : '```';
  return [`${fence}${node.type === 'scalar' ? '' : 'yaml'}`, ...shown, fence].join('\n');
}

function blockLines(text: string, { start, end }: Node): readonly string[] {
  const written = text.slice(start, end).replace(/^(?:[&!][^\s,[\]{}]*[ \t]*)+/, '');
  const isOnItsOwnLine = /^\r?\n/.test(written);
  const content = isOnItsOwnLine ? written.replace(/^\s*\n/, '') : written;
  const indent = isOnItsOwnLine ? content.length - content.trimStart().length : columnOf(text, start);
  return content
    .trimEnd()
    .split('\n')
    .map((line) => withoutIndent(line, indent));
}

function withoutIndent(line: string, columns: number): string {
  return line.slice(0, columns).trim() === '' ? line.slice(columns) : line;
}
