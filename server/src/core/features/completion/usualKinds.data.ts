// Kinds that people write most, most often first. Only taste stands here; what exists is the schema's business.
export const usualKinds: readonly string[] =
  'Deployment Service ConfigMap Secret Ingress StatefulSet Pod PersistentVolumeClaim ServiceAccount Job CronJob DaemonSet Namespace Role RoleBinding ClusterRole ClusterRoleBinding HorizontalPodAutoscaler NetworkPolicy PersistentVolume StorageClass PodDisruptionBudget ReplicaSet ResourceQuota LimitRange CustomResourceDefinition PriorityClass IngressClass Endpoints EndpointSlice Certificate Issuer ClusterIssuer HTTPRoute Gateway ServiceMonitor PrometheusRule Application VirtualService DestinationRule Kustomization HelmRelease GitRepository HelmRepository ExternalSecret SealedSecret ScaledObject IngressRoute Rollout PodMonitor'.split(
    ' ',
  );
