// Names that Kubernetes gives a meaning: labels, annotations, taints, keys of topology and so on. Facts of Kubernetes v1.36
// (exported constants of its API modules), with those of tools that nearly every cluster has.

/** Labels for people’s own objects: those that Kubernetes recommends, and the usual short ones. */
export const recommendedLabels: readonly string[] = [
  'app',
  'app.kubernetes.io/name',
  'app.kubernetes.io/instance',
  'app.kubernetes.io/version',
  'app.kubernetes.io/component',
  'app.kubernetes.io/part-of',
  'app.kubernetes.io/managed-by',
  'version',
  'tier',
  'environment',
  'release',
  'component',
  'role',
];

/** Labels that admission reads from namespaces. */
export const namespaceLabels: readonly string[] = [
  'pod-security.kubernetes.io/enforce',
  'pod-security.kubernetes.io/enforce-version',
  'pod-security.kubernetes.io/audit',
  'pod-security.kubernetes.io/warn',
  'kubernetes.io/metadata.name',
  'istio-injection',
];

/** Labels of nodes, for node selectors and affinity. */
export const nodeLabels: readonly string[] = [
  'kubernetes.io/hostname',
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'node.kubernetes.io/instance-type',
  'node-role.kubernetes.io/control-plane',
  'node-role.kubernetes.io/worker',
];

/** Labels by which nodes form domains. */
export const topologyKeys: readonly string[] = [
  'kubernetes.io/hostname',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
];

/** Taints that Kubernetes and usual set-ups put on nodes. */
export const taintKeys: readonly string[] = [
  'dedicated',
  'node-role.kubernetes.io/control-plane',
  'node-role.kubernetes.io/master',
  'node.cloudprovider.kubernetes.io/shutdown',
  'node.cloudprovider.kubernetes.io/uninitialized',
  'node.kubernetes.io/disk-pressure',
  'node.kubernetes.io/memory-pressure',
  'node.kubernetes.io/network-unavailable',
  'node.kubernetes.io/not-ready',
  'node.kubernetes.io/out-of-service',
  'node.kubernetes.io/pid-pressure',
  'node.kubernetes.io/unreachable',
  'node.kubernetes.io/unschedulable',
  'nvidia.com/gpu',
];

/** Annotations of Kubernetes and of tools that nearly every cluster has. */
export const annotations: readonly string[] = [
  'kubectl.kubernetes.io/default-container',
  'kubernetes.io/ingress.class',
  'prometheus.io/scrape',
  'prometheus.io/port',
  'prometheus.io/path',
  'cert-manager.io/cluster-issuer',
  'cert-manager.io/issuer',
  'kubernetes.io/description',
  'kubernetes.io/change-cause',
  'checksum/config',
  'apf.kubernetes.io/autoupdate-spec',
  'apiserver.kubernetes.io/identity',
  'applyset.kubernetes.io/additional-namespaces',
  'applyset.kubernetes.io/contains-group-kinds',
  'applyset.kubernetes.io/contains-group-resources',
  'applyset.kubernetes.io/tooling',
  'autoscaling.alpha.kubernetes.io/behavior',
  'autoscaling.alpha.kubernetes.io/conditions',
  'autoscaling.alpha.kubernetes.io/current-metrics',
  'autoscaling.alpha.kubernetes.io/metrics',
  'autoscaling.alpha.kubernetes.io/scale-down-tolerance',
  'autoscaling.alpha.kubernetes.io/scale-up-tolerance',
  'batch.kubernetes.io/cronjob-scheduled-timestamp',
  'batch.kubernetes.io/job-completion-index',
  'batch.kubernetes.io/job-index-failure-count',
  'batch.kubernetes.io/job-index-ignored-failure-count',
  'control-plane.alpha.kubernetes.io/leader',
  'controller.kubernetes.io/pod-deletion-cost',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deployment.kubernetes.io/revision',
  'deployment.kubernetes.io/revision-history',
  'endpoints.kubernetes.io/last-change-trigger-time',
  'endpoints.kubernetes.io/over-capacity',
  'flowcontrol.k8s.io/v1beta3-preserve-zero-concurrency-shares',
  'ingressclass.kubernetes.io/is-default-class',
  'k8s.io/initial-events-end',
  'kubectl.kubernetes.io/default-container',
  'kubectl.kubernetes.io/last-applied-configuration',
  'kubectl.kubernetes.io/original-command',
  'kubernetes.io/config.hash',
  'kubernetes.io/config.mirror',
  'kubernetes.io/config.seen',
  'kubernetes.io/config.source',
  'kubernetes.io/createdby',
  'kubernetes.io/enforce-mountable-secrets',
  'kubernetes.io/ingress.class',
  'kubernetes.io/legacy-token-invalid-since',
  'kubernetes.io/legacy-token-last-used',
  'kubernetes.io/peer-advertise-address',
  'kubernetes.io/service-account.name',
  'kubernetes.io/service-account.uid',
  'node.alpha.kubernetes.io/ttl',
  'pv.kubernetes.io/bind-completed',
  'pv.kubernetes.io/bound-by-controller',
  'pv.kubernetes.io/migrated-to',
  'pv.kubernetes.io/provisioned-by',
  'rbac.authorization.kubernetes.io/autoupdate',
  'resource.kubernetes.io/admin-access',
  'resource.kubernetes.io/extended-resource-claim',
  'resource.kubernetes.io/pod-claim-name',
  'scheduler.alpha.kubernetes.io/defaultTolerations',
  'scheduler.alpha.kubernetes.io/preferAvoidPods',
  'scheduler.alpha.kubernetes.io/taints',
  'scheduler.alpha.kubernetes.io/tolerations',
  'scheduler.alpha.kubernetes.io/tolerationsWhitelist',
  'seccomp.security.alpha.kubernetes.io/pod',
  'service.kubernetes.io/topology-aware-hints',
  'service.kubernetes.io/topology-mode',
  'storage.alpha.kubernetes.io/migrated-plugins',
  'storageclass.kubernetes.io/is-default-class',
  'volume.kubernetes.io/selected-node',
  'volume.kubernetes.io/storage-provisioner',
  'volume.kubernetes.io/storage-resizer',
  'volumes.kubernetes.io/controller-managed-attach-detach',
];

/** Annotations that ingress-nginx reads from an Ingress. */
export const ingressAnnotations: readonly string[] = [
  'nginx.ingress.kubernetes.io/rewrite-target',
  'nginx.ingress.kubernetes.io/ssl-redirect',
  'nginx.ingress.kubernetes.io/force-ssl-redirect',
  'nginx.ingress.kubernetes.io/proxy-body-size',
  'nginx.ingress.kubernetes.io/proxy-read-timeout',
  'nginx.ingress.kubernetes.io/proxy-send-timeout',
  'nginx.ingress.kubernetes.io/proxy-connect-timeout',
  'nginx.ingress.kubernetes.io/backend-protocol',
  'nginx.ingress.kubernetes.io/use-regex',
  'nginx.ingress.kubernetes.io/app-root',
  'nginx.ingress.kubernetes.io/auth-type',
  'nginx.ingress.kubernetes.io/auth-secret',
  'nginx.ingress.kubernetes.io/auth-realm',
  'nginx.ingress.kubernetes.io/auth-url',
  'nginx.ingress.kubernetes.io/auth-signin',
  'nginx.ingress.kubernetes.io/canary',
  'nginx.ingress.kubernetes.io/canary-weight',
  'nginx.ingress.kubernetes.io/canary-by-header',
  'nginx.ingress.kubernetes.io/canary-by-header-value',
  'nginx.ingress.kubernetes.io/canary-by-cookie',
  'nginx.ingress.kubernetes.io/configuration-snippet',
  'nginx.ingress.kubernetes.io/server-snippet',
  'nginx.ingress.kubernetes.io/enable-cors',
  'nginx.ingress.kubernetes.io/cors-allow-origin',
  'nginx.ingress.kubernetes.io/cors-allow-methods',
  'nginx.ingress.kubernetes.io/cors-allow-headers',
  'nginx.ingress.kubernetes.io/limit-rps',
  'nginx.ingress.kubernetes.io/limit-connections',
  'nginx.ingress.kubernetes.io/whitelist-source-range',
  'nginx.ingress.kubernetes.io/affinity',
  'nginx.ingress.kubernetes.io/session-cookie-name',
  'nginx.ingress.kubernetes.io/upstream-vhost',
  'nginx.ingress.kubernetes.io/permanent-redirect',
  'nginx.ingress.kubernetes.io/ssl-passthrough',
];

/** Annotations that clouds and controllers read from a Service. */
export const serviceAnnotations: readonly string[] = [
  'service.beta.kubernetes.io/aws-load-balancer-type',
  'service.beta.kubernetes.io/aws-load-balancer-scheme',
  'service.beta.kubernetes.io/aws-load-balancer-internal',
  'service.beta.kubernetes.io/azure-load-balancer-internal',
  'service.kubernetes.io/topology-mode',
  'networking.gke.io/load-balancer-type',
  'cloud.google.com/neg',
  'external-dns.alpha.kubernetes.io/hostname',
  'metallb.io/address-pool',
  'service.alpha.kubernetes.io/tolerate-unready-endpoints',
];

/** Annotations of a StorageClass. */
export const storageClassAnnotations: readonly string[] = ['storageclass.kubernetes.io/is-default-class'];

/** Annotations of an IngressClass. */
export const ingressClassAnnotations: readonly string[] = ['ingressclass.kubernetes.io/is-default-class'];

/** Provisioners of storage classes. */
export const provisioners: readonly string[] = [
  'kubernetes.io/no-provisioner',
  'ebs.csi.aws.com',
  'pd.csi.storage.gke.io',
  'disk.csi.azure.com',
  'file.csi.azure.com',
  'efs.csi.aws.com',
  'rancher.io/local-path',
  'nfs.csi.k8s.io',
  'k8s-sigs.io/nfs-subdir-external-provisioner',
  'rook-ceph.rbd.csi.ceph.com',
  'driver.longhorn.io',
  'csi.vsphere.vmware.com',
  'cinder.csi.openstack.org',
  'hostpath.csi.k8s.io',
  'openebs.io/local',
];

/** Controllers of ingress classes. */
export const ingressControllers: readonly string[] = [
  'k8s.io/ingress-nginx',
  'nginx.org/ingress-controller',
  'traefik.io/ingress-controller',
  'haproxy.org/ingress-controller',
  'ingress.k8s.aws/alb',
  'ingress-controllers.konghq.com/kong',
];

/** Linux capabilities as containers name them, without their `CAP_`. */
export const capabilities: readonly string[] = [
  'ALL',
  'NET_BIND_SERVICE',
  'NET_ADMIN',
  'NET_RAW',
  'SYS_ADMIN',
  'SYS_TIME',
  'SYS_PTRACE',
  'CHOWN',
  'DAC_OVERRIDE',
  'DAC_READ_SEARCH',
  'FOWNER',
  'FSETID',
  'KILL',
  'SETGID',
  'SETUID',
  'SETPCAP',
  'LINUX_IMMUTABLE',
  'NET_BROADCAST',
  'IPC_LOCK',
  'IPC_OWNER',
  'SYS_MODULE',
  'SYS_RAWIO',
  'SYS_CHROOT',
  'SYS_PACCT',
  'SYS_BOOT',
  'SYS_NICE',
  'SYS_RESOURCE',
  'SYS_TTY_CONFIG',
  'MKNOD',
  'LEASE',
  'AUDIT_WRITE',
  'AUDIT_CONTROL',
  'SETFCAP',
  'MAC_OVERRIDE',
  'MAC_ADMIN',
  'SYSLOG',
  'WAKE_ALARM',
  'BLOCK_SUSPEND',
  'AUDIT_READ',
  'PERFMON',
  'BPF',
  'CHECKPOINT_RESTORE',
];

/** Priority classes that every cluster has. */
export const priorityClasses: readonly string[] = ['system-cluster-critical', 'system-node-critical'];

/** Finalizers of Kubernetes. */
export const finalizers: readonly string[] = [
  'batch.kubernetes.io/job-tracking',
  'external-provisioner.volume.kubernetes.io/finalizer',
  'kubernetes.io/pv-controller',
  'kubernetes.io/pv-protection',
  'kubernetes.io/pvc-protection',
  'kubernetes.io/vac-protection',
  'networking.k8s.io/service-cidr-finalizer',
  'resource.kubernetes.io/delete-protection',
  'scheduling.k8s.io/podgroup-protection',
  'service.kubernetes.io/load-balancer-cleanup',
  'customresourcecleanup.apiextensions.k8s.io',
  'foregroundDeletion',
  'kubernetes',
  'orphan',
];

/** Kernel parameters that are safe for a pod to set. */
export const sysctls: readonly string[] = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
];
