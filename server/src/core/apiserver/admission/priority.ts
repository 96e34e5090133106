// Priority: a pod's number from its PriorityClass; one default class at most. Mirrors plugin/pkg/admission/priority (v1.36).
import type { Draft } from '../draft.ts';
import { isSet, numberAt, objectAt, stringAt } from '../draft.ts';
import { SYSTEM_PRIORITIES } from '../validation/priorityClass.ts';
import type { AdmissionCluster, AdmissionPlugin } from './plugin.ts';
import { ADMITTED, forbid, isPod, nameOf } from './plugin.ts';

interface Computed {
  readonly name: string;
  readonly value: number;
  readonly policy: string;
}

const NONE: Computed = { name: '', value: 0, policy: 'PreemptLowerPriority' };

export const priority: AdmissionPlugin = {
  name: 'Priority',
  mutate(request, cluster) {
    if (request.verb !== 'create' || !isPod(request)) return undefined;
    const spec = objectAt(request.object, 'spec');
    const asked = stringAt(spec, 'priorityClassName');
    const computed = asked === '' ? defaultClass(cluster) : classNamed(asked, cluster);
    if (!computed) return forbid(request, `no PriorityClass with name ${asked} was found`);
    const given = numberAt(spec, 'priority');
    const tail = 'from the given PriorityClass name';
    if (given !== undefined && given !== computed.value) {
      const head = `the integer value of priority (${given}) must not be provided in pod spec`;
      return forbid(request, `${head}; priority admission controller computed ${computed.value} ${tail}`);
    }
    const policy = stringAt(spec, 'preemptionPolicy');
    if (isSet(spec, 'preemptionPolicy') && policy !== computed.policy) {
      const head = `the string value of PreemptionPolicy (${policy}) must not be provided in pod spec`;
      return forbid(request, `${head}; priority admission controller computed ${computed.policy} ${tail}`);
    }
    if (computed.name !== '') spec['priorityClassName'] = computed.name;
    spec['priority'] = computed.value;
    spec['preemptionPolicy'] = computed.policy;
    return undefined;
  },
  validate(request, cluster) {
    const { kind, object, verb } = request;
    if (kind.kind !== 'PriorityClass' || verb === 'delete' || object['globalDefault'] !== true) return ADMITTED;
    const other = defaults(cluster)[0];
    if (!other || (verb === 'update' && nameOf(other) === nameOf(object))) return ADMITTED;
    const words = `PriorityClass ${nameOf(other)} is already marked as default. Only one default can exist`;
    return { refusal: forbid(request, words) };
  },
};

function defaults(cluster: AdmissionCluster): Draft[] {
  return cluster.list('PriorityClass').filter((object) => object['globalDefault'] === true);
}

function computedOf(object: Draft): Computed {
  const policy = stringAt(object, 'preemptionPolicy') || NONE.policy;
  return { name: nameOf(object), value: numberAt(object, 'value') ?? 0, policy };
}

/** Should there be several defaults, the lowest counts. */
function defaultClass(cluster: AdmissionCluster): Computed {
  const [lowest] = defaults(cluster)
    .map(computedOf)
    .sort((a, b) => a.value - b.value);
  return lowest ?? NONE;
}

function classNamed(name: string, cluster: AdmissionCluster): Computed | undefined {
  const object = cluster.get('PriorityClass', name);
  if (object) return computedOf(object);
  const value = SYSTEM_PRIORITIES.get(name);
  return value === undefined ? undefined : { name, value, policy: NONE.policy };
}
