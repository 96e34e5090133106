// Follows one request through the cluster: name, Ingress, Service, policies, pod. Every hop says what decided, and where it is
// written. Pure: asks the objects of one moment. Contents of answers are not known: only who would answer.
import { parseIp } from '../../kubernetes/ip.ts';
import { type Text, text } from '../../text.ts';
import { refOf } from '../cluster.ts';
import type { KubeObject, Pod } from '../objects.ts';
import type { ObjectRef } from '../trace.ts';
import { answerTo, clusterDns, lookUp } from './dnsLookup.ts';
import { routeIngress } from './ingressRouting.ts';
import { type Looking, type Peer, policyVerdict } from './networkPolicy.ts';
import { routeService, type ServiceRoute, type Target } from './serviceRouting.ts';
import type { Service } from './shapes.ts';

export interface Hop {
  readonly stage: 'dns' | 'ingress' | 'service' | 'policy' | 'pod' | 'outside';
  /** Whose manifest decided, and the field in it. */
  readonly ref?: ObjectRef;
  readonly field?: string;
  readonly says: Text;
}

export type RequestEnd =
  | { readonly type: 'reached'; readonly targets: readonly Target[] }
  | { readonly type: 'unresolved' | 'refused' | 'timeout' | 'outside' }
  /** An answer of the Ingress controller itself. */
  | { readonly type: 'answered'; readonly code: 308 | 404 | 503 };

export interface RequestTrace {
  readonly hops: readonly Hop[];
  readonly end: RequestEnd;
}

export interface Request {
  /** Absent: from outside the cluster. */
  readonly from?: Pod;
  /** `http://db.shop:8080/path`, `db:5432`, `https://shop.example`. */
  readonly url: string;
}

interface Address {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

export function readUrl(url: string): Address {
  const [, scheme = 'http', host = '', port, path = '/'] =
    /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/:?#]*)(?::(\d+))?(\/[^?#]*)?/i.exec(url) ?? [];
  return { scheme, host, port: Number(port ?? (scheme === 'https' ? 443 : 80)), path };
}

export function traceRequest(cluster: Looking, { from, url }: Request): RequestTrace {
  const address = readUrl(url);
  return from ? fromPod(cluster, from, address) : fromOutside(cluster, address);
}

const ended = (hops: readonly Hop[], end: RequestEnd): RequestTrace => ({ hops, end });

function hop(stage: Hop['stage'], object: KubeObject | undefined, field: string | undefined, says: Text): Hop {
  return { stage, says, ...(object && { ref: refOf(object) }), ...(field !== undefined && { field }) };
}

function fromPod(cluster: Looking, from: Pod, address: Address): RequestTrace {
  if (parseIp(address.host)) return toAddress(cluster, from, address, []);
  const blocked = dnsBlocked(cluster, from);
  if (blocked) return ended([blocked], { type: 'unresolved' });
  const { tried, answer } = lookUp(cluster, from, address.host);
  const full = tried.at(-1) ?? address.host;
  switch (answer.type) {
    case 'NXDOMAIN':
    case 'NODATA': {
      const says = text(`no such name: "${tried.join('", "')}"`, `没有这个名称："${tried.join('"、"')}"`);
      return ended([hop('dns', from, undefined, says)], { type: 'unresolved' });
    }
    case 'outside':
      return leaving(cluster, from, address, [
        hop('dns', undefined, undefined, text(`"${full}" is outside the cluster`, `"${full}" 在集群之外`)),
      ]);
    case 'CNAME': {
      const says = text(`"${full}" is another name of "${answer.target}"`, `"${full}" 是 "${answer.target}" 的别名`);
      const hops = [hop('dns', answer.service, 'spec.externalName', says)];
      const behind = answerTo(cluster, answer.target);
      if (behind.type === 'A' && behind.service) return toService(cluster, from, behind.service, address.port, hops);
      return leaving(cluster, from, address, hops);
    }
    case 'A': {
      const words = answer.addresses.join(', ');
      const says = text(`"${full}" is ${words}`, `"${full}" 解析为 ${words}`);
      const hops = [hop('dns', answer.service, 'metadata.name', says)];
      if (answer.service && answer.service.spec.clusterIP !== 'None')
        return toService(cluster, from, answer.service, address.port, hops);
      return toPods(
        cluster,
        from,
        answer.addresses.map((ip) => targetAt(cluster, ip, address.port)),
        hops,
      );
    }
  }
}

/** Egress that forbids asking the cluster's DNS makes every name unknown. */
function dnsBlocked(cluster: Looking, from: Pod): Hop | undefined {
  const to: Peer = { ip: clusterDns, namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } };
  const verdict = policyVerdict(cluster, {
    from: { ip: from.status.podIP ?? '', pod: from },
    to,
    port: 53,
    protocol: 'UDP',
  });
  if (verdict.allowed) return undefined;
  const names = verdict.policies.map(({ metadata }) => metadata.name).join('", "');
  const says = text(
    `"${names}" lets the pod send nothing to the cluster's DNS (UDP 53 in kube-system): no name can be resolved`,
    `"${names}" 不允许该 Pod 访问集群 DNS（kube-system 的 UDP 53）：任何名称都无法解析`,
  );
  return hop('policy', verdict.policies[0], 'spec.egress', says);
}

function toAddress(
  cluster: Looking,
  from: Pod | undefined,
  { host, port }: Address,
  hops: readonly Hop[],
): RequestTrace {
  const services = cluster.list('Service') as unknown as readonly Service[];
  const service = services.find(({ spec }) => spec.clusterIP === host);
  if (service && from) return toService(cluster, from, service, port, hops);
  const node = cluster
    .list('Node')
    .find(
      ({ status, metadata }) => metadata.name === host || status.addresses?.some(({ address }) => address === host),
    );
  if (node) {
    const exposed = services.find(({ spec }) => spec.ports?.some(({ nodePort }) => nodePort === port));
    if (exposed) return toService(cluster, from, exposed, port, hops, node.metadata.name);
    const says = text(`no Service has the node port ${port}`, `没有 Service 使用节点端口 ${port}`);
    return ended([...hops, hop('service', undefined, undefined, says)], { type: 'refused' });
  }
  const target = targetAt(cluster, host, port);
  if (target.pod || from === undefined) return toPods(cluster, from, [target], hops);
  return leaving(cluster, from, { scheme: '', host, port, path: '/' }, hops);
}

function targetAt(cluster: Looking, ip: string, port: number): Target {
  const pod = cluster.list('Pod').find(({ status }) => status.podIP === ip && status.phase === 'Running');
  return { ip, port, ready: true, ...(pod && { pod }) };
}

/** `node`: the request comes to a node port there. */
function toService(
  cluster: Looking,
  from: Pod | undefined,
  service: Service,
  port: number,
  before: readonly Hop[],
  node?: string,
): RequestTrace {
  const entry = node ?? from?.spec.nodeName;
  const client = { external: from === undefined || node !== undefined, ...(entry !== undefined && { node: entry }) };
  const route = routeService(cluster, service, port, client, node !== undefined);
  const hops = [...before, serviceHop(service, port, route)];
  if ('refused' in route) return ended(hops, { type: 'refused' });
  if ('dropped' in route) return ended(hops, { type: 'timeout' });
  return toPods(cluster, from, route.targets, hops);
}

function serviceHop(service: Service, port: number, route: ServiceRoute): Hop {
  const { name } = service.metadata;
  if ('refused' in route && route.refused === 'no port') {
    const ports = (service.spec.ports ?? []).map((one) => one.port).join(', ');
    const says = text(
      `Service "${name}" has no port ${port}, it has ${ports}`,
      `Service "${name}" 没有端口 ${port}，只有 ${ports}`,
    );
    return hop('service', service, 'spec.ports', says);
  }
  if ('refused' in route) {
    const says = text(`Service "${name}" has no ready endpoint`, `Service "${name}" 没有就绪的端点`);
    return hop('service', service, 'spec.selector', says);
  }
  if ('dropped' in route) {
    const says = text(
      `Service "${name}" keeps traffic on the node, and there is no endpoint on it`,
      `Service "${name}" 只使用本节点的端点，而该节点上没有端点`,
    );
    return hop('service', service, 'spec.internalTrafficPolicy', says);
  }
  const where = route.targets.map((target) => `${target.pod?.metadata.name ?? target.ip}:${target.port}`).join(', ');
  const says = route.terminating
    ? text(
        `Service "${name}" has only endpoints that are being stopped: ${where}`,
        `Service "${name}" 只剩正在终止的端点：${where}`,
      )
    : text(`Service "${name}" sends to one of ${where}`, `Service "${name}" 转发到其中之一：${where}`);
  return hop('service', service, 'spec.ports', says);
}

/** Policies and pods decide per target; the request reaches those that let it in. */
function toPods(
  cluster: Looking,
  from: Pod | undefined,
  targets: readonly Target[],
  before: readonly Hop[],
): RequestTrace {
  const judged = targets.map((target) => ({ target, ...judge(cluster, from, target) }));
  const open = judged.filter(({ end }) => end === undefined);
  const hops = [...before, ...judged.flatMap((one) => one.hop ?? [])];
  if (open.length > 0) return ended(hops, { type: 'reached', targets: open.map(({ target }) => target) });
  return ended(hops, { type: judged.some(({ end }) => end === 'timeout') ? 'timeout' : 'refused' });
}

interface Judged {
  readonly hop?: Hop;
  readonly end?: 'timeout' | 'refused';
}

function judge(cluster: Looking, from: Pod | undefined, { pod, ip, port }: Target): Judged {
  const source: Peer = from ? { ip: from.status.podIP ?? '', pod: from } : { ip: '203.0.113.1' };
  const verdict = policyVerdict(cluster, { from: source, to: { ip, ...(pod && { pod }) }, port, protocol: 'TCP' });
  const who = pod?.metadata.name ?? ip;
  if (!verdict.allowed) {
    const names = verdict.policies.map(({ metadata }) => metadata.name).join('", "');
    const entering = verdict.direction === 'Ingress';
    const says = entering
      ? text(
          `"${names}" isolates pod "${who}" and no rule lets this in`,
          `"${names}" 隔离了 Pod "${who}"，且没有规则放行该流量`,
        )
      : text(
          `"${names}" isolates the sender and no rule lets this out to "${who}"`,
          `"${names}" 隔离了发送方，且没有规则允许访问 "${who}"`,
        );
    return { hop: hop('policy', verdict.policies[0], entering ? 'spec.ingress' : 'spec.egress', says), end: 'timeout' };
  }
  const [by] = verdict.policies;
  const allowed = by && {
    hop: hop(
      'policy',
      by,
      `spec.${verdict.direction === 'Ingress' ? 'ingress' : 'egress'}[${verdict.rule ?? 0}]`,
      text(`"${by.metadata.name}" lets it in to "${who}"`, `"${by.metadata.name}" 放行到 "${who}" 的流量`),
    ),
  };
  return listens(pod, port) ? (allowed ?? {}) : { hop: deaf(pod, who, port), end: 'refused' };
}

/** Containers listen on the ports they declare; those that declare none are taken to listen everywhere. */
function listens(pod: Pod | undefined, port: number): boolean {
  if (!pod) return true;
  const running = pod.status.containerStatuses?.some(({ state }) => state?.running);
  const declared = pod.spec.containers.flatMap(({ ports = [] }) => ports);
  return !!running && (declared.length === 0 || declared.some(({ containerPort }) => containerPort === port));
}

function deaf(pod: Pod | undefined, who: string, port: number): Hop {
  const declared = (pod?.spec.containers ?? []).flatMap(({ ports = [] }) =>
    ports.map(({ containerPort }) => containerPort),
  );
  const says = text(
    `nothing in pod "${who}" listens on ${port}; its containers declare ${declared.join(', ') || 'no port and do not run'}`,
    `Pod "${who}" 中没有进程监听 ${port}；其容器声明的端口为 ${declared.join('、') || '无，且未运行'}`,
  );
  return hop('pod', pod, 'spec.containers', says);
}

function leaving(cluster: Looking, from: Pod, { host, port }: Address, before: readonly Hop[]): RequestTrace {
  const ip = parseIp(host) ? host : '203.0.113.80';
  const verdict = policyVerdict(cluster, {
    from: { ip: from.status.podIP ?? '', pod: from },
    to: { ip },
    port,
    protocol: 'TCP',
  });
  if (!verdict.allowed) {
    const names = verdict.policies.map(({ metadata }) => metadata.name).join('", "');
    const says = text(`"${names}" lets the pod send nothing to "${host}"`, `"${names}" 不允许该 Pod 访问 "${host}"`);
    return ended([...before, hop('policy', verdict.policies[0], 'spec.egress', says)], { type: 'timeout' });
  }
  const says = text(`the request leaves the cluster for "${host}"`, `请求离开集群，前往 "${host}"`);
  return ended([...before, hop('outside', undefined, undefined, says)], { type: 'outside' });
}

/** By a node port, by a load balancer's address, or through an Ingress. */
function fromOutside(cluster: Looking, address: Address): RequestTrace {
  const services = cluster.list('Service') as unknown as readonly Service[];
  const isNode = cluster
    .list('Node')
    .some(
      ({ status, metadata }) =>
        metadata.name === address.host || status.addresses?.some((one) => one.address === address.host),
    );
  if (isNode) return toAddress(cluster, undefined, address, []);
  const balanced = services.find(({ spec, status }) => {
    const entries = (
      status as { loadBalancer?: { ingress?: readonly { ip?: string; hostname?: string }[] } } | undefined
    )?.loadBalancer;
    const given = entries?.ingress?.some(({ ip, hostname }) => ip === address.host || hostname === address.host);
    return given || spec.externalIPs?.includes(address.host);
  });
  if (balanced) return toService(cluster, undefined, balanced, address.port, []);
  return throughIngress(cluster, address);
}

function throughIngress(cluster: Looking, { scheme, host, path }: Address): RequestTrace {
  const decision = routeIngress(cluster, { host, path, scheme: scheme === 'https' ? 'https' : 'http' });
  const ignored = decision.unhandled.map((ingress) =>
    hop(
      'ingress',
      ingress,
      'spec.ingressClassName',
      text(
        `no controller looks after Ingress "${ingress.metadata.name}": its class is not there`,
        `没有控制器处理 Ingress "${ingress.metadata.name}"：其 IngressClass 不存在`,
      ),
    ),
  );
  const { route, tls } = decision;
  if (!route) {
    const says = text(
      `no Ingress has a rule for "${host}${path}", nor a default backend`,
      `没有 Ingress 规则匹配 "${host}${path}"，也没有默认后端`,
    );
    return ended([...ignored, hop('ingress', undefined, undefined, says)], { type: 'answered', code: 404 });
  }
  if (decision.redirected && tls) {
    const says = text(`"${host}" has TLS: the controller sends to https`, `"${host}" 启用了 TLS：控制器重定向到 https`);
    return ended([...ignored, hop('ingress', tls.ingress, 'spec.tls', says)], { type: 'answered', code: 308 });
  }
  const secure = tls && scheme === 'https' && !tls.found ? [missingCertificate(tls.ingress, tls.secretName)] : [];
  const { service: named } = route.backend;
  const words = named
    ? `Service "${named.name}"`
    : `${route.backend.resource?.kind ?? ''} "${route.backend.resource?.name ?? ''}"`;
  const chosen = hop(
    'ingress',
    route.ingress,
    route.field,
    text(
      `Ingress "${route.ingress.metadata.name}" sends "${host}${path}" to ${words}`,
      `Ingress "${route.ingress.metadata.name}" 将 "${host}${path}" 转发到 ${words}`,
    ),
  );
  const hops = [...ignored, ...secure, chosen];
  const service =
    named && (cluster.get('Service', route.ingress.metadata.namespace, named.name) as Service | undefined);
  const port = service?.spec.ports?.find(
    (one) => one.port === named?.port?.number || (named?.port?.name !== undefined && one.name === named.port.name),
  );
  if (!service || !port) {
    const says = text(`there is no ${words} with that port`, `没有带该端口的 ${words}`);
    return ended([...hops, hop('service', route.ingress, route.field, says)], { type: 'answered', code: 503 });
  }
  const behind = toService(cluster, undefined, service, port.port, hops);
  return behind.end.type === 'refused' ? { ...behind, end: { type: 'answered', code: 503 } } : behind;
}

function missingCertificate(ingress: KubeObject, secret: string | undefined): Hop {
  const says = text(
    `there is no TLS Secret "${secret ?? ''}": the controller shows its own certificate`,
    `没有 TLS Secret "${secret ?? ''}"：控制器使用自带证书`,
  );
  return hop('ingress', ingress, 'spec.tls', says);
}
