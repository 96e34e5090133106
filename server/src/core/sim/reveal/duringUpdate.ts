// What an update of each workload passes through: its pods restarted once it was at rest, as `kubectl rollout restart`
// does. Only what its own manifest decides counts; the length of a real start is not known.
import { text } from '../../text.ts';
import { conditionOf, type DaemonSet, type Deployment } from '../objects.ts';
import type { Trace } from '../trace.ts';
import { verdictOf, type WorkloadVerdict } from '../verdict.ts';
import { type Moment, refOf } from '../why/moment.ts';
import { whyDeployment } from '../why/workloads.ts';
import type { TimeFinding } from './finding.ts';

/** `fromMs`: when the update began; `moment`: its end. */
export function findingsOfUpdate(trace: Trace, fromMs: number, moment: Moment): readonly TimeFinding[] {
  const { workloads } = verdictOf(trace);
  return [
    ...workloads.flatMap((workload) => passesThroughZero(workload, fromMs, moment)),
    ...moment.list('Deployment').flatMap((deployment) => stuck(deployment, moment)),
  ];
}

function passesThroughZero(
  { ref, fewest, last }: WorkloadVerdict,
  fromMs: number,
  moment: Moment,
): readonly TimeFinding[] {
  if (!fewest || fewest.available > 0 || fewest.atMs < fromMs || !last.complete) return [];
  const object = moment.get(ref.kind, ref.namespace, ref.name);
  const field = object && fieldOfZero(object as Deployment | DaemonSet);
  if (field === undefined) return [];
  const message = text(
    `an update passes through zero available pods (${field.endsWith('type') ? 'all are stopped before the first new one starts' : 'all of them may be unavailable at once'}); use RollingUpdate with a smaller maxUnavailable, or maxSurge`,
    `更新过程中可用 Pod 数会降为零（${field.endsWith('type') ? '所有旧 Pod 停止后才启动新的 Pod' : '允许所有 Pod 同时不可用'}）；请使用 RollingUpdate 并减小 maxUnavailable，或使用 maxSurge`,
  );
  return [{ code: 'zero-available-update', object: ref, field, message, causes: [] }];
}

/** The field that allows it; undefined where one replica makes it inevitable, or where it was asked for. */
function fieldOfZero(object: Deployment | DaemonSet): string | undefined {
  if (object.kind === 'DaemonSet')
    return object.spec.updateStrategy.rollingUpdate?.maxUnavailable === '100%'
      ? 'spec.updateStrategy.rollingUpdate.maxUnavailable'
      : undefined;
  if (object.kind !== 'Deployment') return undefined;
  const { replicas, strategy } = object.spec;
  if (strategy.type === 'RollingUpdate') return 'spec.strategy.rollingUpdate.maxUnavailable';
  return replicas > 1 ? 'spec.strategy.type' : undefined;
}

/** The old pods hold what the new ones need, or the manifest gives up before a pod can be ready. */
function stuck(deployment: Deployment, moment: Moment): readonly TimeFinding[] {
  const found = whyDeployment(deployment, moment);
  if (!found) return [];
  const said = found.steps.map(({ says }) => says.en).join(' ');
  const certain = /ReadWriteOncePod|exceeded quota/.test(said);
  const given = conditionOf(deployment.status, 'Progressing')?.reason === 'ProgressDeadlineExceeded';
  if (!certain) return [];
  const claims = /ReadWriteOncePod/.test(said);
  const message = text(
    `an update of this Deployment cannot finish${given ? ' and is given up' : ''}: the new pod ${claims ? 'needs a ReadWriteOncePod claim' : 'exceeds a quota'} that the old pods hold until it is ready; use Recreate or maxUnavailable: 1`,
    `该 Deployment 的更新无法完成${given ? '，最终会被放弃' : ''}：新 Pod ${claims ? '需要的 ReadWriteOncePod 声明' : '所需的配额'}被旧 Pod 占用，而旧 Pod 要等新 Pod 就绪后才停止；请使用 Recreate 或 maxUnavailable: 1`,
  );
  return [{ code: 'stuck-rollout', object: refOf(deployment), field: 'spec.strategy', message, causes: found.steps }];
}
