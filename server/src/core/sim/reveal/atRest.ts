// What is wrong once manifests alone have come to rest on roomy nodes, as far as it is certain: nothing that another
// node, image or object of a real cluster could mend.
import { type Text, text } from '../../text.ts';
import type { KubeObject, Labels, Pod } from '../objects.ts';
import { matchesLabels } from '../selectors.ts';
import { whyJob } from '../why/jobs.ts';
import { type Found, type Moment, refOf, step, type WhyStep } from '../why/moment.ts';
import { whyService } from '../why/network.ts';
import { whyPod } from '../why/pod.ts';
import { whyBudget } from '../why/policies.ts';
import { whyClaim } from '../why/storage.ts';
import { whyDeployment, whyStatefulSet } from '../why/workloads.ts';
import type { TimeCode, TimeFinding } from './finding.ts';
import { longHooks } from './preStop.ts';

/** Each place once: many pods of one template say the same. */
export function findingsAtRest(moment: Moment): readonly TimeFinding[] {
  const all = [
    ...moment.list('Pod').flatMap((pod) => ofPod(pod, moment)),
    ...refusedPods(moment),
    ...moment.list('Job').flatMap((job) => ofJob(job, moment)),
    ...moment.list('PodDisruptionBudget').flatMap((budget) => ofBudget(budget, moment)),
    ...moment.list('PersistentVolumeClaim').flatMap((claim) => ofClaim(claim, moment)),
    ...moment.list('Service').flatMap((service) => ofService(service, moment)),
  ];
  return [
    ...new Map(all.map((one) => [`${one.code} ${one.object.kind}/${one.object.name} ${one.field}`, one])).values(),
  ];
}

function finding(code: TimeCode, steps: readonly WhyStep[], message: Text): TimeFinding {
  const last = steps.at(-1) as WhyStep;
  return { code, object: last.object, message, causes: steps, ...(last.field !== undefined && { field: last.field }) };
}

function ofPod(pod: Pod, moment: Moment): readonly TimeFinding[] {
  const hooks = longHooks(pod).map(({ field, says }) =>
    finding('pre-stop-exceeds-grace', [step(moment, pod, field, says)], says),
  );
  const found = whyPod(pod, moment);
  const loops = restarting(pod, found);
  if (loops) return [...hooks, finding('restarts-forever', [loops.place(moment)], loops.says)];
  if (found?.symptom === 'Unschedulable' && isSurelyPending(found)) return [...hooks, pending(found)];
  return hooks;
}

/** Roomy nodes have more than any machine; what asks for more stays. */
function isSurelyPending({ steps: [said] }: Found): boolean {
  const sentence = (said?.says.en ?? '').replace(/ (no new claims to deallocate, )?preemption: .*/s, '');
  return /: \d+ Insufficient (cpu|memory)\.?$/.test(sentence);
}

function pending(found: Found): TimeFinding {
  const said = found.steps[0]?.says.en.replace(/^the scheduler says: /, '') ?? '';
  const reason = /^(.*?\.)( no new claims| preemption|$)/.exec(said)?.[1] ?? said;
  return finding(
    'stays-pending',
    found.steps,
    text(
      `no machine has that much, so the pod stays Pending for ever (${reason}); did you mean a smaller unit?`,
      `没有机器拥有这么多资源，因此 Pod 会一直 Pending（${reason}）；是否想用更小的单位？`,
    ),
  );
}

interface Loop {
  readonly says: Text;
  place(moment: Moment): WhyStep;
}

/** A container that ended by itself, whose end is known from the manifest, and that is started again each time. */
function restarting(pod: Pod, found: Found | undefined): Loop | undefined {
  if ((pod.spec.restartPolicy ?? 'Always') !== 'Always') return undefined;
  const status = pod.status.containerStatuses?.find(({ restartCount }) => restartCount >= 2);
  if (!status || found?.symptom === 'NotReady') return undefined;
  const at = pod.spec.containers.findIndex(({ name }) => name === status.name);
  const container = pod.spec.containers[at];
  const code = (status.lastState.terminated ?? status.state.terminated)?.exitCode ?? 0;
  const field = container?.command ? 'command' : container?.args ? 'args' : 'image';
  const says = text(
    `container "${status.name}" ends by itself with exit code ${code} and is started again each time: CrashLoopBackOff; give it a command that stays, or make it a Job`,
    `容器 "${status.name}" 会自行以退出码 ${code} 结束，并每次都被重新启动：CrashLoopBackOff；请给它一个持续运行的命令，或改用 Job`,
  );
  return { says, place: (moment) => step(moment, pod, `spec.containers[${at}].${field}`, says) };
}

/** A quota of the same manifests has no room for what they ask. */
function refusedPods(moment: Moment): readonly TimeFinding[] {
  const all: readonly (readonly [KubeObject, Found | undefined])[] = [
    ...moment.list('Deployment').map((one) => [one, whyDeployment(one, moment)] as const),
    ...moment.list('StatefulSet').map((one) => [one, whyStatefulSet(one, moment)] as const),
  ];
  return all.flatMap(([object, found]) => {
    const quota = found?.steps.findLast((one) => one.object.kind === 'ResourceQuota');
    const said = found?.steps.find(({ says }) => /quota/.test(says.en))?.says.en;
    if (!found || !quota || said === undefined) return [];
    const words = said.replace(/^the API server refuses its pods: /, '').replace(/pods "[^"]*" is forbidden: /, '');
    const message = text(
      `ResourceQuota "${quota.object.name}" refuses some of its pods: ${words}; lower replicas and requests, or raise the quota`,
      `ResourceQuota "${quota.object.name}" 会拒绝其部分 Pod：${words}；请减少副本数和请求，或提高配额`,
    );
    return [
      { code: 'refused-pods' as const, object: refOf(object), field: 'spec.replicas', message, causes: found.steps },
    ];
  });
}

function ofJob(job: KubeObject, moment: Moment): readonly TimeFinding[] {
  const found = whyJob(job, moment);
  const surely = found && ['BackoffLimitExceeded', 'DeadlineExceeded'].includes(found.symptom);
  if (!surely) return [];
  const last = found.steps.at(-1);
  const steps = last?.field?.endsWith('restartPolicy') ? found.steps.slice(0, -1) : found.steps;
  const reason = steps.at(-1)?.says ?? text('', '');
  const message = text(`this Job cannot succeed: ${reason.en}`, `该 Job 不可能成功：${reason.zh}`);
  return [finding('job-never-succeeds', steps, message)];
}

/** All pods healthy, and still none may go. */
function ofBudget(budget: KubeObject, moment: Moment): readonly TimeFinding[] {
  const found = whyBudget(budget, moment);
  const {
    currentHealthy = 0,
    expectedPods = 0,
    desiredHealthy = 0,
  } = (budget.status ?? {}) as Partial<Record<string, number>>;
  if (found?.symptom !== 'DisruptionsNotAllowed' || currentHealthy < expectedPods || expectedPods === 0) return [];
  const message = text(
    `of ${expectedPods} pods ${desiredHealthy} have to stay, so no eviction is ever allowed and every drain of their nodes waits for ever; allow at least one`,
    `${expectedPods} 个 Pod 中必须保留 ${desiredHealthy} 个，因此永远不允许驱逐，对其节点的排空会一直等待；请至少允许一个`,
  );
  return [finding('budget-blocks-drains', found.steps.slice(0, 1), message)];
}

/** Only where the volume that is meant stands in the same manifests: any other may exist in the cluster. */
function ofClaim(claim: KubeObject, moment: Moment): readonly TimeFinding[] {
  const found = whyClaim(claim, moment);
  const volume = found?.steps.at(-1);
  const meant =
    volume?.object.kind === 'PersistentVolume' &&
    volume.field !== 'spec.storageClassName' &&
    volume.field !== 'spec.claimRef';
  if (!found || !volume || !meant) return [];
  const message = text(
    `this claim stays Pending: ${volume.says.en}; make them agree`,
    `该声明会一直 Pending：${volume.says.zh}；请使两者一致`,
  );
  const field = volume.field === 'spec.accessModes' ? volume.field : 'spec.resources.requests.storage';
  return [{ code: 'claim-without-volume', object: refOf(claim), field, message, causes: found.steps }];
}

/** It selects pods of these manifests, and none of them ever serves. */
function ofService(service: KubeObject, moment: Moment): readonly TimeFinding[] {
  const found = whyService(service, moment);
  const { selector = {} } = service.spec as { readonly selector?: Labels };
  const selected = moment
    .list('Pod', service.metadata.namespace)
    .filter(({ metadata }) => matchesLabels(selector, metadata.labels));
  const ends =
    found?.steps.length === 1 && found.symptom === 'NoEndpoints' && /none of which/.test(found.steps[0]?.says.en ?? '');
  const loops =
    selected.length > 0 &&
    selected.every((pod) => ofPod(pod, moment).some(({ code }) => code !== 'pre-stop-exceeds-grace'));
  if (!found || !(ends || loops)) return [];
  const message = text(
    'this Service never gets an endpoint: the pods that it selects never become ready, or end; select pods that serve',
    '该 Service 永远得不到端点：它选中的 Pod 从不就绪或会结束；请选择提供服务的 Pod',
  );
  return [finding('service-without-endpoints', found.steps.slice(0, 1), message)];
}
