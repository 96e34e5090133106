// `kubectl describe`: by name, by the beginning of a name, or all of a type. Source: kubectl/pkg/cmd/describe (v1.36).
import type { ClusterView, Command } from '../../frame.ts';
import { asJson, type KubeObject } from '../../objects.ts';
import { type Found, findTargets, namespaceOf, print } from '../command.ts';
import { resourceIn } from '../customResources.ts';
import type { DescribeContext } from '../describe/writer.ts';
import { describeObject } from '../describe.ts';
import type { Arguments } from '../flags.ts';
import { isNamespaced } from '../resources.ts';

export function* describe(view: ClusterView, args: Arguments): Command {
  const targets = findTargets(view, args.words, args);
  for (const { warning } of targets.types) if (warning !== undefined) yield print(`Warning: ${warning}\n`);
  const found = targets.found.length > 0 || !targets.named ? targets.found : beginning(view, args);
  const context: DescribeContext = {
    nowMs: view.epochMs,
    list: (kind) => view.list(kind).map(asJson),
    hideEvents: found.length > 1,
  };
  const texts = found.map(({ object }) => describeObject(object.kind, asJson(object), context));
  yield print(texts.join('\n\n'));
  if (found.length > 0 && targets.found.length === 0) return 0;
  for (const problem of targets.problems) yield print(`${problem}\n`);
  if (!targets.named && found.length === 0 && targets.problems.length === 0)
    yield print(`No resources found in ${namespaceOf(args)} namespace.\n`);
  return targets.problems.length > 0 ? 1 : 0;
}

/** Objects whose names begin with the word, when none has it whole. */
function beginning(view: ClusterView, args: Arguments): readonly Found[] {
  const [type = '', prefix = ''] = args.words.length === 1 ? (args.words[0] ?? '').split('/') : args.words;
  const resource = resourceIn(view, type);
  if (!resource || prefix === '') return [];
  const all: readonly KubeObject[] = view.list(resource.kind, isNamespaced(resource) ? namespaceOf(args) : undefined);
  return all.filter(({ metadata }) => metadata.name.startsWith(prefix)).map((object) => ({ resource, object }));
}
