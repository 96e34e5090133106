// Every rule, by name. A new rule is a new file and a line here.
import { accessToCreatePods } from './access-to-create-pods.ts';
import { accessToSecrets } from './access-to-secrets.ts';
import { admissionPolicy } from './admission-policy.ts';
import { automountServiceAccountToken } from './automount-service-account-token.ts';
import { barePod } from './bare-pod.ts';
import { clusterAdminBinding } from './cluster-admin-binding.ts';
import { cpuLimitSet } from './cpu-limit-set.ts';
import { cpuRequestNotLimit } from './cpu-request-not-limit.ts';
import { cronjobConcurrency } from './cronjob-concurrency.ts';
import { cronjobTtl } from './cronjob-ttl.ts';
import { cronjobWithoutDeadline } from './cronjob-without-deadline.ts';
import { dangerousCapabilities } from './dangerous-capabilities.ts';
import { defaultNamespace } from './default-namespace.ts';
import { defaultServiceAccount } from './default-service-account.ts';
import { deploymentWithoutDisruptionBudget } from './deployment-without-disruption-budget.ts';
import { deprecatedServiceAccountField } from './deprecated-service-account-field.ts';
import { dnsNdotsUnset } from './dns-ndots-unset.ts';
import { dockerSocket } from './docker-socket.ts';
import { duplicateEnvName } from './duplicate-env-name.ts';
import { duplicateIngressRoute } from './duplicate-ingress-route.ts';
import { ephemeralStorageRequestNotLimit } from './ephemeral-storage-request-not-limit.ts';
import { escalatingVerbs } from './escalating-verbs.ts';
import { exposedService } from './exposed-service.ts';
import { exposedToken } from './exposed-token.ts';
import { fewerThanThreeReplicas } from './fewer-than-three-replicas.ts';
import { hostIpc } from './host-ipc.ts';
import { hostNetwork } from './host-network.ts';
import { hostPid } from './host-pid.ts';
import { hostPort } from './host-port.ts';
import { hpaAndReplicas } from './hpa-and-replicas.ts';
import { hpaFewerThanThreeReplicas } from './hpa-fewer-than-three-replicas.ts';
import { hpaNoRoom } from './hpa-no-room.ts';
import { hpaSingleReplica } from './hpa-single-replica.ts';
import { hpaTargetMissing } from './hpa-target-missing.ts';
import { identicalProbes } from './identical-probes.ts';
import { imagePullPolicy } from './image-pull-policy.ts';
import { imageWithoutDigest } from './image-without-digest.ts';
import { ingressSnippetAnnotation } from './ingress-snippet-annotation.ts';
import { ingressSnippetsAllowed } from './ingress-snippets-allowed.ts';
import { ingressTlsHostUnmatched } from './ingress-tls-host-unmatched.ts';
import { ingressWildcardHost } from './ingress-wildcard-host.ts';
import { ingressWithoutTls } from './ingress-without-tls.ts';
import { instanceLabelMismatch } from './instance-label-mismatch.ts';
import { jobWithoutTtl } from './job-without-ttl.ts';
import { keptCapabilities } from './kept-capabilities.ts';
import { latestTag } from './latest-tag.ts';
import { livenessPort } from './liveness-port.ts';
import { lowGroupId } from './low-group-id.ts';
import { lowUserId } from './low-user-id.ts';
import { memoryRequestNotLimit } from './memory-request-not-limit.ts';
import { mountPropagation } from './mount-propagation.ts';
import { multipleDefaultClasses } from './multiple-default-classes.ts';
import { networkpolicyPeerSelectsNothing } from './networkpolicy-peer-selects-nothing.ts';
import { networkpolicySelectsNothing } from './networkpolicy-selects-nothing.ts';
import { noAntiAffinity } from './no-anti-affinity.ts';
import { noHardening } from './no-hardening.ts';
import { noLivenessProbe } from './no-liveness-probe.ts';
import { noNodeAffinity } from './no-node-affinity.ts';
import { noPreStopHook } from './no-pre-stop-hook.ts';
import { noReadinessProbe } from './no-readiness-probe.ts';
import { noSecurityContext } from './no-security-context.ts';
import { noTopologySpread } from './no-topology-spread.ts';
import { oddCpuQuantity } from './odd-cpu-quantity.ts';
import { oneWayNetworkPolicy } from './one-way-network-policy.ts';
import { overlappingSelectors } from './overlapping-selectors.ts';
import { pdbAndHpa } from './pdb-and-hpa.ts';
import { pdbBlocksDrains } from './pdb-blocks-drains.ts';
import { pdbSelectsNothing } from './pdb-selects-nothing.ts';
import { pdbUnhealthyPods } from './pdb-unhealthy-pods.ts';
import { pdbWithoutPolicy } from './pdb-without-policy.ts';
import { podExec } from './pod-exec.ts';
import { podExecBinding } from './pod-exec-binding.ts';
import { podSecurityAdmission } from './pod-security-admission.ts';
import { podWithoutNetworkPolicy } from './pod-without-network-policy.ts';
import { policyUnknownField } from './policy-unknown-field.ts';
import { priorityClassUnset } from './priority-class-unset.ts';
import { privilegeEscalation } from './privilege-escalation.ts';
import { privilegedContainer } from './privileged-container.ts';
import { privilegedPorts } from './privileged-ports.ts';
import { probeTimingsUnset } from './probe-timings-unset.ts';
import { pssApparmorProfile } from './pss-apparmor-profile.ts';
import { pssCapabilities } from './pss-capabilities.ts';
import { pssDropAllCapabilities } from './pss-drop-all-capabilities.ts';
import { pssHostNamespaces } from './pss-host-namespaces.ts';
import { pssHostPath } from './pss-host-path.ts';
import { pssHostPorts } from './pss-host-ports.ts';
import { pssPrivilegeEscalation } from './pss-privilege-escalation.ts';
import { pssPrivileged } from './pss-privileged.ts';
import { pssProbeHosts } from './pss-probe-hosts.ts';
import { pssProcMount } from './pss-proc-mount.ts';
import { pssRestrictedProcMount } from './pss-restricted-proc-mount.ts';
import { pssRunAsNonRoot } from './pss-run-as-non-root.ts';
import { pssRunAsUser } from './pss-run-as-user.ts';
import { pssSeccompProfile } from './pss-seccomp-profile.ts';
import { pssSeccompProfileSet } from './pss-seccomp-profile-set.ts';
import { pssSelinuxOptions } from './pss-selinux-options.ts';
import { pssSysctls } from './pss-sysctls.ts';
import { pssVolumeTypes } from './pss-volume-types.ts';
import { pssWindowsHost } from './pss-windows-host.ts';
import { readSecretFromEnv } from './read-secret-from-env.ts';
import { readinessPort } from './readiness-port.ts';
import { recommendedLabels } from './recommended-labels.ts';
import { recreateStrategy } from './recreate-strategy.ts';
import { requiredAnnotationEmail } from './required-annotation-email.ts';
import { requiredLabelEnv } from './required-label-env.ts';
import { requiredLabelOwner } from './required-label-owner.ts';
import { restartPolicyNever } from './restart-policy-never.ts';
import { rootGroup } from './root-group.ts';
import type { Rule } from './rule.ts';
import { runAsNonRoot } from './run-as-non-root.ts';
import { sccPrivilegedContainer } from './scc-privileged-container.ts';
import { seccompProfile } from './seccomp-profile.ts';
import { secretInConfigmap } from './secret-in-configmap.ts';
import { secretInEnv } from './secret-in-env.ts';
import { sensitiveHostPath } from './sensitive-host-path.ts';
import { servicePodWithoutReadiness } from './service-pod-without-readiness.ts';
import { serviceSelectsNothing } from './service-selects-nothing.ts';
import { serviceTargetPort } from './service-target-port.ts';
import { servicemonitorSelectsNothing } from './servicemonitor-selects-nothing.ts';
import { singleReplica } from './single-replica.ts';
import { spreadDoNotSchedule } from './spread-do-not-schedule.ts';
import { spreadWithoutSelector } from './spread-without-selector.ts';
import { sshPort } from './ssh-port.ts';
import { startupPort } from './startup-port.ts';
import { statefulsetServiceName } from './statefulset-service-name.ts';
import { statefulsetWithoutDisruptionBudget } from './statefulset-without-disruption-budget.ts';
import { subPathMount } from './sub-path-mount.ts';
import { systemMastersBinding } from './system-masters-binding.ts';
import { unmaskedProcMount } from './unmasked-proc-mount.ts';
import { unsafeSysctls } from './unsafe-sysctls.ts';
import { unsetCpuLimit } from './unset-cpu-limit.ts';
import { unsetCpuRequest } from './unset-cpu-request.ts';
import { unsetEphemeralStorageLimit } from './unset-ephemeral-storage-limit.ts';
import { unsetMemoryLimit } from './unset-memory-limit.ts';
import { unsetMemoryRequest } from './unset-memory-request.ts';
import { unsortedKeys } from './unsorted-keys.ts';
import { wildcardInRules } from './wildcard-in-rules.ts';
import { wildcardRoleBinding } from './wildcard-role-binding.ts';
import { writableHostMount } from './writable-host-mount.ts';
import { writableRootFilesystem } from './writable-root-filesystem.ts';

export const catalogue: readonly Rule[] = [
  accessToCreatePods,
  accessToSecrets,
  admissionPolicy,
  automountServiceAccountToken,
  barePod,
  clusterAdminBinding,
  cpuLimitSet,
  cpuRequestNotLimit,
  cronjobConcurrency,
  cronjobTtl,
  cronjobWithoutDeadline,
  dangerousCapabilities,
  defaultNamespace,
  defaultServiceAccount,
  deploymentWithoutDisruptionBudget,
  deprecatedServiceAccountField,
  dnsNdotsUnset,
  dockerSocket,
  duplicateEnvName,
  duplicateIngressRoute,
  ephemeralStorageRequestNotLimit,
  escalatingVerbs,
  exposedService,
  exposedToken,
  fewerThanThreeReplicas,
  hostIpc,
  hostNetwork,
  hostPid,
  hostPort,
  hpaAndReplicas,
  hpaFewerThanThreeReplicas,
  hpaNoRoom,
  hpaSingleReplica,
  hpaTargetMissing,
  identicalProbes,
  imagePullPolicy,
  imageWithoutDigest,
  ingressSnippetAnnotation,
  ingressSnippetsAllowed,
  ingressTlsHostUnmatched,
  ingressWildcardHost,
  ingressWithoutTls,
  instanceLabelMismatch,
  jobWithoutTtl,
  keptCapabilities,
  latestTag,
  livenessPort,
  lowGroupId,
  lowUserId,
  memoryRequestNotLimit,
  mountPropagation,
  multipleDefaultClasses,
  networkpolicyPeerSelectsNothing,
  networkpolicySelectsNothing,
  noAntiAffinity,
  noHardening,
  noLivenessProbe,
  noNodeAffinity,
  noPreStopHook,
  noReadinessProbe,
  noSecurityContext,
  noTopologySpread,
  oddCpuQuantity,
  oneWayNetworkPolicy,
  overlappingSelectors,
  pdbAndHpa,
  pdbBlocksDrains,
  pdbSelectsNothing,
  pdbUnhealthyPods,
  pdbWithoutPolicy,
  podExec,
  podExecBinding,
  podSecurityAdmission,
  podWithoutNetworkPolicy,
  policyUnknownField,
  priorityClassUnset,
  privilegeEscalation,
  privilegedContainer,
  privilegedPorts,
  probeTimingsUnset,
  pssApparmorProfile,
  pssCapabilities,
  pssDropAllCapabilities,
  pssHostNamespaces,
  pssHostPath,
  pssHostPorts,
  pssPrivilegeEscalation,
  pssPrivileged,
  pssProbeHosts,
  pssProcMount,
  pssRestrictedProcMount,
  pssRunAsNonRoot,
  pssRunAsUser,
  pssSeccompProfile,
  pssSeccompProfileSet,
  pssSelinuxOptions,
  pssSysctls,
  pssVolumeTypes,
  pssWindowsHost,
  readSecretFromEnv,
  readinessPort,
  recommendedLabels,
  recreateStrategy,
  requiredAnnotationEmail,
  requiredLabelEnv,
  requiredLabelOwner,
  restartPolicyNever,
  rootGroup,
  runAsNonRoot,
  sccPrivilegedContainer,
  seccompProfile,
  secretInConfigmap,
  secretInEnv,
  sensitiveHostPath,
  servicePodWithoutReadiness,
  serviceSelectsNothing,
  serviceTargetPort,
  servicemonitorSelectsNothing,
  singleReplica,
  spreadDoNotSchedule,
  spreadWithoutSelector,
  sshPort,
  startupPort,
  statefulsetServiceName,
  statefulsetWithoutDisruptionBudget,
  subPathMount,
  systemMastersBinding,
  unmaskedProcMount,
  unsafeSysctls,
  unsetCpuLimit,
  unsetCpuRequest,
  unsetEphemeralStorageLimit,
  unsetMemoryLimit,
  unsetMemoryRequest,
  unsortedKeys,
  wildcardInRules,
  wildcardRoleBinding,
  writableHostMount,
  writableRootFilesystem,
];
