// What is shown about a field: type, description, whether it is required, default, allowed values, since when, feature
// gates, how lists of it are merged, and where to read on.
import { podTemplatePath } from '../../kubernetes/podTemplatePath.ts';
import type { Resource } from '../../kubernetes/resource.ts';
import type { FieldPlace } from '../../schema/lookup.ts';
import type { Field, KindInfo, TypeRef } from '../../schema/schema.ts';
import { typeName } from '../../schema/typeName.ts';
import { pick, type Text } from '../../text.ts';
import type { Path } from '../../yaml/nodes.ts';
import { effectiveDefault } from './effectiveDefault.ts';
import type { HoverContext } from './hover.ts';
import { knownKey } from './knownMeaning.ts';
import { referenceUrl } from './reference.ts';
import { ownValueText } from './valueTexts.data.ts';
import { words } from './words.ts';

export interface FieldContext extends HoverContext {
  readonly kind: KindInfo;
  readonly resource: Resource;
}

/** Markdown about the field that a path leads to, or about the type of a list's item. */
export function fieldSection(context: FieldContext, path: Path, place: FieldPlace): string {
  const { schema, descriptions, locale } = context;
  const { field, owner, type } = place;
  const name = path.at(-1);
  const isOwn = field !== undefined && owner !== undefined && name === field.name && type === field.type;
  const required = isOwn && owner.required.includes(field.name) ? ` · ${pick(words.required, locale)}` : '';
  const title = typeof name === 'number' ? `${field?.name ?? ''}[${name}]` : String(name ?? '');
  const definition = definitionOf(type);
  const description =
    (field && owner ? descriptions.field(owner.name, field.name) : undefined) ??
    (definition ? descriptions.definition(definition) : undefined);
  const about = knownKey(context.kind.kind, path, place);
  const url = referenceUrl(schema, owner?.name ?? context.kind.definition);
  return [
    `**${title}** \`${typeName(schema, type)}\`${required}`,
    about ? pick(about, locale) : '',
    description ? escaped(description) : '',
    isOwn ? factLines(context, path, { ...place, field, owner }).join('\n') : '',
    url ? `[${pick(words.reference, locale)}](${url})` : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

function definitionOf(type: TypeRef): string | undefined {
  if (type.is === 'definition') return type.name;
  return type.is === 'list' || type.is === 'map' ? definitionOf(type.of) : undefined;
}

/** Descriptions are prose: what looks like HTML or a heading in them is meant as text. */
export function escaped(description: string): string {
  return description.replace(/</g, '&lt;').replace(/^(#+ )/gm, '\\$1');
}

type OwnField = FieldPlace & Required<Pick<FieldPlace, 'field' | 'owner'>>;

function factLines(context: FieldContext, path: Path, place: OwnField): string[] {
  const { locale } = context;
  const { field } = place;
  const say = (words: Text): string => pick(words, locale);
  const shown = defaultOf(context, path, field);
  return [
    shown === undefined ? '' : `- ${say(words.default)}${say(words.colon)}\`${shown}\``,
    ...values(context, place),
    field.since ? `- ${say(words.since(field.since))}` : '',
    ...(field.featureGates ?? []).map((gate) => gateLine(context, gate)),
    field.hints?.includes('immutable') && !isInTemplate(context.kind.kind, path) ? `- ${say(words.immutable)}` : '',
    field.hints?.includes('readOnly') ? `- ${say(words.readOnly)}` : '',
    ...mergeLines(field).map((line) => `- ${say(line)}`),
  ].filter(Boolean);
}

/** What cannot change in a pod can in a template: new pods are made of it. */
function isInTemplate(kind: string, path: Path): boolean {
  const template = podTemplatePath(kind) ?? [];
  return template.length > 0 && template.every((segment, index) => path[index] === segment);
}

/** What the server would write if the field were left out here, else what the schema says. */
function defaultOf(context: FieldContext, path: Path, field: Field): string | undefined {
  const value = effectiveDefault(context.schema, context.kind, context.resource.node, path);
  const known = value ?? (field.zeroDefault ? undefined : field.default);
  if (known === undefined || known === '') return undefined;
  const shown = typeof known === 'string' ? known : JSON.stringify(known);
  return shown.length > 80 ? undefined : shown;
}

function values(context: FieldContext, { field, owner }: OwnField): string[] {
  const all = field.enum ?? field.constants ?? [];
  const list = all.filter((value) => value !== '');
  if (list.length === 0) return [];
  const title = pick(field.enum ? words.allowed : words.usual, context.locale);
  const texts = list.map((value) => valueText(context, owner.name, field, value));
  if (texts.every((text) => text === ''))
    return [`- ${title}${pick(words.colon, context.locale)}${list.map((value) => `\`${value}\``).join(', ')}`];
  return [
    `- ${title}${pick(words.colon, context.locale).trim()}`,
    ...list.map((value, index) => `  - \`${value}\`${texts[index] ? ` ${texts[index]}` : ''}`),
  ];
}

/** What one value of a closed list means, in one paragraph. */
export function valueText(context: HoverContext, owner: string, field: Field, value: string): string {
  const text = context.descriptions.value(owner, field.name, value);
  const own = ownValueText(owner.slice(owner.lastIndexOf('.') + 1), field.name, value);
  return text ? escaped(text).replace(/\s*\n\s*/g, ' ') : own ? pick(own, context.locale) : '';
}

function gateLine({ schema, locale }: FieldContext, name: string): string {
  const gate = schema.gate(name);
  const state = gate ? ` (${gate.stage}, ${pick(gate.enabled ? words.gateOn : words.gateOff, locale)})` : '';
  return `- ${pick(words.gate, locale)} \`${name}\`${state}`;
}

function mergeLines(field: Field): Text[] {
  const keys = field.listMapKeys?.map((key) => `\`${key}\``).join(', ');
  const lines: Text[] = [];
  if (keys) lines.push(words.listKey(keys));
  if (field.listType === 'set') lines.push(words.set);
  if (field.patchStrategy?.includes('merge'))
    lines.push(field.patchMergeKey ? words.merging(`\`${field.patchMergeKey}\``) : words.merge);
  else if (field.listType === 'atomic' || field.mapType === 'atomic') lines.push(words.atomic);
  return lines;
}
