// From plain objects to what rules look at: the resource, its pod template, the resources around it.
import { isJsonObject, type JsonObject, type JsonValue } from '../apiserver/types.ts';
import { podTemplatePath } from '../kubernetes/podTemplatePath.ts';
import type { Path } from '../yaml/nodes.ts';
import { object, string } from './containers.ts';
import type { PodTemplate, RuleResource, RuleWorkspace, Target } from './rule.ts';

/** The resource's identity as rules need it; undefined for what has no kind. */
export function ruleResource(value: JsonObject): RuleResource | undefined {
  const { apiVersion, kind } = value;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  const metadata = object(value['metadata']);
  return {
    apiVersion,
    kind,
    name: string(metadata['name']) ?? '',
    namespace: string(metadata['namespace']) ?? '',
    object: value,
  };
}

/** Custom kinds of wide use that make pods: OpenShift’s and Argo’s. */
const templatesOfOthers: Readonly<Record<string, Path>> = {
  DeploymentConfig: ['spec', 'template'],
  Rollout: ['spec', 'template'],
};

/** The pod that the resource is or makes. */
export function podTemplateOf(resource: RuleResource): PodTemplate | undefined {
  const path = podTemplatePath(resource.kind) ?? templatesOfOthers[resource.kind];
  if (!path) return undefined;
  let template: JsonValue | undefined = resource.object;
  for (const segment of path) template = isJsonObject(template) ? template[segment] : undefined;
  if (!isJsonObject(template)) return undefined;
  const metadata = object(template['metadata']);
  return {
    path,
    labels: stringsOf(metadata['labels']),
    annotations: stringsOf(metadata['annotations']),
    spec: object(template['spec']),
  };
}

/** The key by which resources of a kind are found by name. */
export function byName({ name }: RuleResource): readonly string[] {
  return [name];
}

/** A manifest without a namespace may be applied to any, so it is never told apart by it. */
export function mayShareNamespace(one: RuleResource, other: RuleResource): boolean {
  return one.namespace === other.namespace || one.namespace === '' || other.namespace === '';
}

export function targetOf(resource: RuleResource, workspace: RuleWorkspace): Target {
  const pod = podTemplateOf(resource);
  return pod ? { resource, pod, workspace } : { resource, workspace };
}

function stringsOf(value: JsonValue | undefined): Record<string, string> {
  const pairs = Object.entries(object(value)).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return Object.fromEntries(pairs);
}
