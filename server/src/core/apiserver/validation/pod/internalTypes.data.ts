// Facts: the fields of the server's internal types, in the order of the struct, as they show when a message prints an object.
// `+type` is embedded; `*` a pointer, `[]` a list, `map:` a map. Types of metav1 have JSON names, and print what is not empty
// (`name!`: always). From the declarations of pkg/apis/{core,apps,batch,resource} (Kubernetes v1.36.3).

export const internalTypes: Readonly<Record<string, string>> = {
  'apps.DaemonSetUpdateStrategy': 'Type:string RollingUpdate:*apps.RollingUpdateDaemonSet',
  'apps.DeploymentStrategy': 'Type:string RollingUpdate:*apps.RollingUpdateDeployment',
  'apps.RollingUpdateDaemonSet': 'MaxUnavailable:intOrString MaxSurge:intOrString',
  'apps.RollingUpdateDeployment': 'MaxUnavailable:intOrString MaxSurge:intOrString',
  'apps.RollingUpdateStatefulSetStrategy': 'Partition:int MaxUnavailable:*intOrString',
  'apps.StatefulSetUpdateStrategy': 'Type:string RollingUpdate:*apps.RollingUpdateStatefulSetStrategy',
  'batch.PodFailurePolicy': 'Rules:[]batch.PodFailurePolicyRule',
  'batch.PodFailurePolicyOnExitCodesRequirement': 'ContainerName:*string Operator:string Values:[]int',
  'batch.PodFailurePolicyOnPodConditionsPattern': 'Type:string Status:string',
  'batch.PodFailurePolicyRule':
    'Action:string OnExitCodes:*batch.PodFailurePolicyOnExitCodesRequirement OnPodConditions:[]batch.PodFailurePolicyOnPodConditionsPattern',
  'batch.SuccessPolicy': 'Rules:[]batch.SuccessPolicyRule',
  'batch.SuccessPolicyRule': 'SucceededIndexes:*string SucceededCount:*int',
  'core.AWSElasticBlockStoreVolumeSource': 'VolumeID:string FSType:string Partition:int ReadOnly:bool',
  'core.Affinity':
    'NodeAffinity:*core.NodeAffinity PodAffinity:*core.PodAffinity PodAntiAffinity:*core.PodAntiAffinity',
  'core.AppArmorProfile': 'Type:string LocalhostProfile:*string',
  'core.AzureDiskVolumeSource':
    'DiskName:string DataDiskURI:string CachingMode:*string FSType:*string ReadOnly:*bool Kind:*string',
  'core.AzureFilePersistentVolumeSource': 'SecretName:string ShareName:string ReadOnly:bool SecretNamespace:*string',
  'core.AzureFileVolumeSource': 'SecretName:string ShareName:string ReadOnly:bool',
  'core.CSIPersistentVolumeSource':
    'Driver:string VolumeHandle:string ReadOnly:bool FSType:string VolumeAttributes:map:string ControllerPublishSecretRef:*core.SecretReference NodeStageSecretRef:*core.SecretReference NodePublishSecretRef:*core.SecretReference ControllerExpandSecretRef:*core.SecretReference NodeExpandSecretRef:*core.SecretReference',
  'core.CSIVolumeSource':
    'Driver:string ReadOnly:*bool FSType:*string VolumeAttributes:map:string NodePublishSecretRef:*core.LocalObjectReference',
  'core.Capabilities': 'Add:[]string Drop:[]string',
  'core.CephFSPersistentVolumeSource':
    'Monitors:[]string Path:string User:string SecretFile:string SecretRef:*core.SecretReference ReadOnly:bool',
  'core.CephFSVolumeSource':
    'Monitors:[]string Path:string User:string SecretFile:string SecretRef:*core.LocalObjectReference ReadOnly:bool',
  'core.CinderPersistentVolumeSource': 'VolumeID:string FSType:string ReadOnly:bool SecretRef:*core.SecretReference',
  'core.CinderVolumeSource': 'VolumeID:string FSType:string ReadOnly:bool SecretRef:*core.LocalObjectReference',
  'core.ClusterTrustBundleProjection':
    'Name:*string SignerName:*string LabelSelector:*v1.LabelSelector Optional:*bool Path:string',
  'core.ConfigMapEnvSource': '+core.LocalObjectReference Optional:*bool',
  'core.ConfigMapKeySelector': '+core.LocalObjectReference Key:string Optional:*bool',
  'core.ConfigMapProjection': '+core.LocalObjectReference Items:[]core.KeyToPath Optional:*bool',
  'core.ConfigMapVolumeSource': '+core.LocalObjectReference Items:[]core.KeyToPath DefaultMode:*int Optional:*bool',
  'core.Container':
    'Name:string Image:string Command:[]string Args:[]string WorkingDir:string Ports:[]core.ContainerPort EnvFrom:[]core.EnvFromSource Env:[]core.EnvVar Resources:core.ResourceRequirements ResizePolicy:[]core.ContainerResizePolicy RestartPolicy:*string RestartPolicyRules:[]core.ContainerRestartRule VolumeMounts:[]core.VolumeMount VolumeDevices:[]core.VolumeDevice LivenessProbe:*core.Probe ReadinessProbe:*core.Probe StartupProbe:*core.Probe Lifecycle:*core.Lifecycle TerminationMessagePath:string TerminationMessagePolicy:string ImagePullPolicy:string SecurityContext:*core.SecurityContext Stdin:bool StdinOnce:bool TTY:bool',
  'core.ContainerPort': 'Name:string HostPort:int ContainerPort:int Protocol:string HostIP:string',
  'core.ContainerResizePolicy': 'ResourceName:string RestartPolicy:string',
  'core.ContainerRestartRule': 'Action:string ExitCodes:*core.ContainerRestartRuleOnExitCodes',
  'core.ContainerRestartRuleOnExitCodes': 'Operator:string Values:[]int',
  'core.DownwardAPIProjection': 'Items:[]core.DownwardAPIVolumeFile',
  'core.DownwardAPIVolumeFile':
    'Path:string FieldRef:*core.ObjectFieldSelector ResourceFieldRef:*core.ResourceFieldSelector Mode:*int',
  'core.DownwardAPIVolumeSource': 'Items:[]core.DownwardAPIVolumeFile DefaultMode:*int',
  'core.EmptyDirVolumeSource': 'Medium:string SizeLimit:*quantity',
  'core.EnvFromSource': 'Prefix:string ConfigMapRef:*core.ConfigMapEnvSource SecretRef:*core.SecretEnvSource',
  'core.EnvVar': 'Name:string Value:string ValueFrom:*core.EnvVarSource',
  'core.EnvVarSource':
    'FieldRef:*core.ObjectFieldSelector ResourceFieldRef:*core.ResourceFieldSelector ConfigMapKeyRef:*core.ConfigMapKeySelector SecretKeyRef:*core.SecretKeySelector FileKeyRef:*core.FileKeySelector',
  'core.EphemeralContainer': '+core.EphemeralContainerCommon TargetContainerName:string',
  'core.EphemeralContainerCommon':
    'Name:string Image:string Command:[]string Args:[]string WorkingDir:string Ports:[]core.ContainerPort EnvFrom:[]core.EnvFromSource Env:[]core.EnvVar Resources:core.ResourceRequirements ResizePolicy:[]core.ContainerResizePolicy RestartPolicy:*string RestartPolicyRules:[]core.ContainerRestartRule VolumeMounts:[]core.VolumeMount VolumeDevices:[]core.VolumeDevice LivenessProbe:*core.Probe ReadinessProbe:*core.Probe StartupProbe:*core.Probe Lifecycle:*core.Lifecycle TerminationMessagePath:string TerminationMessagePolicy:string ImagePullPolicy:string SecurityContext:*core.SecurityContext Stdin:bool StdinOnce:bool TTY:bool',
  'core.EphemeralVolumeSource': 'VolumeClaimTemplate:*core.PersistentVolumeClaimTemplate',
  'core.EventSource': 'Component:string Host:string',
  'core.ExecAction': 'Command:[]string',
  'core.FCVolumeSource': 'TargetWWNs:[]string Lun:*int FSType:string ReadOnly:bool WWIDs:[]string',
  'core.FileKeySelector': 'VolumeName:string Path:string Key:string Optional:*bool',
  'core.FlexPersistentVolumeSource':
    'Driver:string FSType:string SecretRef:*core.SecretReference ReadOnly:bool Options:map:string',
  'core.FlexVolumeSource':
    'Driver:string FSType:string SecretRef:*core.LocalObjectReference ReadOnly:bool Options:map:string',
  'core.FlockerVolumeSource': 'DatasetName:string DatasetUUID:string',
  'core.GCEPersistentDiskVolumeSource': 'PDName:string FSType:string Partition:int ReadOnly:bool',
  'core.GRPCAction': 'Port:int Service:*string',
  'core.GitRepoVolumeSource': 'Repository:string Revision:string Directory:string',
  'core.GlusterfsPersistentVolumeSource': 'EndpointsName:string Path:string ReadOnly:bool EndpointsNamespace:*string',
  'core.GlusterfsVolumeSource': 'EndpointsName:string Path:string ReadOnly:bool',
  'core.HTTPGetAction': 'Path:string Port:intOrString Host:string Scheme:string HTTPHeaders:[]core.HTTPHeader',
  'core.HTTPHeader': 'Name:string Value:string',
  'core.HostAlias': 'IP:string Hostnames:[]string',
  'core.HostPathVolumeSource': 'Path:string Type:*string',
  'core.ISCSIPersistentVolumeSource':
    'TargetPortal:string IQN:string Lun:int ISCSIInterface:string FSType:string ReadOnly:bool Portals:[]string DiscoveryCHAPAuth:bool SessionCHAPAuth:bool SecretRef:*core.SecretReference InitiatorName:*string',
  'core.ISCSIVolumeSource':
    'TargetPortal:string IQN:string Lun:int ISCSIInterface:string FSType:string ReadOnly:bool Portals:[]string DiscoveryCHAPAuth:bool SessionCHAPAuth:bool SecretRef:*core.LocalObjectReference InitiatorName:*string',
  'core.ImageVolumeSource': 'Reference:string PullPolicy:string',
  'core.KeyToPath': 'Key:string Path:string Mode:*int',
  'core.Lifecycle': 'PostStart:*core.LifecycleHandler PreStop:*core.LifecycleHandler StopSignal:*string',
  'core.LifecycleHandler':
    'Exec:*core.ExecAction HTTPGet:*core.HTTPGetAction TCPSocket:*core.TCPSocketAction Sleep:*core.SleepAction',
  'core.LocalObjectReference': 'Name:string',
  'core.LocalVolumeSource': 'Path:string FSType:*string',
  'core.NFSVolumeSource': 'Server:string Path:string ReadOnly:bool',
  'core.NodeAddress': 'Type:string Address:string',
  'core.NodeAffinity':
    'RequiredDuringSchedulingIgnoredDuringExecution:*core.NodeSelector PreferredDuringSchedulingIgnoredDuringExecution:[]core.PreferredSchedulingTerm',
  'core.NodeSelector': 'NodeSelectorTerms:[]core.NodeSelectorTerm',
  'core.NodeSelectorRequirement': 'Key:string Operator:string Values:[]string',
  'core.NodeSelectorTerm': 'MatchExpressions:[]core.NodeSelectorRequirement MatchFields:[]core.NodeSelectorRequirement',
  'core.ObjectFieldSelector': 'APIVersion:string FieldPath:string',
  'core.ObjectReference':
    'Kind:string Namespace:string Name:string UID:string APIVersion:string ResourceVersion:string FieldPath:string',
  'core.PersistentVolumeClaimSpec':
    'AccessModes:[]string Selector:*v1.LabelSelector Resources:core.VolumeResourceRequirements VolumeName:string StorageClassName:*string VolumeMode:*string DataSource:*core.TypedLocalObjectReference DataSourceRef:*core.TypedObjectReference VolumeAttributesClassName:*string',
  'core.PersistentVolumeClaimTemplate': '+v1.ObjectMeta Spec:core.PersistentVolumeClaimSpec',
  'core.PersistentVolumeClaimVolumeSource': 'ClaimName:string ReadOnly:bool',
  'core.PersistentVolumeSource':
    'GCEPersistentDisk:*core.GCEPersistentDiskVolumeSource AWSElasticBlockStore:*core.AWSElasticBlockStoreVolumeSource HostPath:*core.HostPathVolumeSource Glusterfs:*core.GlusterfsPersistentVolumeSource NFS:*core.NFSVolumeSource RBD:*core.RBDPersistentVolumeSource Quobyte:*core.QuobyteVolumeSource ISCSI:*core.ISCSIPersistentVolumeSource FlexVolume:*core.FlexPersistentVolumeSource Cinder:*core.CinderPersistentVolumeSource CephFS:*core.CephFSPersistentVolumeSource FC:*core.FCVolumeSource Flocker:*core.FlockerVolumeSource AzureFile:*core.AzureFilePersistentVolumeSource VsphereVolume:*core.VsphereVirtualDiskVolumeSource AzureDisk:*core.AzureDiskVolumeSource PhotonPersistentDisk:*core.PhotonPersistentDiskVolumeSource PortworxVolume:*core.PortworxVolumeSource ScaleIO:*core.ScaleIOPersistentVolumeSource Local:*core.LocalVolumeSource StorageOS:*core.StorageOSPersistentVolumeSource CSI:*core.CSIPersistentVolumeSource',
  'core.PhotonPersistentDiskVolumeSource': 'PdID:string FSType:string',
  'core.PodAffinity':
    'RequiredDuringSchedulingIgnoredDuringExecution:[]core.PodAffinityTerm PreferredDuringSchedulingIgnoredDuringExecution:[]core.WeightedPodAffinityTerm',
  'core.PodAffinityTerm':
    'LabelSelector:*v1.LabelSelector Namespaces:[]string TopologyKey:string NamespaceSelector:*v1.LabelSelector MatchLabelKeys:[]string MismatchLabelKeys:[]string',
  'core.PodAntiAffinity':
    'RequiredDuringSchedulingIgnoredDuringExecution:[]core.PodAffinityTerm PreferredDuringSchedulingIgnoredDuringExecution:[]core.WeightedPodAffinityTerm',
  'core.PodCertificateProjection':
    'SignerName:string KeyType:string MaxExpirationSeconds:*int CredentialBundlePath:string KeyPath:string CertificateChainPath:string UserAnnotations:map:string',
  'core.PodDNSConfig': 'Nameservers:[]string Searches:[]string Options:[]core.PodDNSConfigOption',
  'core.PodDNSConfigOption': 'Name:string Value:*string',
  'core.PodOS': 'Name:string',
  'core.PodReadinessGate': 'ConditionType:string',
  'core.PodResourceClaim': 'Name:string ResourceClaimName:*string ResourceClaimTemplateName:*string',
  'core.PodSchedulingGate': 'Name:string',
  'core.PodSchedulingGroup': 'PodGroupName:*string',
  'core.PodSecurityContext':
    'HostNetwork:bool HostPID:bool HostIPC:bool ShareProcessNamespace:*bool HostUsers:*bool SELinuxOptions:*core.SELinuxOptions WindowsOptions:*core.WindowsSecurityContextOptions RunAsUser:*int RunAsGroup:*int RunAsNonRoot:*bool SupplementalGroups:[]int SupplementalGroupsPolicy:*string FSGroup:*int FSGroupChangePolicy:*string Sysctls:[]core.Sysctl SeccompProfile:*core.SeccompProfile AppArmorProfile:*core.AppArmorProfile SELinuxChangePolicy:*string',
  'core.PodSpec':
    'Volumes:[]core.Volume InitContainers:[]core.Container Containers:[]core.Container EphemeralContainers:[]core.EphemeralContainer RestartPolicy:string TerminationGracePeriodSeconds:*int ActiveDeadlineSeconds:*int DNSPolicy:string NodeSelector:map:string ServiceAccountName:string AutomountServiceAccountToken:*bool NodeName:string SecurityContext:*core.PodSecurityContext ImagePullSecrets:[]core.LocalObjectReference Hostname:string Subdomain:string SetHostnameAsFQDN:*bool Affinity:*core.Affinity SchedulerName:string Tolerations:[]core.Toleration HostAliases:[]core.HostAlias PriorityClassName:string Priority:*int PreemptionPolicy:*string DNSConfig:*core.PodDNSConfig ReadinessGates:[]core.PodReadinessGate RuntimeClassName:*string Overhead:map:quantity EnableServiceLinks:*bool TopologySpreadConstraints:[]core.TopologySpreadConstraint OS:*core.PodOS SchedulingGates:[]core.PodSchedulingGate ResourceClaims:[]core.PodResourceClaim Resources:*core.ResourceRequirements HostnameOverride:*string SchedulingGroup:*core.PodSchedulingGroup',
  'core.PodTemplateSpec': '+v1.ObjectMeta Spec:core.PodSpec',
  'core.PortworxVolumeSource': 'VolumeID:string FSType:string ReadOnly:bool',
  'core.PreferredSchedulingTerm': 'Weight:int Preference:core.NodeSelectorTerm',
  'core.Probe':
    '+core.ProbeHandler InitialDelaySeconds:int TimeoutSeconds:int PeriodSeconds:int SuccessThreshold:int FailureThreshold:int TerminationGracePeriodSeconds:*int',
  'core.ProbeHandler':
    'Exec:*core.ExecAction HTTPGet:*core.HTTPGetAction TCPSocket:*core.TCPSocketAction GRPC:*core.GRPCAction',
  'core.ProjectedVolumeSource': 'Sources:[]core.VolumeProjection DefaultMode:*int',
  'core.QuobyteVolumeSource': 'Registry:string Volume:string ReadOnly:bool User:string Group:string Tenant:string',
  'core.RBDPersistentVolumeSource':
    'CephMonitors:[]string RBDImage:string FSType:string RBDPool:string RadosUser:string Keyring:string SecretRef:*core.SecretReference ReadOnly:bool',
  'core.RBDVolumeSource':
    'CephMonitors:[]string RBDImage:string FSType:string RBDPool:string RadosUser:string Keyring:string SecretRef:*core.LocalObjectReference ReadOnly:bool',
  'core.ResourceClaim': 'Name:string Request:string',
  'core.ResourceFieldSelector': 'ContainerName:string Resource:string Divisor:quantity',
  'core.ResourceRequirements': 'Limits:map:quantity Requests:map:quantity Claims:[]core.ResourceClaim',
  'core.SELinuxOptions': 'User:string Role:string Type:string Level:string',
  'core.ScaleIOPersistentVolumeSource':
    'Gateway:string System:string SecretRef:*core.SecretReference SSLEnabled:bool ProtectionDomain:string StoragePool:string StorageMode:string VolumeName:string FSType:string ReadOnly:bool',
  'core.ScaleIOVolumeSource':
    'Gateway:string System:string SecretRef:*core.LocalObjectReference SSLEnabled:bool ProtectionDomain:string StoragePool:string StorageMode:string VolumeName:string FSType:string ReadOnly:bool',
  'core.SeccompProfile': 'Type:string LocalhostProfile:*string',
  'core.SecretEnvSource': '+core.LocalObjectReference Optional:*bool',
  'core.SecretKeySelector': '+core.LocalObjectReference Key:string Optional:*bool',
  'core.SecretProjection': '+core.LocalObjectReference Items:[]core.KeyToPath Optional:*bool',
  'core.SecretReference': 'Name:string Namespace:string',
  'core.SecretVolumeSource': 'SecretName:string Items:[]core.KeyToPath DefaultMode:*int Optional:*bool',
  'core.SecurityContext':
    'Capabilities:*core.Capabilities Privileged:*bool SELinuxOptions:*core.SELinuxOptions WindowsOptions:*core.WindowsSecurityContextOptions RunAsUser:*int RunAsGroup:*int RunAsNonRoot:*bool ReadOnlyRootFilesystem:*bool AllowPrivilegeEscalation:*bool ProcMount:*string SeccompProfile:*core.SeccompProfile AppArmorProfile:*core.AppArmorProfile',
  'core.ServiceAccountTokenProjection': 'Audience:string ExpirationSeconds:int Path:string',
  'core.SleepAction': 'Seconds:int',
  'core.StorageOSPersistentVolumeSource':
    'VolumeName:string VolumeNamespace:string FSType:string ReadOnly:bool SecretRef:*core.ObjectReference',
  'core.StorageOSVolumeSource':
    'VolumeName:string VolumeNamespace:string FSType:string ReadOnly:bool SecretRef:*core.LocalObjectReference',
  'core.Sysctl': 'Name:string Value:string',
  'core.TCPSocketAction': 'Port:intOrString Host:string',
  'core.Taint': 'Key:string Value:string Effect:string TimeAdded:*time',
  'core.Toleration': 'Key:string Operator:string Value:string Effect:string TolerationSeconds:*int',
  'core.TopologySpreadConstraint':
    'MaxSkew:int TopologyKey:string WhenUnsatisfiable:string LabelSelector:*v1.LabelSelector MinDomains:*int NodeAffinityPolicy:*string NodeTaintsPolicy:*string MatchLabelKeys:[]string',
  'core.TypedLocalObjectReference': 'APIGroup:*string Kind:string Name:string',
  'core.TypedObjectReference': 'APIGroup:*string Kind:string Name:string Namespace:*string',
  'core.Volume': 'Name:string +core.VolumeSource',
  'core.VolumeDevice': 'Name:string DevicePath:string',
  'core.VolumeMount':
    'Name:string ReadOnly:bool RecursiveReadOnly:*string MountPath:string SubPath:string MountPropagation:*string SubPathExpr:string',
  'core.VolumeNodeAffinity': 'Required:*core.NodeSelector',
  'core.VolumeProjection':
    'Secret:*core.SecretProjection DownwardAPI:*core.DownwardAPIProjection ConfigMap:*core.ConfigMapProjection ServiceAccountToken:*core.ServiceAccountTokenProjection ClusterTrustBundle:*core.ClusterTrustBundleProjection PodCertificate:*core.PodCertificateProjection',
  'core.VolumeResourceRequirements': 'Limits:map:quantity Requests:map:quantity',
  'core.VolumeSource':
    'HostPath:*core.HostPathVolumeSource EmptyDir:*core.EmptyDirVolumeSource GCEPersistentDisk:*core.GCEPersistentDiskVolumeSource AWSElasticBlockStore:*core.AWSElasticBlockStoreVolumeSource GitRepo:*core.GitRepoVolumeSource Secret:*core.SecretVolumeSource NFS:*core.NFSVolumeSource ISCSI:*core.ISCSIVolumeSource Glusterfs:*core.GlusterfsVolumeSource PersistentVolumeClaim:*core.PersistentVolumeClaimVolumeSource RBD:*core.RBDVolumeSource Quobyte:*core.QuobyteVolumeSource FlexVolume:*core.FlexVolumeSource Cinder:*core.CinderVolumeSource CephFS:*core.CephFSVolumeSource Flocker:*core.FlockerVolumeSource DownwardAPI:*core.DownwardAPIVolumeSource FC:*core.FCVolumeSource AzureFile:*core.AzureFileVolumeSource ConfigMap:*core.ConfigMapVolumeSource VsphereVolume:*core.VsphereVirtualDiskVolumeSource AzureDisk:*core.AzureDiskVolumeSource PhotonPersistentDisk:*core.PhotonPersistentDiskVolumeSource Projected:*core.ProjectedVolumeSource PortworxVolume:*core.PortworxVolumeSource ScaleIO:*core.ScaleIOVolumeSource StorageOS:*core.StorageOSVolumeSource CSI:*core.CSIVolumeSource Ephemeral:*core.EphemeralVolumeSource Image:*core.ImageVolumeSource',
  'core.VsphereVirtualDiskVolumeSource':
    'VolumePath:string FSType:string StoragePolicyName:string StoragePolicyID:string',
  'core.WeightedPodAffinityTerm': 'Weight:int PodAffinityTerm:core.PodAffinityTerm',
  'core.WindowsSecurityContextOptions':
    'GMSACredentialSpecName:*string GMSACredentialSpec:*string RunAsUserName:*string HostProcess:*bool',
  'resource.CELDeviceSelector': 'Expression:string',
  'resource.CapacityRequirements': 'Requests:map:quantity',
  'resource.DeviceClaim':
    'Requests:[]resource.DeviceRequest Constraints:[]resource.DeviceConstraint Config:[]resource.DeviceClaimConfiguration',
  'resource.DeviceClaimConfiguration': 'Requests:[]string +resource.DeviceConfiguration',
  'resource.DeviceConfiguration': 'Opaque:*resource.OpaqueDeviceConfiguration',
  'resource.DeviceConstraint': 'Requests:[]string MatchAttribute:*string DistinctAttribute:*string',
  'resource.DeviceRequest':
    'Name:string Exactly:*resource.ExactDeviceRequest FirstAvailable:[]resource.DeviceSubRequest',
  'resource.DeviceSelector': 'CEL:*resource.CELDeviceSelector',
  'resource.DeviceSubRequest':
    'Name:string DeviceClassName:string Selectors:[]resource.DeviceSelector AllocationMode:string Count:int Tolerations:[]resource.DeviceToleration Capacity:*resource.CapacityRequirements',
  'resource.DeviceToleration': 'Key:string Operator:string Value:string Effect:string TolerationSeconds:*int',
  'resource.ExactDeviceRequest':
    'DeviceClassName:string Selectors:[]resource.DeviceSelector AllocationMode:string Count:int AdminAccess:*bool Tolerations:[]resource.DeviceToleration Capacity:*resource.CapacityRequirements',
  'resource.OpaqueDeviceConfiguration': 'Driver:string Parameters:map:any',
  'resource.ResourceClaimSpec': 'Devices:resource.DeviceClaim',
  'resource.ResourceClaimTemplateSpec': '+v1.ObjectMeta Spec:resource.ResourceClaimSpec',
  'v1.FieldsV1': '-!:bytes',
  'v1.LabelSelector': 'matchLabels:map:string matchExpressions:[]v1.LabelSelectorRequirement',
  'v1.LabelSelectorRequirement': 'key!:string operator!:string values:[]string',
  'v1.ManagedFieldsEntry':
    'manager:string operation:string apiVersion:string time:*time fieldsType:string fieldsV1:*v1.FieldsV1 subresource:string',
  'v1.ObjectMeta':
    'name:string generateName:string namespace:string selfLink:string uid:string resourceVersion:string generation:int creationTimestamp:time deletionTimestamp:*time deletionGracePeriodSeconds:*int labels:map:string annotations:map:string ownerReferences:[]v1.OwnerReference finalizers:[]string managedFields:[]v1.ManagedFieldsEntry',
  'v1.OwnerReference':
    'apiVersion!:string kind!:string name!:string uid!:string controller:*bool blockOwnerDeletion:*bool',
};

/** Types that print under their JSON names, without what is empty. */
export const jsonNamed: ReadonlySet<string> = new Set([
  'v1.FieldsV1',
  'v1.LabelSelector',
  'v1.LabelSelectorRequirement',
  'v1.ManagedFieldsEntry',
  'v1.ObjectMeta',
  'v1.OwnerReference',
]);
