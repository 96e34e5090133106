// What to do instead of kinds that went and left no other kind in their place. By the key of their lifecycle.
import { type Text, text } from '../../text.ts';

const podSecurity = text(
  'label namespaces with pod-security.kubernetes.io/enforce instead, or write a ValidatingAdmissionPolicy',
  '请改为给命名空间加 pod-security.kubernetes.io/enforce 标签，或编写 ValidatingAdmissionPolicy',
);

export const withoutSuccessor: Readonly<Record<string, Text>> = {
  'policy/v1beta1/PodSecurityPolicy': podSecurity,
  'extensions/v1beta1/PodSecurityPolicy': podSecurity,
  'settings.k8s.io/v1alpha1/PodPreset': text(
    'write env and volumes into the pods, or a MutatingAdmissionPolicy that adds them',
    '请把 env 与 volumes 写进 Pod，或用 MutatingAdmissionPolicy 添加',
  ),
  'auditregistration.k8s.io/v1alpha1/AuditSink': text(
    'configure audit webhooks with the API server’s --audit-webhook-config-file instead',
    '请改用 API server 的 --audit-webhook-config-file 配置审计 webhook',
  ),
  'networking.k8s.io/v1alpha1/ClusterCIDR': text(
    'give nodes their pod ranges through the network plugin or --cluster-cidr instead',
    '请改由网络插件或 --cluster-cidr 为节点分配 Pod 网段',
  ),
  'extensions/v1beta1/DeploymentRollback': text('use kubectl rollout undo instead', '请改用 kubectl rollout undo'),
  'apps/v1beta1/DeploymentRollback': text('use kubectl rollout undo instead', '请改用 kubectl rollout undo'),
};
