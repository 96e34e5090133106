// What allowed values mean where Kubernetes' own documentation has no sentence a value. Data: type, field, value.
import { type Text, text } from '../../text.ts';

type Values = Readonly<Record<string, Text>>;

const accessModes: Values = {
  ReadWriteOnce: text('read and written by the pods of one node', '可由一个节点上的 Pod 读写'),
  ReadOnlyMany: text('read by pods of many nodes', '可由多个节点上的 Pod 只读'),
  ReadWriteMany: text('read and written by pods of many nodes', '可由多个节点上的 Pod 读写'),
  ReadWriteOncePod: text('read and written by one pod only', '只能由一个 Pod 读写'),
};

const selectorOperators: Values = {
  In: text('the label has one of the values', '标签的值是其中之一'),
  NotIn: text('the label has none of the values, or is not there', '标签的值不在其中，或没有该标签'),
  Exists: text('the label is there, with any value', '有该标签，值不限'),
  DoesNotExist: text('the label is not there', '没有该标签'),
  Gt: text('the label is a number greater than the value', '标签的值是大于给定值的整数'),
  Lt: text('the label is a number less than the value', '标签的值是小于给定值的整数'),
};

const tolerationOperators: Values = {
  Equal: text('the taint has this key and value', '污点的键和值都相同'),
  Exists: text('the taint has this key, with any value', '污点有该键，值不限'),
};

const restartPolicies: Values = {
  Always: text('restart containers whenever they end', '容器结束后总是重启'),
  OnFailure: text('restart containers that end with an error', '容器以错误结束时重启'),
  Never: text('never restart containers', '从不重启容器'),
};

const byField: Readonly<Record<string, Values>> = {
  'PersistentVolumeClaimSpec.accessModes': accessModes,
  'PersistentVolumeSpec.accessModes': accessModes,
  'LabelSelectorRequirement.operator': selectorOperators,
  'NodeSelectorRequirement.operator': selectorOperators,
  'Toleration.operator': tolerationOperators,
  'PodSpec.restartPolicy': restartPolicies,
  'Container.restartPolicy': {
    Always: text(
      'in an init container: a sidecar, which runs beside the others',
      '用于初始化容器：作为边车与其他容器一同运行',
    ),
  },
  'PersistentVolumeSpec.persistentVolumeReclaimPolicy': {
    Retain: text('keep the volume for someone to reclaim by hand', '保留卷，等待手动回收'),
    Delete: text('delete the volume and what is stored in it', '删除卷及其存储的内容'),
    Recycle: text('scrub the volume and offer it again (deprecated)', '清空卷后重新提供（已弃用）'),
  },
  'NetworkPolicySpec.policyTypes': {
    Ingress: text('the policy is about traffic to the pods', '策略针对进入 Pod 的流量'),
    Egress: text('the policy is about traffic from the pods', '策略针对 Pod 发出的流量'),
  },
  'MetricSpec.type': {
    Resource: text('cpu or memory of the pods', 'Pod 的 CPU 或内存'),
    ContainerResource: text('cpu or memory of one container in the pods', 'Pod 中某个容器的 CPU 或内存'),
    Pods: text('a metric of each pod, averaged', '每个 Pod 的指标取平均'),
    Object: text('a metric of another object', '另一个对象的指标'),
    External: text('a metric from outside the cluster', '集群外部的指标'),
  },
};

/** Ours for a value, by the name of the type and field. */
export function ownValueText(typeName: string, field: string, value: string): Text | undefined {
  return byField[`${typeName}.${field}`]?.[value];
}
