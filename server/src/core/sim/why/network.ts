// Why a Service has no endpoint, or an Ingress leads nowhere: from the rule to the selector, from the selector to the
// labels that nearly fit, from the pod to what keeps it from being ready.
import { isJsonObject } from '../../apiserver/types.ts';
import { text } from '../../text.ts';
import { conditionOf, type KubeObject, type Labels, type Pod, type Service } from '../objects.ts';
import { matchesLabels } from '../selectors.ts';
import { type Found, type Moment, step, type WhyStep } from './moment.ts';
import { whyPod } from './pod.ts';

export function whyService(object: KubeObject, moment: Moment): Found | undefined {
  const service = object as Service;
  const { selector = {}, type } = service.spec;
  if (type === 'ExternalName' || Object.keys(selector).length === 0) return undefined;
  const pods = moment
    .list('Pod', service.metadata.namespace)
    .filter(({ metadata }) => matchesLabels(selector, metadata.labels));
  if (pods.length === 0) return { symptom: 'NoEndpoints', steps: unselected(service, selector, moment) };
  if (service.spec.publishNotReadyAddresses || pods.some(isServing)) return portless(service, pods, moment);
  const says = text(
    `it selects ${pods.length} pods, none of which is ready`,
    `它选中 ${pods.length} 个 Pod，但没有一个就绪`,
  );
  return { symptom: 'NoEndpoints', steps: [step(moment, service, 'spec.selector', says), ...firstCause(pods, moment)] };
}

const isServing = (pod: Pod): boolean =>
  conditionOf(pod.status, 'Ready')?.status === 'True' && !pod.metadata.deletionTimestamp;

function firstCause(pods: readonly Pod[], moment: Moment): readonly WhyStep[] {
  for (const pod of pods) {
    const found = whyPod(pod, moment);
    if (!found) continue;
    const says = text(`pod "${pod.metadata.name}": ${found.symptom}`, `Pod "${pod.metadata.name}"：${found.symptom}`);
    return [step(moment, pod, undefined, says), ...found.steps];
  }
  return [];
}

function unselected(service: Service, selector: Labels, moment: Moment): readonly WhyStep[] {
  const words = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
  const says = text(
    `no pod of namespace "${service.metadata.namespace}" has the labels "${words.join(',')}"`,
    `命名空间 "${service.metadata.namespace}" 中没有带标签 "${words.join(',')}" 的 Pod`,
  );
  const head = step(moment, service, 'spec.selector', says);
  const near = nearest(selector, moment.list('Pod', service.metadata.namespace));
  if (!near) return [head];
  const [key = ''] = Object.entries(selector).find(([name, value]) => near.metadata.labels?.[name] !== value) ?? [];
  const has = near.metadata.labels?.[key];
  const label = text(
    has === undefined
      ? `pod "${near.metadata.name}" comes nearest; it has no label "${key}"`
      : `pod "${near.metadata.name}" comes nearest; its label "${key}" is "${has}"`,
    has === undefined
      ? `Pod "${near.metadata.name}" 最接近；它没有标签 "${key}"`
      : `Pod "${near.metadata.name}" 最接近；其标签 "${key}" 为 "${has}"`,
  );
  return [head, step(moment, near, `metadata.labels.${key}`, label)];
}

/** The pod that has most of the keys, and most of the values. */
function nearest(selector: Labels, pods: readonly Pod[]): Pod | undefined {
  const score = ({ metadata: { labels = {} } }: Pod): number =>
    Object.entries(selector).reduce(
      (sum, [key, value]) => sum + (labels[key] === value ? 2 : key in labels ? 1 : 0),
      0,
    );
  const [best] = [...pods].sort((a, b) => score(b) - score(a));
  return best && score(best) > 0 ? best : undefined;
}

/** A port by name that no selected pod has gives endpoints without that port. */
function portless(service: Service, pods: readonly Pod[], moment: Moment): Found | undefined {
  for (const [at, { targetPort }] of (service.spec.ports ?? []).entries()) {
    if (typeof targetPort !== 'string') continue;
    const named = pods.some(({ spec }) =>
      spec.containers.some(({ ports = [] }) => ports.some(({ name }) => name === targetPort)),
    );
    if (named) continue;
    const says = text(
      `no container of the selected pods has a port named "${targetPort}"`,
      `所选 Pod 的容器都没有名为 "${targetPort}" 的端口`,
    );
    return { symptom: 'NoPort', steps: [step(moment, service, `spec.ports[${at}].targetPort`, says)] };
  }
  return undefined;
}

interface Backend {
  readonly name: string;
  readonly field: string;
}

export function whyIngress(object: KubeObject, moment: Moment): Found | undefined {
  for (const { name, field } of backendsOf(object)) {
    const service = moment.get('Service', object.metadata.namespace, name);
    if (!service) {
      const says = text(`there is no Service "${name}"`, `没有 Service "${name}"`);
      return { symptom: 'NoBackend', steps: [step(moment, object, field, says)] };
    }
    const found = whyService(service, moment);
    const says = text(
      `it routes to Service "${name}": ${found?.symptom}`,
      `它路由到 Service "${name}"：${found?.symptom}`,
    );
    if (found) return { symptom: 'NoBackend', steps: [step(moment, object, field, says), ...found.steps] };
  }
  return whyUncertified(object, moment);
}

/** TLS with a Secret that is not there: controllers answer with a certificate of their own. */
function whyUncertified(object: KubeObject, moment: Moment): Found | undefined {
  const { tls = [] } = object.spec as { readonly tls?: readonly { readonly secretName?: string }[] };
  const at = tls.findIndex(
    ({ secretName }) => secretName !== undefined && !moment.get('Secret', object.metadata.namespace, secretName),
  );
  if (at < 0) return undefined;
  const name = tls[at]?.secretName;
  const says = text(
    `there is no Secret "${name}" with a certificate for its hosts`,
    `没有为其主机提供证书的 Secret "${name}"`,
  );
  return { symptom: 'NoCertificate', steps: [step(moment, object, `spec.tls[${at}].secretName`, says)] };
}

function backendsOf({ spec }: KubeObject): readonly Backend[] {
  const found: Backend[] = [];
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value))
      value.forEach((item, at) => {
        visit(item, `${path}[${at}]`);
      });
    else if (isJsonObject(value as never)) {
      for (const [key, inner] of Object.entries(value as object)) {
        const below = `${path}.${key}`;
        const name: unknown = key === 'service' && isJsonObject(inner) ? inner['name'] : undefined;
        if (typeof name === 'string') found.push({ name, field: `${below}.name` });
        else visit(inner, below);
      }
    }
  };
  visit(spec, 'spec');
  return found;
}
