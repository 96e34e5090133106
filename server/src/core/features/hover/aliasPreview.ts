// What an alias stands for: the text at its anchor, cut to a screenful.
import type { AliasNode } from '../../yaml/nodes.ts';
import { preview } from './preview.ts';

const mostLines = 15;

/** The anchored YAML as a code block; empty for an alias of nothing. */
export function aliasPreview(text: string, { name, target }: AliasNode): string {
  return target ? preview(text, target, [`# &${name}`], mostLines) : '';
}
