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
  Gt: text('the taint’s value is a number greater than this one', '污点的值是大于此值的整数'),
  Lt: text('the taint’s value is a number less than this one', '污点的值是小于此值的整数'),
};

const restartPolicies: Values = {
  Always: text('restart containers whenever they end', '容器结束后总是重启'),
  OnFailure: text('restart containers that end with an error', '容器以错误结束时重启'),
  Never: text('never restart containers', '从不重启容器'),
};

const operations: Values = {
  '*': text('every operation', '所有操作'),
  CONNECT: text('requests that go on to a pod or node, such as exec', '转交给 Pod 或节点的请求，如 exec'),
  CREATE: text('new objects', '新建对象'),
  UPDATE: text('changed objects, patches too', '更改对象，包括补丁'),
  DELETE: text('deleted objects', '删除对象'),
};

const scopes: Values = {
  '*': text('with a namespace or without', '不论是否属于命名空间'),
  Cluster: text('objects without a namespace', '不属于命名空间的对象'),
  Namespaced: text('objects of a namespace', '属于命名空间的对象'),
};

const matchPolicies: Values = {
  Exact: text('only requests that are written just so', '仅匹配完全一致的请求'),
  Equivalent: text('also requests by another version of the same resource', '也匹配同一资源其他版本的请求'),
};

const failurePolicies: Values = {
  Fail: text('what cannot be judged is refused', '无法判断时拒绝'),
  Ignore: text('what cannot be judged is let through', '无法判断时放行'),
};

const notFoundActions: Values = {
  Allow: text('without parameters the binding counts as passed', '找不到参数时视为通过'),
  Deny: text('without parameters failurePolicy decides', '找不到参数时由 failurePolicy 决定'),
};

const whenClaims: Values = {
  Retain: text('the claims stay, with what is stored in them', '保留声明及其存储的内容'),
  Delete: text('the claims are deleted, and their volumes as their class says', '删除声明，卷按存储类处理'),
};

const byField: Readonly<Record<string, Values>> = {
  'RuleWithOperations.operations': operations,
  'NamedRuleWithOperations.operations': operations,
  'RuleWithOperations.scope': scopes,
  'NamedRuleWithOperations.scope': scopes,
  'CustomResourceDefinitionSpec.scope': scopes,
  'MatchResources.matchPolicy': matchPolicies,
  'MutatingAdmissionPolicySpec.failurePolicy': failurePolicies,
  'ParamRef.parameterNotFoundAction': notFoundActions,
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': whenClaims,
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': whenClaims,
  'ValidatingAdmissionPolicyBindingSpec.validationActions': {
    Deny: text('what the policy refuses is refused', '违反策略时拒绝'),
    Warn: text('who asks is warned', '违反策略时警告请求者'),
    Audit: text('it is noted in the audit log', '违反策略时记入审计日志'),
  },
  'MutatingAdmissionPolicySpec.reinvocationPolicy': {
    Never: text('once for each request', '每个请求只执行一次'),
    IfNeeded: text('again when others have changed the object since', '对象被其他插件修改后再次执行'),
  },
  'CustomResourceConversion.strategy': {
    None: text('only apiVersion changes between versions', '版本之间只改变 apiVersion'),
    Webhook: text('a service converts between versions', '由服务在版本之间转换'),
  },
  'MetricTarget.type': {
    Utilization: text('percent of what the pods request', '占 Pod 请求量的百分比'),
    Value: text('the metric itself', '指标值本身'),
    AverageValue: text('the metric divided by the number of pods', '指标除以 Pod 数'),
  },
  'HPAScalingPolicy.type': {
    Pods: text('so many pods at most in the period', '该时段内最多这么多 Pod'),
    Percent: text('so many percent of the pods at most in the period', '该时段内最多占 Pod 的这个百分比'),
  },
  'HPAScalingRules.selectPolicy': {
    Max: text('of several policies the one that changes most', '多个策略中变化最大的'),
    Min: text('of several policies the one that changes least', '多个策略中变化最小的'),
    Disabled: text('never scale in this direction', '不向此方向伸缩'),
  },
  'EmptyDirVolumeSource.medium': {
    Memory: text('in memory, which counts to the containers’ limits', '在内存中，计入容器的内存上限'),
  },
  'PodOS.name': {
    linux: text('fields that only Windows has are refused', '拒绝仅 Windows 可用的字段'),
    windows: text('fields that only Linux has are refused', '拒绝仅 Linux 可用的字段'),
  },
  'Subject.kind': {
    User: text('a user, by the name that logging in gives', '用户，名称由认证给出'),
    Group: text('a group of users, by the name that logging in gives', '用户组，名称由认证给出'),
    ServiceAccount: text('a ServiceAccount, for pods', 'ServiceAccount，供 Pod 使用'),
  },
  'ContainerResizePolicy.restartPolicy': {
    NotRequired: text('resized while it runs', '运行中直接调整'),
    RestartContainer: text('restarted to be resized', '重启容器以调整'),
  },
  'GRPCAction.mode': {
    Plaintext: text('asked without TLS', '不使用 TLS 探测'),
    TLS: text('asked with TLS', '使用 TLS 探测'),
  },
  'VolumeMount.recursiveReadOnly': {
    Disabled: text('mounts below it may be written', '其下的挂载点可写'),
    IfPossible: text('mounts below it are read-only where the runtime can do that', '运行时支持时其下的挂载点也只读'),
    Enabled: text(
      'mounts below it are read-only, too, or the pod does not start',
      '其下的挂载点也只读，否则 Pod 无法启动',
    ),
  },
  'PodSecurityContext.seLinuxChangePolicy': {
    Recursive: text('every file of a volume is relabelled', '逐个重新标记卷中的文件'),
    MountOption: text('the volume is mounted with the label, which is quick', '以挂载选项设置标签，速度快'),
  },
  'PersistentVolumeClaimSpec.accessModes': accessModes,
  'PersistentVolumeSpec.accessModes': accessModes,
  'LabelSelectorRequirement.operator': selectorOperators,
  'NodeSelectorRequirement.operator': selectorOperators,
  'Toleration.operator': tolerationOperators,
  'PodSpec.restartPolicy': restartPolicies,
  'FieldSelectorRequirement.operator': selectorOperators,
  'Container.restartPolicy': {
    Never: text('this container is never restarted, whatever the pod says', '无论 Pod 如何设置，都不重启此容器'),
    OnFailure: text('this container is restarted when it ends with an error', '此容器以错误结束时重启'),
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
