// Why an autoscaler does not scale, a budget allows no disruption, or something that is deleted stays.
import { type Text, text } from '../../text.ts';
import type { HorizontalPodAutoscaler, KubeObject, Namespace, PodDisruptionBudget } from '../objects.ts';
import { matchesSelector } from '../selectors.ts';
import { type Found, type Moment, step, type WhyStep } from './moment.ts';
import { whyPod } from './pod.ts';

export function whyAutoscaler(object: KubeObject, moment: Moment): Found | undefined {
  const scaler = object as HorizontalPodAutoscaler;
  const { conditions = [] } = scaler.status ?? {};
  const failed = conditions.find(({ type, status }) => type !== 'ScalingLimited' && status === 'False');
  if (!failed) return undefined;
  const { message = '', reason = '' } = failed;
  const says = text(`the autoscaler says: ${message}`, `自动扩缩器说：${message}`);
  if (reason === 'FailedGetScale')
    return { symptom: reason, steps: [step(moment, scaler, 'spec.scaleTargetRef', says)] };
  return { symptom: reason, steps: [step(moment, scaler, 'spec.metrics', says), ...withoutRequest(scaler, moment)] };
}

/** Utilization is a share of what the containers request: one that requests nothing has none. */
function withoutRequest({ spec, metadata }: HorizontalPodAutoscaler, moment: Moment): readonly WhyStep[] {
  const target = moment.get(spec.scaleTargetRef.kind, metadata.namespace, spec.scaleTargetRef.name);
  const pod = target && moment.podsOf(target)[0];
  const resource = ['cpu', 'memory'].find((name) => JSON.stringify(spec.metrics ?? []).includes(`"${name}"`)) ?? 'cpu';
  const at = pod?.spec.containers.findIndex(({ resources }) => resources?.requests?.[resource] === undefined) ?? -1;
  if (!pod || at < 0) {
    const says = text(
      'nothing in this cluster measures: the scenario gives no load',
      '此集群中没有度量来源：场景未给出负载',
    );
    return [step(moment, { ...(target ?? pod ?? emptyTarget(spec, metadata)) }, undefined, says)];
  }
  const name = pod.spec.containers[at]?.name;
  const says = text(
    `container "${name}" requests no ${resource}, so there is nothing to take a share of`,
    `容器 "${name}" 没有请求 ${resource}，因此无从计算使用率`,
  );
  return [step(moment, pod, `spec.containers[${at}].resources`, says)];
}

function emptyTarget(
  { scaleTargetRef }: HorizontalPodAutoscaler['spec'],
  metadata: KubeObject['metadata'],
): KubeObject {
  const { apiVersion = 'apps/v1', kind, name } = scaleTargetRef;
  return { apiVersion, kind, metadata: { ...metadata, name } };
}

export function whyBudget(object: KubeObject, moment: Moment): Found | undefined {
  const budget = object as PodDisruptionBudget;
  const { spec, status } = budget;
  if (!status || status.disruptionsAllowed > 0) return undefined;
  const pods = moment
    .list('Pod', budget.metadata.namespace)
    .filter(({ metadata }) => matchesSelector(spec.selector, metadata.labels));
  if (pods.length === 0) return { symptom: 'NoPods', steps: [step(moment, budget, 'spec.selector', selectsNone)] };
  const field = spec.maxUnavailable === undefined ? 'spec.minAvailable' : 'spec.maxUnavailable';
  const counts = `${status.currentHealthy}/${status.expectedPods}`;
  const says = text(
    `${counts} pods are healthy and ${status.desiredHealthy} have to be: no eviction is allowed, a drain waits`,
    `健康的 Pod 为 ${counts}，要求 ${status.desiredHealthy}：不允许任何驱逐，排空会等待`,
  );
  const head = step(moment, budget, field, says);
  const sick = status.currentHealthy < status.expectedPods ? pods.find((pod) => whyPod(pod, moment)) : undefined;
  const found = sick && whyPod(sick, moment);
  const last: readonly WhyStep[] =
    sick && found
      ? [
          step(
            moment,
            sick,
            undefined,
            text(`pod "${sick.metadata.name}": ${found.symptom}`, `Pod "${sick.metadata.name}"：${found.symptom}`),
          ),
          ...found.steps,
        ]
      : status.desiredHealthy >= status.expectedPods
        ? [
            step(
              moment,
              pods[0] as KubeObject,
              undefined,
              text(
                `all ${status.expectedPods} pods are needed, even when all are healthy`,
                `即使全部健康，也需要全部 ${status.expectedPods} 个 Pod`,
              ),
            ),
          ]
        : [];
  return { symptom: 'DisruptionsNotAllowed', steps: [head, ...last] };
}

const selectsNone = text('it selects no pod, so it protects nothing', '它没有选中任何 Pod，因此不保护任何内容');

/** A namespace goes last: after everything in it. */
export function whyNamespace(object: KubeObject, moment: Moment): Found | undefined {
  const namespace = object as Namespace;
  if (namespace.status?.phase !== 'Terminating') return undefined;
  const condition = (namespace.status.conditions ?? []).find(
    ({ status, type }) => status === 'True' && /Remaining/.test(type),
  );
  const says: Text = condition?.message
    ? text(`it goes when it is empty: ${condition.message}`, `清空后才会消失：${condition.message}`)
    : text('it goes when everything in it is gone', '其中的一切都消失后它才会消失');
  return { symptom: 'Terminating', steps: [step(moment, namespace, 'spec.finalizers', says)] };
}

/** What is deleted and still there waits for those who put a finalizer on it. */
export function whyKept(object: KubeObject, moment: Moment): Found | undefined {
  const { deletionTimestamp, finalizers = [] } = object.metadata;
  if (!deletionTimestamp || finalizers.length === 0) return undefined;
  const says = text(
    `it is deleted and stays until these finalizers are removed: ${finalizers.join(', ')}`,
    `它已被删除，但在以下 finalizer 移除之前会保留：${finalizers.join('、')}`,
  );
  return { symptom: 'Terminating', steps: [step(moment, object, 'metadata.finalizers', says)] };
}
