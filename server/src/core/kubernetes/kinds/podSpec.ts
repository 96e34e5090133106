// What a pod's spec refers to, relative to the spec: shared by all kinds that are or make pods.
// Kubernetes v1.36 staging/src/k8s.io/api/core/v1/types.go; visitors as pkg/api/v1/pod/util.go VisitPodSecretNames.
import { type LocalFact, nameAt, named, type ReferenceFact, type SelectorFact } from './kind.ts';

const containerLists = ['initContainers', 'containers', 'ephemeralContainers'] as const;
const probes = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle.postStart', 'lifecycle.preStop'];

const inContainers = containerLists.flatMap((list): readonly ReferenceFact[] => [
  named(`${list}[*].env[*].valueFrom.configMapKeyRef`, 'ConfigMap', { members: ['key'], optional: 'optional' }),
  named(`${list}[*].env[*].valueFrom.secretKeyRef`, 'Secret', { members: ['key'], optional: 'optional' }),
  named(`${list}[*].envFrom[*].configMapRef`, 'ConfigMap', { optional: 'optional' }),
  named(`${list}[*].envFrom[*].secretRef`, 'Secret', { optional: 'optional' }),
]);

const inVolumes: readonly ReferenceFact[] = [
  named('volumes[*].configMap', 'ConfigMap', { members: ['items[*].key'], optional: 'optional' }),
  named('volumes[*].secret', 'Secret', { name: 'secretName', members: ['items[*].key'], optional: 'optional' }),
  named('volumes[*].projected.sources[*].configMap', 'ConfigMap', { members: ['items[*].key'], optional: 'optional' }),
  named('volumes[*].projected.sources[*].secret', 'Secret', { members: ['items[*].key'], optional: 'optional' }),
  named('volumes[*].projected.sources[*].clusterTrustBundle', 'certificates.k8s.io/ClusterTrustBundle', {
    optional: 'optional',
    elsewhere: true,
  }),
  nameAt('volumes[*].persistentVolumeClaim.claimName', 'PersistentVolumeClaim'),
  nameAt('volumes[*].ephemeral.volumeClaimTemplate.spec.storageClassName', 'storage.k8s.io/StorageClass', {
    elsewhere: true,
  }),
  nameAt('volumes[*].azureFile.secretName', 'Secret'),
  ...['cephfs', 'flexVolume', 'iscsi', 'rbd', 'scaleIO', 'storageos'].map((source) =>
    named(`volumes[*].${source}.secretRef`, 'Secret'),
  ),
  named('volumes[*].csi.nodePublishSecretRef', 'Secret'),
];

export const podReferences: readonly ReferenceFact[] = [
  ...inContainers,
  ...inVolumes,
  named('imagePullSecrets[*]', 'Secret', { elsewhere: true }),
  nameAt('serviceAccountName', 'ServiceAccount'),
  nameAt('serviceAccount', 'ServiceAccount'),
  nameAt('priorityClassName', 'scheduling.k8s.io/PriorityClass'),
  nameAt('runtimeClassName', 'node.k8s.io/RuntimeClass', { elsewhere: true }),
  nameAt('nodeName', 'Node', { elsewhere: true }),
  nameAt('resourceClaims[*].resourceClaimName', 'resource.k8s.io/ResourceClaim'),
  nameAt('resourceClaims[*].resourceClaimTemplateName', 'resource.k8s.io/ResourceClaimTemplate'),
];

const affinities = ['podAffinity', 'podAntiAffinity'].flatMap((affinity) => [
  `affinity.${affinity}.requiredDuringSchedulingIgnoredDuringExecution[*]`,
  `affinity.${affinity}.preferredDuringSchedulingIgnoredDuringExecution[*].podAffinityTerm`,
]);

export const podSelectors: readonly SelectorFact[] = [
  ...affinities.flatMap((term): readonly SelectorFact[] => [
    { path: `${term}.labelSelector`, form: 'labelSelector', selects: 'pods' },
    { path: `${term}.namespaceSelector`, form: 'labelSelector', selects: 'namespaces' },
  ]),
  { path: 'topologySpreadConstraints[*].labelSelector', form: 'labelSelector', selects: 'pods' },
];

/** Relative to the spec; `volumeClaimTemplates` of a StatefulSet are added by its own file. */
export const podLocals: readonly LocalFact[] = [
  {
    what: 'volume',
    within: '',
    from: containerLists.flatMap((list) => [
      `${list}[*].volumeMounts[*].name`,
      `${list}[*].volumeDevices[*].name`,
      `${list}[*].env[*].valueFrom.fileKeyRef.volumeName`,
    ]),
    to: ['volumes[*].name'],
  },
  {
    what: 'container',
    within: '',
    from: [
      ...containerLists.map((list) => `${list}[*].env[*].valueFrom.resourceFieldRef.containerName`),
      'volumes[*].downwardAPI.items[*].resourceFieldRef.containerName',
      'volumes[*].projected.sources[*].downwardAPI.items[*].resourceFieldRef.containerName',
      'ephemeralContainers[*].targetContainerName',
    ],
    to: ['containers[*].name', 'initContainers[*].name'],
    fromMetadata: [
      'annotations[kubectl.kubernetes.io/default-container]',
      'annotations[kubectl.kubernetes.io/default-logs-container]',
    ],
  },
  ...containerLists.map(
    (list): LocalFact => ({
      what: 'port',
      within: `${list}[*]`,
      from: probes.flatMap((probe) => [`${probe}.httpGet.port`, `${probe}.tcpSocket.port`]),
      to: ['ports[*].name'],
      numbers: 'ports[*].containerPort',
    }),
  ),
  {
    what: 'claim',
    within: '',
    from: containerLists.map((list) => `${list}[*].resources.claims[*].name`),
    to: ['resourceClaims[*].name'],
  },
];
