// What is shown on `kind` and `apiVersion`: what the kind is, where it lives, its other names, its lifecycle.
import type { KindInfo, Lifecycle, Schema } from '../../schema/schema.ts';
import { pick, type Text } from '../../text.ts';
import { escaped } from './fieldSection.ts';
import type { HoverContext } from './hover.ts';
import { referenceUrl } from './reference.ts';
import { words } from './words.ts';

/** Markdown about a kind; also for kinds that the version no longer has. */
export function kindSection(context: HoverContext, apiVersion: string, kind: string): string {
  const { schema, descriptions, locale } = context;
  const say = (words: Text): string => pick(words, locale);
  const head = `**${kind}** \`${apiVersion}\``;
  const known = schema.kind(apiVersion, kind);
  const lifecycle = lifecycleLine(schema.lifecycle(apiVersion, kind), say);
  if (!known) return [head, lifecycle || say(words.unknownKind)].join('\n\n');
  const description = descriptions.definition(known.definition);
  const url = referenceUrl(schema, known.definition);
  return [
    `${head} · ${say(known.namespaced ? words.namespaced : words.clusterWide)}`,
    description ? escaped(description) : '',
    [...facts(schema, known, say), lifecycle].filter(Boolean).join('\n'),
    url ? `[${say(words.reference)}](${url})` : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

function facts(schema: Schema, kind: KindInfo, say: (words: Text) => string): string[] {
  const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');
  const others = schema
    .apiVersionsOf(kind.kind)
    .filter((other) => other !== kind.apiVersion && groupOf(other) === kind.group && schema.kind(other, kind.kind));
  const lines = [
    kind.plural ? `- ${say(words.resource)}${say(words.colon)}${code([kind.plural])}` : '',
    kind.shortNames.length > 0 ? `- ${say(words.shortNames)}${say(words.colon)}${code(kind.shortNames)}` : '',
    kind.since ? `- ${say(words.since(kind.since))}` : '',
    others.length > 0 ? `- ${say(words.otherVersions)} ${code(others)}` : '',
    kind.served ? '' : `- ${say(words.offByDefault)}`,
  ];
  return lines.filter(Boolean);
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

function lifecycleLine(lifecycle: Lifecycle | undefined, say: (words: Text) => string): string {
  if (!lifecycle) return '';
  const { introduced, deprecated, removed, replacement } = lifecycle;
  const parts = [
    introduced ? say(words.introduced(introduced)) : '',
    deprecated ? say(words.deprecated(deprecated)) : '',
    removed ? say(words.removed(removed)) : '',
    replacement ? say(words.instead(`\`${replacement.apiVersion} ${replacement.kind}\``)) : '',
  ].filter(Boolean);
  return parts.length > 0 ? `- ${say(words.lifecycle)}${say(words.colon)}${parts.join(say(words.comma))}` : '';
}
