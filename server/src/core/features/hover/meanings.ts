// What a value means: each reader looks at one form of value and says nothing about the others. Adding one is a file and
// a line here.
import type { FieldPlace } from '../../schema/lookup.ts';
import { pick, type Text } from '../../text.ts';
import type { Node, Path, ScalarNode } from '../../yaml/nodes.ts';
import { base64Meaning } from './base64Meaning.ts';
import { cronMeaning } from './cronMeaning.ts';
import { valueText } from './fieldSection.ts';
import type { HoverContext } from './hover.ts';
import { knownValue } from './knownMeaning.ts';
import { modeMeaning } from './modeMeaning.ts';
import { percentMeaning } from './percentMeaning.ts';
import { portMeaning } from './portMeaning.ts';
import { quantityMeaning } from './quantityMeaning.ts';
import { readMeaning } from './readMeaning.ts';
import { ruleMeaning } from './ruleMeaning.ts';
import { secondsMeaning } from './secondsMeaning.ts';

export interface ValueAt {
  readonly node: ScalarNode;
  /** From the object. */
  readonly path: Path;
  readonly place: FieldPlace;
  /** The object. */
  readonly root: Node;
}

export type Meaning = (value: ValueAt, context: HoverContext) => Text | undefined;

const meanings: readonly Meaning[] = [
  quantityMeaning,
  modeMeaning,
  percentMeaning,
  cronMeaning,
  secondsMeaning,
  portMeaning,
  base64Meaning,
  readMeaning,
  ruleMeaning,
  ({ node, place }) => knownValue(place, node.source),
];

/** Markdown about a value; empty where there is nothing to add to its field. */
export function meaningOf(context: HoverContext, value: ValueAt): string {
  const found = meanings.flatMap((meaning) => meaning(value, context) ?? []).map((text) => pick(text, context.locale));
  return [allowedValue(context, value), ...found].filter(Boolean).join('\n\n');
}

function allowedValue(context: HoverContext, { node, place }: ValueAt): string {
  const { field, owner } = place;
  if (!field || !owner || typeof node.value !== 'string') return '';
  const text = valueText(context, owner.name, field, node.value);
  return text ? `\`${node.value}\` ${text}` : '';
}
