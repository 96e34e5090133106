// What random scenarios are made of: manifests and command lines with some of their fields left to chance.
import type { JsonObject } from '../../../server/src/core/apiserver/types.ts';

export interface Chance {
  /** A whole number from 0 up to, not including, the count. */
  readonly below: (count: number) => number;
  readonly pick: <T>(items: readonly T[]) => T;
}

type Maker<T> = (chance: Chance) => T;

const probe = ({ below }: Chance): JsonObject => ({
  httpGet: { port: 80 },
  periodSeconds: 1 + below(5),
  failureThreshold: 1 + below(3),
  initialDelaySeconds: below(3),
});

function container(chance: Chance): JsonObject {
  const { below, pick } = chance;
  return {
    name: 'app',
    image: `nginx:${below(3)}`,
    ...(below(4) > 0 && { resources: { requests: { cpu: `${100 * (1 + below(9))}m`, memory: '64Mi' } } }),
    ...(below(2) === 0 && { readinessProbe: probe(chance) }),
    ...(below(4) === 0 && { livenessProbe: probe(chance) }),
    ...(below(6) === 0 && { startupProbe: probe(chance) }),
    ...(below(6) === 0 && { envFrom: [{ configMapRef: { name: pick(['config', 'missing']) } }] }),
  };
}

function podTemplate(chance: Chance, labels: JsonObject, restartPolicy?: string): JsonObject {
  const { below, pick } = chance;
  const init = { name: 'init', image: 'busybox:1' };
  const sidecar = { name: 'side', image: 'envoy:1', restartPolicy: 'Always' };
  const spread = {
    maxSkew: 1,
    topologyKey: 'kubernetes.io/hostname',
    whenUnsatisfiable: pick(['DoNotSchedule', 'ScheduleAnyway']),
    labelSelector: { matchLabels: labels },
  };
  const away = {
    requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: labels } },
    ],
  };
  return {
    metadata: { labels },
    spec: {
      containers: [container(chance)],
      ...(below(5) === 0 && { initContainers: [pick([init, sidecar])] }),
      ...(below(6) === 0 && { topologySpreadConstraints: [spread] }),
      ...(below(8) === 0 && { affinity: { podAntiAffinity: away } }),
      ...(below(4) === 0 && { terminationGracePeriodSeconds: pick([0, 1, 5, 60]) }),
      ...(below(8) === 0 && { tolerations: [{ operator: 'Exists' }] }),
      ...(below(8) === 0 && { priorityClassName: pick(['system-node-critical', 'high']) }),
      ...(restartPolicy !== undefined && { restartPolicy }),
    },
  };
}

const deployment: Maker<JsonObject[]> = (chance) => {
  const { below, pick } = chance;
  const labels = { app: 'web' };
  const rolling = {
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge: pick([0, 1, '25%', '100%']), maxUnavailable: pick([1, 2, '30%', '100%']) },
  };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: {
        replicas: below(7),
        selector: { matchLabels: labels },
        strategy: pick<JsonObject>([{ type: 'Recreate' }, rolling, rolling]),
        template: podTemplate(chance, labels),
        ...(below(4) === 0 && { minReadySeconds: 1 + below(5) }),
        ...(below(4) === 0 && { progressDeadlineSeconds: 10 + below(20) }),
        ...(below(4) === 0 && { revisionHistoryLimit: below(3) }),
        ...(below(8) === 0 && { paused: true }),
      },
    },
  ];
};

const statefulSet: Maker<JsonObject[]> = (chance) => {
  const { below, pick } = chance;
  const labels = { app: 'db' };
  const claims = [
    {
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
  ];
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'db' },
      spec: { clusterIP: 'None', selector: labels, ports: [{ port: 80 }] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db' },
      spec: {
        replicas: below(5),
        serviceName: 'db',
        selector: { matchLabels: labels },
        podManagementPolicy: pick(['OrderedReady', 'Parallel']),
        updateStrategy: pick<JsonObject>([
          { type: 'OnDelete' },
          { type: 'RollingUpdate' },
          { type: 'RollingUpdate', rollingUpdate: { partition: below(4) } },
        ]),
        template: podTemplate(chance, labels),
        ...(below(3) === 0 && { volumeClaimTemplates: claims }),
        ...(below(4) === 0 && {
          persistentVolumeClaimRetentionPolicy: {
            whenDeleted: pick(['Retain', 'Delete']),
            whenScaled: pick(['Retain', 'Delete']),
          },
        }),
        ...(below(6) === 0 && { ordinals: { start: below(3) } }),
        ...(below(6) === 0 && { minReadySeconds: 1 + below(4) }),
      },
    },
  ];
};

const daemonSet: Maker<JsonObject[]> = (chance) => {
  const labels = { app: 'agent' };
  const updates: JsonObject[] = [
    { type: 'OnDelete' },
    { type: 'RollingUpdate' },
    { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
  ];
  const spec = {
    selector: { matchLabels: labels },
    updateStrategy: chance.pick(updates),
    template: podTemplate(chance, labels),
  };
  return [{ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'agent' }, spec }];
};

function jobSpec(chance: Chance): JsonObject {
  const { below, pick } = chance;
  const indexed = below(3) === 0;
  const template = podTemplate(chance, { app: 'work' }, pick(['Never', 'OnFailure']));
  const perIndex = indexed && below(3) === 0;
  return {
    completions: 1 + below(5),
    parallelism: 1 + below(3),
    backoffLimit: below(4),
    ...(indexed && { completionMode: 'Indexed' }),
    ...(perIndex && { backoffLimitPerIndex: below(2) }),
    ...(below(5) === 0 && { activeDeadlineSeconds: 5 + below(20) }),
    ...(below(5) === 0 && { ttlSecondsAfterFinished: below(10) }),
    ...(below(6) === 0 && { suspend: true }),
    template: perIndex
      ? { ...template, spec: { ...(template['spec'] as JsonObject), restartPolicy: 'Never' } }
      : template,
  };
}

const job: Maker<JsonObject[]> = (chance) => [
  { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'work' }, spec: jobSpec(chance) },
];

const cronJob: Maker<JsonObject[]> = (chance) => {
  const { below, pick } = chance;
  const spec = {
    schedule: pick(['* * * * *', '*/2 * * * *']),
    concurrencyPolicy: pick(['Allow', 'Forbid', 'Replace']),
    ...(below(3) === 0 && { startingDeadlineSeconds: 1 + below(60) }),
    ...(below(3) === 0 && { successfulJobsHistoryLimit: below(2), failedJobsHistoryLimit: below(2) }),
    jobTemplate: { spec: jobSpec(chance) },
  };
  return [{ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'tick' }, spec }];
};

const service: Maker<JsonObject[]> = ({ pick, below }) => [
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: {
      selector: { app: pick(['web', 'db']) },
      ports: [{ port: 80 }],
      ...(below(4) === 0 && { type: 'NodePort' }),
    },
  },
];

const budget: Maker<JsonObject[]> = ({ pick }) => [
  {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      ...pick<JsonObject>([{ minAvailable: 1 }, { minAvailable: '50%' }, { maxUnavailable: 1 }, { maxUnavailable: 0 }]),
    },
  },
];

const scaler: Maker<JsonObject[]> = ({ below }) => [
  {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas: 1 + below(3),
      maxReplicas: 4 + below(4),
    },
  },
];

const quota: Maker<JsonObject[]> = ({ below }) => [
  { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota' }, spec: { hard: { pods: `${2 + below(8)}` } } },
];

const config: Maker<JsonObject[]> = () => [
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' }, data: { key: 'value' } },
  { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 1000 },
];

const controller: Maker<JsonObject[]> = (chance) => [
  {
    apiVersion: 'v1',
    kind: 'ReplicationController',
    metadata: { name: 'old' },
    spec: { replicas: chance.below(4), selector: { app: 'old' }, template: podTemplate(chance, { app: 'old' }) },
  },
];

const barePod: Maker<JsonObject[]> = (chance) => {
  const { spec } = podTemplate(chance, {});
  return [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'bare', labels: { app: chance.pick(['web', 'db', 'bare']) } },
      spec: spec ?? {},
    },
  ];
};

export const workloads: readonly Maker<JsonObject[]>[] = [
  deployment,
  deployment,
  statefulSet,
  statefulSet,
  daemonSet,
  job,
  cronJob,
  service,
  budget,
  scaler,
  quota,
  config,
  controller,
  barePod,
];

const cascade: Maker<string> = ({ pick }) => pick(['', ' --cascade=foreground', ' --cascade=orphan', ' --wait=false']);
const target: Maker<string> = ({ pick }) => pick(['deployment/web', 'statefulset/db', 'daemonset/agent']);
const node: Maker<string> = ({ below }) => `node-${1 + below(3)}`;

export const commands: readonly Maker<string>[] = [
  ({ below }) => `scale deployment/web --replicas=${below(7)}`,
  ({ below }) => `scale statefulset/db --replicas=${below(5)}`,
  (chance) => `set image ${target(chance)} app=nginx:${chance.below(4)}`,
  (chance) => `set env ${target(chance)} TIME=${chance.below(100)}`,
  (chance) => `rollout restart ${target(chance)}`,
  (chance) => `rollout undo ${target(chance)}`,
  (chance) => `rollout ${chance.pick(['pause', 'resume'])} deployment/web`,
  (chance) => `rollout status ${target(chance)} --timeout=10s`,
  ({ pick }) =>
    `delete pod {${pick(['oldest', 'newest'])} pod ${pick(['web-*', 'db-*', 'agent-*', 'work-*'])}}${pick(['', ' --grace-period=0 --force', ' --wait=false'])}`,
  ({ pick }) => `label pod {oldest pod ${pick(['web-*', 'db-*'])}} app=${pick(['web', 'db', 'other'])} --overwrite`,
  (chance) => `drain ${node(chance)} --ignore-daemonsets --force --delete-emptydir-data --timeout=5s`,
  (chance) => `${chance.pick(['cordon', 'uncordon', 'uncordon'])} ${node(chance)}`,
  (chance) => `taint node ${node(chance)} full=yes:${chance.pick(['NoSchedule', 'NoExecute', 'NoExecute-'])}`,
  (chance) => `delete ${target(chance)}${cascade(chance)}`,
  (chance) => `delete job work${cascade(chance)}`,
  ({ pick }) => `patch job work -p '{"spec":{"${pick(['suspend":true', 'suspend":false', 'parallelism":3'])}}}'`,
  ({ pick }) => `patch cronjob tick -p '{"spec":{"suspend":${pick(['true', 'false'])}}}'`,
  () => 'create configmap missing --from-literal=a=b',
  ({ pick }) => `delete namespace ${pick(['default', 'shop', 'shop'])}`,
  () => 'create namespace other',
  () => 'delete pvc --all --wait=false',
  () => 'autoscale deployment web --min=2 --max=5',
  ({ below }) => `patch quota quota -p '{"spec":{"hard":{"pods":"${below(12)}"}}}'`,
];
