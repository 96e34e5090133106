// The fields, by type, whose default decides how an object behaves, so that it is worth being shown where the field is left
// out. What the default is the API server's defaulting says.
export const defaultsShown: Readonly<Record<string, readonly string[]>> = {
  DeploymentSpec: ['replicas', 'progressDeadlineSeconds'],
  StatefulSetSpec: ['replicas', 'podManagementPolicy'],
  ReplicaSetSpec: ['replicas'],
  ReplicationControllerSpec: ['replicas'],
  JobSpec: ['completions', 'parallelism', 'backoffLimit'],
  CronJobSpec: ['concurrencyPolicy'],
  RollingUpdateDeployment: ['maxSurge', 'maxUnavailable'],
  HorizontalPodAutoscalerSpec: ['minReplicas'],
  PodSpec: ['restartPolicy', 'terminationGracePeriodSeconds'],
  Container: ['imagePullPolicy'],
  ContainerPort: ['protocol'],
  Probe: ['periodSeconds', 'timeoutSeconds', 'failureThreshold'],
  ServiceSpec: ['type'],
  ServicePort: ['protocol', 'targetPort'],
  PersistentVolumeClaimSpec: ['volumeMode'],
  StorageClass: ['reclaimPolicy', 'volumeBindingMode'],
  NetworkPolicySpec: ['policyTypes'],
};
