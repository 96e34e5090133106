// Every check of the tools that people come from, as read off their repositories: kube-linter, kube-score, Polaris, Datree,
// Kubevious, Monokle, and the checks of Pod Security admission. Rules name theirs in `peers`; for the others stands here
// who answers them instead, or why nobody does. A test holds both together.
import { type Text, text } from '../text.ts';
import type { Peer } from './rule.ts';

export interface PeerCheck {
  readonly id: string;
  /** Whether the tool runs it unless told otherwise. */
  readonly byDefault: boolean;
  /** Who answers it where no rule does, or why nobody does. */
  readonly instead?: Text;
}

const apiServer = text(
  'the API server’s verdict says it, as the finding api-server',
  '由 API server 的判定给出，即 api-server',
);
const references = text(
  'a reference to nothing is the finding missing-reference, to a key or port that is not there missing-key',
  '引用不存在的对象即 missing-reference，引用不存在的键或端口即 missing-key',
);
const schema = text(
  'what does not fit the schema is told by unknown-field, wrong-type, bad-enum and missing-required',
  '不符合 schema 之处由 unknown-field、wrong-type、bad-enum、missing-required 给出',
);
const lifecycle = text(
  'versions that went or are going are the findings removed-api and deprecated-api, with a migration of the body',
  '已移除或将移除的版本即 removed-api 与 deprecated-api，并可迁移正文',
);
const yaml = text('what is no YAML is the finding yaml-syntax', '不合法的 YAML 即 yaml-syntax');
const duplicateKey = text(
  'of two equal keys the later is the finding duplicate-key',
  '两个相同的键，后者即 duplicate-key',
);
const argo = text(
  'not checked: kinds of Argo, which its own linter knows best',
  '不检查：Argo 的类型，由其自己的检查工具处理更好',
);
const customResources = text(
  'not checked: the reference stands in a custom resource that kpod has no facts of',
  '不检查：引用位于 kpod 尚无资料的自定义资源中',
);
const gateway = text(
  'the rules that the Gateway’s own CustomResourceDefinition carries say it where that is in the workspace',
  '工作区中有 Gateway 的 CustomResourceDefinition 时，由其自带的规则给出',
);
const threshold = text(
  'not checked: how many replicas are too many is for each house to say; single-replica tells of one',
  '不检查：副本上限由各自决定；single-replica 会指出只有一个副本',
);
const optional = text('not checked: what is marked optional may be missing', '不检查：标为 optional 的可以缺失');
const owners = text(
  'not checked: owners are set by controllers, with a uid that no manifest knows',
  '不检查：owner 由控制器设置，其 uid 清单无从得知',
);
const unknownKind = text(
  'a kind that nobody knows is the finding unknown-kind, or unknown-custom-kind where its group is not Kubernetes’ own',
  '未知类型即 unknown-kind；组不属于 Kubernetes 时为 unknown-custom-kind',
);

/** Checks that the tool runs by default, those it runs when asked, and those that no rule answers. */
function checks(byDefault: string, asked: string, instead: readonly (readonly [Text, string])[] = []): PeerCheck[] {
  const words = (list: string) => list.split(' ').filter(Boolean);
  const answer = new Map(instead.flatMap(([text, ids]) => words(ids).map((id) => [id, text] as const)));
  const check = (id: string, isDefault: boolean): PeerCheck => {
    const text = answer.get(id);
    return text ? { id, byDefault: isDefault, instead: text } : { id, byDefault: isDefault };
  };
  return [...words(byDefault).map((id) => check(id, true)), ...words(asked).map((id) => check(id, false))];
}

export const peerChecks: Readonly<Record<Peer, readonly PeerCheck[]>> = {
  'kube-linter': checks(
    'dangling-service deprecated-service-account-field docker-sock drop-net-raw-capability duplicate-env-var env-var-secret sensitive-host-mounts host-ipc host-network host-pid invalid-target-ports job-ttl-seconds-after-finished latest-tag liveness-port mismatching-selector no-anti-affinity no-extensions-v1beta non-existent-service-account pdb-unhealthy-pod-eviction-policy pdb-max-unavailable pdb-min-available privilege-escalation-container privileged-container no-read-only-root-fs readiness-port run-as-non-root ssh-port startup-port unsafe-sysctls unset-cpu-requirements unset-memory-requirements',
    'access-to-create-pods access-to-secrets cluster-admin-role-binding dangling-horizontalpodautoscaler dangling-ingress dangling-networkpolicy dangling-networkpolicypeer-podselector dangling-servicemonitor default-service-account dnsconfig-options env-value-from hpa-minimum-three-replicas minimum-three-replicas no-liveness-probe no-node-affinity no-readiness-probe no-rolling-update-strategy non-isolated-pod priority-class-name privileged-ports read-secret-from-env-var required-annotation-email required-label-owner restart-policy scc-deny-privileged-container schema-validation exposed-services sorted-keys unsafe-proc-mount use-namespace wildcard-in-rules writable-host-mount',
    [
      [references, 'dangling-ingress env-value-from non-existent-service-account'],
      [apiServer, 'mismatching-selector'],
      [lifecycle, 'no-extensions-v1beta'],
      [schema, 'schema-validation'],
    ],
  ),
  'kube-score': checks(
    'deployment-strategy deployment-replicas ingress-targets-service cronjob-has-deadline cronjob-restartpolicy container-resources container-image-tag container-image-pull-policy container-ephemeral-storage-request-and-limit environment-variable-key-duplication statefulset-has-poddisruptionbudget deployment-has-poddisruptionbudget poddisruptionbudget-has-policy pod-networkpolicy networkpolicy-targets-pod pod-probes pod-probes-identical container-security-context-user-group-id container-security-context-privileged container-security-context-readonlyrootfilesystem service-targets-pod service-type stable-version deployment-has-host-podantiaffinity statefulset-has-host-podantiaffinity deployment-targeted-by-hpa-does-not-have-replicas-configured statefulset-has-servicename deployment-pod-selector-labels-match-template-metadata-labels statefulset-pod-selector-labels-match-template-metadata-labels label-values horizontalpodautoscaler-has-target horizontalpodautoscaler-replicas pod-topology-spread-constraints',
    'container-resource-requests-equal-limits container-cpu-requests-equal-limits container-memory-requests-equal-limits container-ephemeral-storage-request-equals-limit container-ports-check container-seccomp-profile',
    [
      [references, 'ingress-targets-service'],
      [
        apiServer,
        'cronjob-restartpolicy container-ports-check deployment-pod-selector-labels-match-template-metadata-labels statefulset-pod-selector-labels-match-template-metadata-labels label-values',
      ],
      [lifecycle, 'stable-version'],
    ],
  ),
  polaris: checks(
    'automountServiceAccountToken clusterrolePodExecAttach clusterrolebindingClusterAdmin clusterrolebindingPodExecAttach cpuLimitsMissing cpuRequestsMissing dangerousCapabilities deploymentMissingReplicas hostIPCSet hostNetworkSet hostPIDSet hostPathSet hostPortSet hostProcess hpaMaxAvailability hpaMinAvailability insecureCapabilities linuxHardening livenessProbeMissing memoryLimitsMissing memoryRequestsMissing metadataAndInstanceMismatched missingNetworkPolicy missingPodDisruptionBudget notReadOnlyRootFilesystem pdbDisruptionsIsZero pdbMinAvailableGreaterThanHPAMinReplicas priorityClassNotSet privilegeEscalationAllowed procMount pullPolicyNotAlways readinessProbeMissing rolePodExecAttach rolebindingClusterAdminClusterRole rolebindingClusterAdminRole rolebindingClusterRolePodExecAttach rolebindingRolePodExecAttach runAsPrivileged runAsRootAllowed sensitiveConfigmapContent sensitiveContainerEnvVar tagNotSpecified tlsSettingsMissing topologySpreadConstraint',
    '',
    [],
  ),
  datree: checks(
    'CONTAINERS_MISSING_IMAGE_VALUE_VERSION CONTAINERS_MISSING_MEMORY_REQUEST_KEY CONTAINERS_MISSING_CPU_REQUEST_KEY CONTAINERS_MISSING_MEMORY_LIMIT_KEY CONTAINERS_MISSING_CPU_LIMIT_KEY INGRESS_INCORRECT_HOST_VALUE_PERMISSIVE SERVICE_INCORRECT_TYPE_VALUE_NODEPORT CRONJOB_INVALID_SCHEDULE_VALUE WORKLOAD_INVALID_LABELS_VALUE WORKLOAD_INCORRECT_RESTARTPOLICY_VALUE_ALWAYS CONTAINERS_MISSING_LIVENESSPROBE_KEY CONTAINERS_MISSING_READINESSPROBE_KEY HPA_MISSING_MINREPLICAS_KEY WORKLOAD_INCORRECT_NAMESPACE_VALUE_DEFAULT DEPLOYMENT_INCORRECT_REPLICAS_VALUE CRONJOB_MISSING_STARTINGDEADLINESECOND_KEY K8S_DEPRECATED_APIVERSION_1.16 K8S_DEPRECATED_APIVERSION_1.17 CONTAINERS_INCORRECT_PRIVILEGED_VALUE_TRUE CRONJOB_MISSING_CONCURRENCYPOLICY_KEY RESOURCE_MISSING_NAME',
    'HPA_MISSING_MAXREPLICAS_KEY WORKLOAD_MISSING_LABEL_OWNER_VALUE DEPLOYMENT_MISSING_LABEL_ENV_VALUE CONTAINERS_MISSING_IMAGE_VALUE_DIGEST K8S_INCORRECT_KIND_VALUE_POD CONTAINERS_INCORRECT_HOSTPID_VALUE_TRUE CONTAINERS_INCORRECT_HOSTIPC_VALUE_TRUE CONTAINERS_INCORRECT_HOSTNETWORK_VALUE_TRUE CONTAINERS_INCORRECT_RUNASUSER_VALUE_LOWUID CONTAINERS_INCORRECT_PATH_VALUE_DOCKERSOCKET CONFIGMAP_CVE2021_25742_INCORRECT_SNIPPET_ANNOTATIONS_VALUE INGRESS_CVE2021_25742_INCORRECT_SERVER_SNIPPET_KEY CONTAINER_CVE2021_25741_INCORRECT_SUBPATH_KEY ENDPOINTSLICE_CVE2021_25373_INCORRECT_ADDRESSES_VALUE ARGO_WORKFLOW_INCORRECT_FAILFAST_VALUE_FALSE ARGO_WORKFLOW_INCORRECT_SERVICE_ACCOUNT_NAME_VALUE_DEFAULT ARGO_CONFIGMAP_MISSING_PART_OF_LABEL_VALUE_ARGOCD ARGO_ROLLOUT_MISSING_PAUSE_DURATION ARGO_APP_PROJECT_INCORRECT_NAMESPACE_VALUE ARGO_WORKFLOW_INCORRECT_RETRY_STRATEGY_VALUE_EMPTY ARGO_WORKFLOW_INCORRECT_REVISION_HISTORY_LIMIT_VALUE_0 ARGO_ROLLOUT_INCORRECT_SCALE_DOWN_DELAY_VALUE_BELOW_30 ARGO_ROLLOUT_INCORRECT_PROGRESS_DEADLINE_ABORT_VALUE_FALSE ARGO_WORKFLOW_ENSURE_RETRY_ON_BOTH_ERROR_AND_TRANSIENT_ERROR CONTAINERS_INCORRECT_READONLYROOTFILESYSTEM_VALUE CONTAINERS_INCORRECT_KEY_HOSTPATH CONTAINERS_MISSING_KEY_ALLOWPRIVILEGEESCALATION CONTAINERS_INCORRECT_RESOURCES_VERBS_VALUE CONTAINERS_INVALID_CAPABILITIES_VALUE CONTAINERS_INCORRECT_KEY_HOSTPORT CONTAINERS_INCORRECT_RUNASGROUP_VALUE_LOWGID CONTAINERS_INCORRECT_RUNASNONROOT_VALUE SRVACC_INCORRECT_AUTOMOUNTSERVICEACCOUNTTOKEN_VALUE CONTAINERS_INCORRECT_INITIALDELAYSECONDS_VALUE CONTAINERS_INCORRECT_PERIODSECONDS_VALUE CONTAINERS_INCORRECT_TIMEOUTSECONDS_VALUE CONTAINERS_INCORRECT_SUCCESSTHRESHOLD_VALUE CONTAINERS_INCORRECT_FAILURETHRESHOLD_VALUE CONTAINERS_MISSING_PRESTOP_KEY CONTAINERS_INCORRECT_SECCOMP_PROFILE ALL_EXPOSED_SECRET_BITBUCKET ALL_EXPOSED_SECRET_DATADOG ALL_EXPOSED_SECRET_GCP ALL_EXPOSED_SECRET_AWS ALL_EXPOSED_SECRET_GITHUB ALL_EXPOSED_SECRET_GITLAB ALL_EXPOSED_SECRET_TERRAFORM ALL_EXPOSED_SECRET_HEROKU ALL_EXPOSED_SECRET_JWT ALL_EXPOSED_SECRET_LAUNCHDARKLY ALL_EXPOSED_SECRET_NEWRELIC ALL_EXPOSED_SECRET_NPM ALL_EXPOSED_SECRET_OKTA ALL_EXPOSED_SECRET_STRIPE ALL_EXPOSED_SECRET_SUMOLOGIC ALL_EXPOSED_SECRET_TWILIO ALL_EXPOSED_SECRET_VAULT ALL_EXPOSED_SECRET_PRIVATEKEY EKS_INVALID_CPU_LIMIT EKS_INVALID_MEMORY_REQUEST_LIMIT EKS_INVALID_CAPABILITIES_EKS EKS_MISSING_KEY_TOPOLOGYKEY EKS_INVALID_VALUE_DONOOTSCHEDULE EKS_INVALID_HOSTPROCESS_VALUE EKS_INVALID_SELINUXOPTIONS_TYPE_VALUE EKS_INVALID_SELINUXOPTIONS_USER_VALUE EKS_INVALID_SELINUXOPTIONS_ROLE_VALUE EKS_INVALID_HOSTPATH_MOUNT_READONLY_VALUE K8S_DEPRECATED_APIVERSION_1.19 K8S_DEPRECATED_APIVERSION_1.21 K8S_DEPRECATED_APIVERSION_1.22 K8S_DEPRECATED_APIVERSION_1.23 K8S_DEPRECATED_APIVERSION_1.24 CIS_INVALID_ROLE_CLUSTER_ADMIN CIS_INVALID_VERB_SECRETS CIS_INVALID_WILDCARD_ROLE CIS_INVALID_KEY_SECRETKEYREF_SECRETREF CIS_INVALID_VALUE_SECCOMP_PROFILE CIS_MISSING_KEY_SECURITYCONTEXT CIS_INVALID_VALUE_CREATE_POD CIS_INVALID_VALUE_AUTOMOUNTSERVICEACCOUNTTOKEN CIS_MISSING_VALUE_DROP_NET_RAW CIS_INVALID_VALUE_SYSTEM_MASTERS CIS_INVALID_VALUE_BIND_IMPERSONATE_ESCALATE K8S_REMOVED_APIVERSION_1.22 K8S_REMOVED_APIVERSION_1.23 K8S_REMOVED_APIVERSION_1.24 K8S_REMOVED_APIVERSION_1.25 K8S_REMOVED_APIVERSION_1.26 K8S_REMOVED_APIVERSION_1.27',
    [
      [
        apiServer,
        'CRONJOB_INVALID_SCHEDULE_VALUE WORKLOAD_INVALID_LABELS_VALUE WORKLOAD_INCORRECT_RESTARTPOLICY_VALUE_ALWAYS HPA_MISSING_MAXREPLICAS_KEY ENDPOINTSLICE_CVE2021_25373_INCORRECT_ADDRESSES_VALUE RESOURCE_MISSING_NAME',
      ],
      [
        lifecycle,
        'K8S_DEPRECATED_APIVERSION_1.16 K8S_DEPRECATED_APIVERSION_1.17 K8S_DEPRECATED_APIVERSION_1.19 K8S_DEPRECATED_APIVERSION_1.21 K8S_DEPRECATED_APIVERSION_1.22 K8S_DEPRECATED_APIVERSION_1.23 K8S_DEPRECATED_APIVERSION_1.24 K8S_REMOVED_APIVERSION_1.22 K8S_REMOVED_APIVERSION_1.23 K8S_REMOVED_APIVERSION_1.24 K8S_REMOVED_APIVERSION_1.25 K8S_REMOVED_APIVERSION_1.26 K8S_REMOVED_APIVERSION_1.27',
      ],
      [
        argo,
        'ARGO_WORKFLOW_INCORRECT_FAILFAST_VALUE_FALSE ARGO_WORKFLOW_INCORRECT_SERVICE_ACCOUNT_NAME_VALUE_DEFAULT ARGO_CONFIGMAP_MISSING_PART_OF_LABEL_VALUE_ARGOCD ARGO_ROLLOUT_MISSING_PAUSE_DURATION ARGO_APP_PROJECT_INCORRECT_NAMESPACE_VALUE ARGO_WORKFLOW_INCORRECT_RETRY_STRATEGY_VALUE_EMPTY ARGO_WORKFLOW_INCORRECT_REVISION_HISTORY_LIMIT_VALUE_0 ARGO_ROLLOUT_INCORRECT_SCALE_DOWN_DELAY_VALUE_BELOW_30 ARGO_ROLLOUT_INCORRECT_PROGRESS_DEADLINE_ABORT_VALUE_FALSE ARGO_WORKFLOW_ENSURE_RETRY_ON_BOTH_ERROR_AND_TRANSIENT_ERROR',
      ],
    ],
  ),
  kubevious: checks(
    'argo-rollout-analysis-template-ref certificate-to-issuer-ref container-env-config-map-ref container-env-from-config-map-ref container-env-from-secret-ref container-env-secret-ref container-latest-image container-resource-request-limit-check container-volume-mount-ref gateway-certificate-secret-ref gateway-class-ref gateway-unique-listeners gcp-config-connector-sql-database-to-instance-ref gcp-config-connector-sql-user-to-instance-ref gcp-config-connector-sql-user-to-password-secret-ref hpa-scale-target-ref http-route-backend-ref http-route-gateway-ref ingress-ext-service-ref ingress-service-ref ingress-tls-rule-domain-match ingress-to-cert-issuer-ref ingress-unique-route-rules istio-virtual-service-to-gateway-ref kong-consumer-to-credential-secret-ref kong-plugin-ref multiple-default-ingress-classes network-policy-pod-selector-ref pod-spec-service-account-ref pod-spec-volume-config-map-ref pod-spec-volume-pvc-ref pod-spec-volume-secret-ref replica-count-check role-binding-role-ref role-binding-service-account-ref service-selector-ref',
    '',
    [
      [
        customResources,
        'argo-rollout-analysis-template-ref certificate-to-issuer-ref gcp-config-connector-sql-database-to-instance-ref gcp-config-connector-sql-user-to-instance-ref gcp-config-connector-sql-user-to-password-secret-ref ingress-to-cert-issuer-ref istio-virtual-service-to-gateway-ref kong-consumer-to-credential-secret-ref kong-plugin-ref',
      ],
      [
        references,
        'container-env-config-map-ref container-env-from-config-map-ref container-env-from-secret-ref container-env-secret-ref gateway-certificate-secret-ref gateway-class-ref http-route-backend-ref http-route-gateway-ref ingress-service-ref pod-spec-service-account-ref pod-spec-volume-config-map-ref pod-spec-volume-pvc-ref pod-spec-volume-secret-ref role-binding-role-ref role-binding-service-account-ref',
      ],
      [apiServer, 'container-resource-request-limit-check container-volume-mount-ref'],
      [gateway, 'gateway-unique-listeners'],
      [lifecycle, 'ingress-ext-service-ref'],
      [threshold, 'replica-count-check'],
    ],
  ),
  monokle: checks(
    '',
    'PSS101 PSS102 PSS103 PSS104 PSS105 PSS106 PSS107 PSS108 PSS109 PSS110 PSS111 PSS201 PSS202 PSS203 PSS204 PSS205 PSS206 KBP001 KBP002 KBP003 KBP004 KBP005 KBP100 KBP101 KBP102 KBP103 KBP104 KBP105 KBP106 KBP107 KBP108 KBP109 KBP110 KBP111 KBP112 KBP113 KBP114 KBP115 KBP116 KSV001 KSV002 KSV003 KSV005 KSV006 KSV008 KSV009 KSV010 KSV011 KSV012 KSV013 KSV014 KSV015 KSV016 KSV017 KSV018 KSV020 KSV021 KSV023 KSV024 KSV025 KSV027 KSV028 KSV029 KSV030 LNK001 LNK002 LNK003 MTD-recommended-labels MTD-custom-labels MTD-custom-annotations YML001 YML002 YML003 YML004 YML005 YML006 YML007 YML008 YML009 YML010 YML011 YML012 YML013 YML014 YML015 YML016 YML017 YML018 YML019 YML020 YML021 K8S001 K8S002 K8S003 K8S004 VAP001 VAP002',
    [
      [references, 'LNK001'],
      [optional, 'LNK002'],
      [owners, 'LNK003'],
      [
        yaml,
        'YML001 YML002 YML003 YML004 YML005 YML006 YML007 YML008 YML009 YML011 YML012 YML013 YML014 YML015 YML016 YML017 YML018 YML019 YML020 YML021',
      ],
      [duplicateKey, 'YML010'],
      [schema, 'K8S001'],
      [lifecycle, 'K8S002 K8S003'],
      [unknownKind, 'K8S004'],
    ],
  ),
  'pod-security': checks(
    'appArmorProfile capabilities_baseline hostNamespaces hostPathVolumes hostPorts hostProbesAndHostLifecycle privileged procMount seLinuxOptions seccompProfile_baseline sysctls windowsHostProcess allowPrivilegeEscalation capabilities_restricted procMount_restricted restrictedVolumes runAsNonRoot runAsUser seccompProfile_restricted enforce',
    '',
    [],
  ),
};
