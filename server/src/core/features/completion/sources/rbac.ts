// What a rule of a Role may name: API groups, the resources of the groups that it has, and verbs.
import { typesOfResource } from '../../../kubernetes/kinds/catalogue.ts';
import { wordAt } from '../../../kubernetes/resource.ts';
import type { KindInfo, Schema } from '../../../schema/schema.ts';
import { text, verbatim } from '../../../text.ts';
import type { Node } from '../../../yaml/nodes.ts';
import { nodeAt, resolved } from '../../../yaml/path.ts';
import type { Offer } from '../offer.ts';
import type { Place } from '../place.ts';

const usualVerbs = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'];

/** Verbs that only some resources know. */
const rareVerbs: Readonly<Record<string, readonly string[]>> = {
  roles: ['bind', 'escalate'],
  clusterroles: ['bind', 'escalate'],
  users: ['impersonate'],
  groups: ['impersonate'],
  serviceaccounts: ['impersonate'],
  podsecuritypolicies: ['use'],
  certificatesigningrequests: ['approve', 'sign'],
  signers: ['approve', 'sign', 'attest'],
};

export function verbOffers(place: Place): readonly Offer[] {
  const rare = listAround(place, 'resources').flatMap((resource) => rareVerbs[resource] ?? []);
  const allRare = [...new Set([...rare, 'use', 'bind', 'escalate', 'impersonate', 'approve', 'sign'])];
  return [...words(usualVerbs, 0), everything(10), ...words(allRare, 20)];
}

export function apiGroupOffers({ schema }: Place): readonly Offer[] {
  const groups = [...new Set(schema.kinds().map((kind) => kind.group))].filter((group) => group !== '').sort();
  const core: Offer = {
    label: '""',
    kind: 'value',
    rank: 0,
    detail: text('the core group: pods, services, secrets…', '核心组：pods、services、secrets 等'),
    insert: { is: 'value', value: '""', wantsString: false },
  };
  const usual = [
    'apps',
    'batch',
    'networking.k8s.io',
    'rbac.authorization.k8s.io',
    'autoscaling',
    'storage.k8s.io',
    'policy',
  ];
  const inOrder = [...usual, ...groups.filter((group) => !usual.includes(group))];
  return [core, ...words([...inOrder, 'extensions', 'metrics.k8s.io'], 1), everything(50)];
}

const usualResources =
  'pods services deployments configmaps secrets nodes namespaces endpoints events persistentvolumeclaims persistentvolumes serviceaccounts replicasets statefulsets daemonsets jobs cronjobs ingresses endpointslices storageclasses networkpolicies'.split(
    ' ',
  );

/** Resources of the rule's groups, with their subresources; of all groups while it has none. */
export function resourceOffers(place: Place): readonly Offer[] {
  const groups = listAround(place, 'apiGroups');
  const kinds = place.schema
    .kinds()
    .filter((kind) => groups.length === 0 || groups.includes('*') || groups.includes(kind.group));
  const names = [...new Set((kinds.length > 0 ? kinds : place.schema.kinds()).map((kind) => kind.plural))];
  const usual = usualResources.filter((name) => names.includes(name));
  const others = names.filter((name) => !usual.includes(name)).sort();
  return [
    ...words(usual, 0),
    ...words(others, 10),
    everything(15),
    ...words([...subresources(kinds), ...kubeletResources], 20),
  ];
}

/** Objects of the rule's one resource, which it may be narrowed to. */
export function resourceNameOffers(place: Place): readonly Offer[] {
  const resources = new Set(listAround(place, 'resources').map((resource) => resource.split('/')[0] ?? ''));
  const groups = listAround(place, 'apiGroups');
  const namespace = wordAt(place.subject.root, ['metadata', 'namespace']);
  const types = [...resources].flatMap((resource) => groups.flatMap((group) => typesOfResource(group, resource)));
  return types.flatMap((type) =>
    place.names.objects(type, namespace).map(({ name, from }) => ({
      label: name,
      kind: 'reference' as const,
      rank: 0,
      ...(from === undefined ? {} : { detail: verbatim(from) }),
      insert: { is: 'value' as const, value: name, wantsString: true },
    })),
  );
}

/** What the kubelet asks the API server about its own endpoints; no API serves them. */
const kubeletResources = ['nodes/metrics', 'nodes/stats', 'nodes/proxy', 'nodes/log', 'nodes/spec'];

function subresources(kinds: readonly KindInfo[]): string[] {
  return [...new Set(kinds.flatMap((kind) => kind.subresources.map((sub) => `${kind.plural}/${sub}`)))].sort();
}

function everything(rank: number): Offer {
  return {
    label: '*',
    kind: 'value',
    rank,
    detail: text('all of them', '全部'),
    insert: { is: 'value', value: '*', wantsString: true },
  };
}

function words(values: readonly string[], rank: number): Offer[] {
  return values.map((value) => ({
    label: value,
    kind: 'value',
    rank,
    insert: { is: 'value', value, wantsString: true },
  }));
}

/** The scalars of a list beside the one at the cursor, in the same rule. */
function listAround({ subject }: Place, key: string): string[] {
  const rule = subject.path.slice(0, -2);
  const list = resolved(nodeAt(subject.root, [...rule, key]) as Node | undefined);
  if (list?.type !== 'sequence') return [];
  return list.items.flatMap(({ value }) => (value?.type === 'scalar' ? [value.source] : []));
}

/** Kinds a binding may point at, and the group that goes with each. */
export function groupOfKind(schema: Schema, kind: string): string | undefined {
  if (kind === 'User' || kind === 'Group') return 'rbac.authorization.k8s.io';
  return schema.kinds().find((candidate) => candidate.kind === kind)?.group;
}

export function kindsIn(schema: Schema, test: (kind: KindInfo) => boolean): readonly Offer[] {
  const names = [
    ...new Set(
      schema
        .kinds()
        .filter(test)
        .map((kind) => kind.kind),
    ),
  ];
  return names.map((value) => ({
    label: value,
    kind: 'value',
    rank: 5,
    detail: verbatim('kind'),
    insert: { is: 'value', value, wantsString: true },
  }));
}
