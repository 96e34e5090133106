// What a cluster has before anyone applies anything: namespaces with their default service account, the API's own
// Service, built-in priority classes, and nodes with running kubelets. Data; knows no behaviour.
import type { JsonObject } from '../apiserver/types.ts';
import type { Cluster } from './cluster.ts';
import { localPath } from './controllers/localPathProvisioner.ts';
import type { NodeSpec } from './scenario.ts';

const namespaces = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];
const by = { actor: 'cluster' };
const because = { because: 'initial' };

/** Fills a new cluster; `createdAt` is the RFC 3339 time from which everything has been there. */
export function seedCluster(
  cluster: Cluster,
  createdAt: string,
  defaultStorage: boolean,
  more: readonly string[] = [],
): void {
  const put = (apiVersion: string, kind: string, metadata: object, rest: JsonObject = {}) =>
    cluster.seed({ apiVersion, kind, metadata: { creationTimestamp: createdAt, ...metadata }, ...rest }, because, by);
  for (const name of [...namespaces, ...more]) {
    const labels = { 'kubernetes.io/metadata.name': name };
    put('v1', 'Namespace', { name, labels }, { spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } });
    put('v1', 'ServiceAccount', { name: 'default', namespace: name });
    put('v1', 'ConfigMap', { name: 'kube-root-ca.crt', namespace: name }, { data: { 'ca.crt': '' } });
  }
  for (const [name, value] of [
    ['system-cluster-critical', 2_000_000_000],
    ['system-node-critical', 2_000_001_000],
  ] as const) {
    put('scheduling.k8s.io/v1', 'PriorityClass', { name }, { value, preemptionPolicy: 'PreemptLowerPriority' });
  }
  seedApiService(put);
  if (!defaultStorage) return;
  const isDefault = { 'storageclass.kubernetes.io/is-default-class': 'true' };
  put(
    'storage.k8s.io/v1',
    'StorageClass',
    { name: 'standard', annotations: isDefault },
    { provisioner: localPath, reclaimPolicy: 'Delete', volumeBindingMode: 'WaitForFirstConsumer' },
  );
}

function seedApiService(put: (apiVersion: string, kind: string, metadata: object, rest: JsonObject) => unknown): void {
  const labels = { component: 'apiserver', provider: 'kubernetes' };
  put(
    'v1',
    'Service',
    { name: 'kubernetes', namespace: 'default', labels },
    {
      spec: {
        type: 'ClusterIP',
        clusterIP: '10.96.0.1',
        clusterIPs: ['10.96.0.1'],
        ipFamilies: ['IPv4'],
        ipFamilyPolicy: 'SingleStack',
        internalTrafficPolicy: 'Cluster',
        sessionAffinity: 'None',
        ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 6443 }],
      },
      status: { loadBalancer: {} },
    },
  );
  put(
    'discovery.k8s.io/v1',
    'EndpointSlice',
    { name: 'kubernetes', namespace: 'default', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
    {
      addressType: 'IPv4',
      endpoints: [{ addresses: ['10.1.0.2'], conditions: { ready: true } }],
      ports: [{ name: 'https', port: 6443, protocol: 'TCP' }],
    },
  );
}

/** The names a node entry stands for: `node-1` with count 3 is node-1, node-2, node-3. */
export function nodeNames(spec: NodeSpec): readonly string[] {
  const count = Math.max(1, spec.count ?? 1);
  const [, stem, first] = /^(.*?)(\d+)$/.exec(spec.name) ?? [];
  if (count === 1 || stem === undefined) return [spec.name];
  return Array.from({ length: count }, (_, i) => `${stem}${Number(first) + i}`);
}

const capacity = { cpu: '4', memory: '8Gi', pods: '110', 'ephemeral-storage': '100Gi' };

/** A node as its kubelet registers it; `index` counts nodes from 1 and gives the addresses. */
export function nodeObject(spec: NodeSpec, name: string, index: number, time: string, joined: boolean) {
  const has = { ...capacity, ...spec.capacity };
  const labels = {
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    ...(joined && { 'beta.kubernetes.io/arch': 'amd64', 'beta.kubernetes.io/os': 'linux' }),
    ...spec.labels,
  };
  const annotations = { ...spec.annotations, ...(joined && { 'node.alpha.kubernetes.io/ttl': '0' }) };
  const notReady = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' };
  const cordoned = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
  const taints = [
    ...(spec.taints ?? []),
    ...(joined ? [] : [notReady]),
    ...(spec.unschedulable && joined ? [{ ...cordoned, timeAdded: time }] : []),
  ];
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels, ...(Object.keys(annotations).length > 0 && { annotations }), creationTimestamp: time },
    spec: {
      podCIDR: `10.244.${index}.0/24`,
      podCIDRs: [`10.244.${index}.0/24`],
      ...(taints.length > 0 && { taints }),
      ...(spec.unschedulable && { unschedulable: true }),
    },
    status: {
      capacity: has,
      allocatable: has,
      conditions: readyConditions(time),
      addresses: [
        { type: 'InternalIP', address: `10.1.0.${10 + index}` },
        { type: 'Hostname', address: name },
      ],
      daemonEndpoints: { kubeletEndpoint: { Port: 0 } },
      nodeInfo,
    },
  };
}

const nodeInfo = {
  machineID: '',
  systemUUID: '',
  bootID: '',
  kernelVersion: '6.1.0',
  osImage: 'Debian GNU/Linux 12 (bookworm)',
  containerRuntimeVersion: 'containerd://2.1.4',
  kubeletVersion: 'v1.36.3',
  kubeProxyVersion: '',
  operatingSystem: 'linux',
  architecture: 'amd64',
};

/** What a healthy kubelet reports of its node. */
export function readyConditions(time: string) {
  const facts = [
    ['MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
    ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
    ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
    ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'],
  ] as const;
  return facts.map(([type, status, reason, message]) => ({
    type,
    status,
    lastHeartbeatTime: time,
    lastTransitionTime: time,
    reason,
    message,
  }));
}
