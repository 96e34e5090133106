// A percentage of replicas as a number of pods, rounded as the controller that reads it does. Which field is rounded how
// is data, with the Kubernetes function it comes from (v1.36).
import { percentOf, scaledValueFromIntOrPercent } from '../../kubernetes/intOrString.ts';
import { text } from '../../text.ts';
import { nodeAt, resolved } from '../../yaml/path.ts';
import type { Meaning } from './meanings.ts';

interface Rounding {
  readonly round: 'up' | 'down';
  /** Where the total stands in the object; without it, it is another object's. */
  readonly replicas?: readonly string[];
  /** What zero becomes. */
  readonly least?: number;
}

const spec = ['spec', 'replicas'];

const roundings: Readonly<Record<string, Rounding>> = {
  // deployment/util/deployment_util.go, ResolveFenceposts: both zero makes one unavailable
  'RollingUpdateDeployment.maxSurge': { round: 'up', replicas: spec },
  'RollingUpdateDeployment.maxUnavailable': { round: 'down', replicas: spec },
  // statefulset/stateful_set_utils.go, getStatefulSetMaxUnavailable
  'RollingUpdateStatefulSetStrategy.maxUnavailable': { round: 'down', replicas: spec, least: 1 },
  // daemon/util/daemonset_util.go, UnavailableCount and SurgeCount
  'RollingUpdateDaemonSet.maxUnavailable': { round: 'up' },
  'RollingUpdateDaemonSet.maxSurge': { round: 'up' },
  // disruption/disruption.go, getExpectedPodCount
  'PodDisruptionBudgetSpec.minAvailable': { round: 'up' },
  'PodDisruptionBudgetSpec.maxUnavailable': { round: 'up' },
};

export const percentMeaning: Meaning = ({ node, place, root }) => {
  const { field, owner } = place;
  const rounding = field && owner && roundings[`${owner.typeName}.${field.name}`];
  if (!rounding || typeof node.value !== 'string' || percentOf(node.value) === undefined) return undefined;
  if (!rounding.replicas) return ofOthers(node.source, rounding);
  const total = replicasAt(root, rounding.replicas);
  const scaled = scaledValueFromIntOrPercent(node.value, total, rounding.round);
  if ('error' in scaled) return undefined;
  const count = Math.max(scaled.value, rounding.least ?? 0);
  const [en, zh] = rounding.round === 'up' ? ['rounded up', '向上取整'] : ['rounded down', '向下取整'];
  return text(
    `\`${node.source}\` of ${total} replicas = ${count} (${en})`,
    `${total} 个副本的 \`${node.source}\` = ${count}（${zh}）`,
  );
};

function ofOthers(source: string, { round }: Rounding) {
  const [en, zh] = round === 'up' ? ['rounded up', '向上取整'] : ['rounded down', '向下取整'];
  return text(`\`${source}\` of the pods it is about, ${en}`, `所涉 Pod 数的 \`${source}\`，${zh}`);
}

/** One where nothing is written, as the server defaults it. */
function replicasAt(root: Parameters<typeof nodeAt>[0], path: readonly string[]): number {
  const node = resolved(nodeAt(root, path));
  return node?.type === 'scalar' && typeof node.value === 'number' ? node.value : 1;
}
