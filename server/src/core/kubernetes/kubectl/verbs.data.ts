// The commands of kubectl that are played here: what stands behind each, and its flags. Data only; what they do is
// core/sim's. Source: kubectl/pkg/cmd (v1.36).
import { type Text, text } from '../../text.ts';

/**
 * What stands behind a verb, in order; the last may be repeated. `objects`: `TYPE NAME…` or `TYPE/NAME…`;
 * `assignments`: `KEY=VALUE` or `KEY-`; `images`: `CONTAINER=IMAGE`.
 */
export type Operand = 'objects' | 'types' | 'nodes' | 'pods' | 'new-name' | 'assignments' | 'images' | 'taints' | 'any';

export interface Verb {
  readonly about: Text;
  readonly operands: readonly Operand[];
  readonly flags?: readonly string[];
  /** Kinds of objects that it takes; default all. */
  readonly kinds?: readonly string[];
  /** Without one of these the command fails. */
  readonly required?: readonly string[];
  /** Commands below it, such as `rollout status`; then the verb itself takes nothing. */
  readonly below?: Readonly<Record<string, Verb>>;
  /** Other words for it. */
  readonly aliases?: readonly string[];
}

const templated = ['Deployment', 'DaemonSet', 'StatefulSet'];
const scalable = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];
const withPods = [...templated, 'ReplicaSet', 'ReplicationController', 'Job', 'CronJob', 'Pod'];

const verb = (
  en: string,
  zh: string,
  operands: Verb['operands'],
  flags: readonly string[] = [],
  more: Partial<Verb> = {},
): Verb => ({ about: text(en, zh), operands, flags, ...more });

const made = (en: string, zh: string, flags: readonly string[], more: Partial<Verb> = {}): Verb =>
  verb(en, zh, ['new-name'], [...flags, 'dry-run', 'output'], more);

const group = (en: string, zh: string, below: Readonly<Record<string, Verb>>, aliases: readonly string[] = []): Verb =>
  verb(en, zh, [], [], { below, aliases });

const rollout = group('Manage the rollout of a workload', '管理工作负载的发布', {
  history: verb('Revisions that can be gone back to', '可回退的修订版本', ['objects'], ['revision'], {
    kinds: templated,
  }),
  pause: verb('Hold back changes', '暂停发布更改', ['objects'], [], { kinds: ['Deployment'] }),
  restart: verb('Make all pods anew', '重新创建所有 Pod', ['objects'], ['selector'], { kinds: templated }),
  resume: verb('Roll out what was held back', '继续发布', ['objects'], [], { kinds: ['Deployment'] }),
  status: verb('Wait for the rollout', '等待发布完成', ['objects'], ['timeout', 'watch', 'revision'], {
    kinds: templated,
  }),
  undo: verb('Back to an earlier revision', '回退到较早的修订版本', ['objects'], ['to-revision', 'dry-run'], {
    kinds: templated,
  }),
});

const set = group('Change fields of a workload', '修改工作负载的字段', {
  image: verb('Other images', '更换镜像', ['objects', 'images'], ['selector', 'all'], { kinds: withPods }),
  env: verb('Environment variables', '环境变量', ['objects', 'assignments'], ['containers', 'selector', 'all'], {
    kinds: withPods,
  }),
  resources: verb('Requests and limits', '请求与限制', ['objects'], ['limits', 'requests', 'containers', 'selector'], {
    kinds: withPods,
  }),
});

const create = group('Make an object from flags', '用参数创建对象', {
  clusterrole: made('A ClusterRole', 'ClusterRole', ['verb', 'resource', 'resource-name']),
  clusterrolebinding: made('A ClusterRoleBinding', 'ClusterRoleBinding', [
    'clusterrole',
    'user',
    'group',
    'serviceaccount',
  ]),
  configmap: made('A ConfigMap', 'ConfigMap', ['from-literal'], { aliases: ['cm'] }),
  cronjob: made('A CronJob', 'CronJob', ['image', 'schedule', 'restart'], {
    required: ['image', 'schedule'],
    aliases: ['cj'],
  }),
  deployment: made('A Deployment', 'Deployment', ['image', 'replicas', 'port'], {
    required: ['image'],
    aliases: ['deploy'],
  }),
  ingress: made('An Ingress', 'Ingress', ['rule', 'class', 'default-backend', 'annotation'], { aliases: ['ing'] }),
  job: made('A Job', 'Job', ['image', 'from']),
  namespace: made('A namespace', '命名空间', [], { aliases: ['ns'] }),
  poddisruptionbudget: made('A budget for disruptions', '中断预算', ['selector', 'min-available', 'max-unavailable'], {
    aliases: ['pdb'],
  }),
  priorityclass: made('A priority', '优先级', ['value', 'global-default', 'preemption-policy', 'description'], {
    aliases: ['pc'],
  }),
  quota: made('A quota of the namespace', '命名空间的配额', ['hard', 'scopes'], { aliases: ['resourcequota'] }),
  role: made('A Role', 'Role', ['verb', 'resource', 'resource-name']),
  rolebinding: made('A RoleBinding', 'RoleBinding', ['role', 'clusterrole', 'user', 'group', 'serviceaccount']),
  secret: group('A Secret', 'Secret', { generic: made('Of literals', '由字面值创建', ['from-literal', 'type']) }),
  service: group(
    'A Service',
    'Service',
    {
      clusterip: made('Inside the cluster', '集群内部', ['tcp', 'clusterip']),
      externalname: made('A name outside', '外部名称', ['external-name', 'tcp']),
      loadbalancer: made('With a load balancer', '带负载均衡器', ['tcp']),
      nodeport: made('At a port of every node', '每个节点的端口', ['tcp', 'node-port']),
    },
    ['svc'],
  ),
  serviceaccount: made('A ServiceAccount', 'ServiceAccount', [], { aliases: ['sa'] }),
});

const listing = ['all-namespaces', 'selector', 'field-selector', 'output', 'no-headers'];

export const verbs: Readonly<Record<string, Verb>> = {
  annotate: verb('Set annotations', '设置注解', ['objects', 'assignments'], ['overwrite', 'all', 'selector']),
  auth: group('Who may do what', '权限', {
    'can-i': verb('Whether one may: VERB TYPE', '是否允许：动词 类型', ['any', 'types'], ['as', 'as-group', 'quiet']),
  }),
  autoscale: verb(
    'Let the load choose the number of pods',
    '按负载选择 Pod 数量',
    ['objects'],
    ['min', 'max', 'cpu', 'cpu-percent', 'name'],
    { kinds: scalable, required: ['max'] },
  ),
  cordon: verb('The node takes no new pods', '节点不再接收新的 Pod', ['nodes'], ['selector', 'dry-run']),
  create,
  debug: verb(
    'Add a container for debugging to a pod',
    '为 Pod 添加调试容器',
    ['pods'],
    ['image', 'container', 'target', 'stdin', 'tty', 'env'],
    { required: ['image'] },
  ),
  delete: verb(
    'Delete objects',
    '删除对象',
    ['objects'],
    [
      'all',
      'cascade',
      'field-selector',
      'force',
      'grace-period',
      'ignore-not-found',
      'now',
      'selector',
      'timeout',
      'wait',
    ],
  ),
  describe: verb('All about objects, with their Events', '对象详情与事件', ['objects'], ['all-namespaces', 'selector']),
  drain: verb(
    'Evict all pods of a node',
    '驱逐节点上的所有 Pod',
    ['nodes'],
    ['ignore-daemonsets', 'delete-emptydir-data', 'force', 'grace-period', 'pod-selector', 'timeout'],
  ),
  events: verb('Events, oldest first', '事件，按时间排序', [], ['all-namespaces', 'for', 'types', 'no-headers']),
  exec: verb(
    'Run a command in a container: POD -- COMMAND',
    '在容器中执行命令：POD -- 命令',
    ['pods'],
    ['container', 'stdin', 'tty'],
  ),
  expose: verb(
    'Make a Service for a workload',
    '为工作负载创建 Service',
    ['objects'],
    ['port', 'target-port', 'type', 'name', 'protocol', 'selector', 'cluster-ip', 'session-affinity'],
    { kinds: [...scalable, 'Pod', 'Service'] },
  ),
  get: verb(
    'List objects',
    '列出对象',
    ['objects'],
    [...listing, 'show-labels', 'label-columns', 'sort-by', 'watch', 'watch-only', 'ignore-not-found'],
  ),
  label: verb('Set labels', '设置标签', ['objects', 'assignments'], ['overwrite', 'all', 'selector']),
  patch: verb('Change fields by a patch', '用补丁修改字段', ['objects'], ['patch', 'type', 'subresource'], {
    required: ['patch'],
  }),
  rollout,
  run: verb(
    'Make a pod',
    '创建 Pod',
    ['new-name'],
    ['image', 'port', 'env', 'labels', 'restart', 'command', 'dry-run'],
    {
      required: ['image'],
    },
  ),
  scale: verb('Another number of pods', '改变 Pod 数量', ['objects'], ['replicas', 'current-replicas', 'timeout'], {
    kinds: scalable,
    required: ['replicas'],
  }),
  set,
  taint: verb(
    'Taint nodes: node NAME KEY=VALUE:EFFECT',
    '给节点添加污点：node 名称 KEY=VALUE:EFFECT',
    ['objects', 'taints'],
    ['overwrite', 'all', 'selector'],
    { kinds: ['Node'] },
  ),
  top: group('What is used', '用量', {
    node: verb('By nodes', '按节点', ['nodes'], ['selector', 'sort-by', 'no-headers'], { aliases: ['nodes', 'no'] }),
    pod: verb('By pods', '按 Pod', ['pods'], ['all-namespaces', 'selector', 'sort-by', 'no-headers'], {
      aliases: ['pods', 'po'],
    }),
  }),
  uncordon: verb('The node takes pods again', '节点重新接收 Pod', ['nodes'], ['selector', 'dry-run']),
  wait: verb('Wait until something is so', '等待条件满足', ['objects'], ['for', 'timeout', 'selector', 'all'], {
    required: ['for'],
  }),
};

/** The verb of that word, or of one that means the same. */
export function verbNamed(all: Readonly<Record<string, Verb>>, word: string): Verb | undefined {
  if (Object.hasOwn(all, word)) return all[word];
  return Object.values(all).find(({ aliases }) => aliases?.includes(word));
}
