// The flags of kubectl that commands understand here: what they are for, their one-letter forms, and whether they take a
// value. Data only. Source: kubectl/pkg/cmd (v1.36).
import { type Text, text } from '../../text.ts';

export interface FlagFacts {
  readonly about: Text;
  readonly short?: string;
  /** Takes a value: any, one of these, or a name of that sort. Absent: it stands alone. */
  readonly takes?: 'any' | 'number' | 'namespace' | 'container' | readonly string[];
  /** Its value only counts behind `=`. */
  readonly joined?: true;
}

const on = (en: string, zh: string, short?: string): FlagFacts => ({ about: text(en, zh), ...(short && { short }) });
const takes = (value: FlagFacts['takes'], en: string, zh: string, short?: string): FlagFacts => ({
  ...on(en, zh, short),
  ...(value && { takes: value }),
});
const free = (en: string, zh: string, short?: string): FlagFacts => takes('any', en, zh, short);
const joined = (facts: FlagFacts): FlagFacts => ({ ...facts, joined: true });
const number = (en: string, zh: string): FlagFacts => takes('number', en, zh);

export const flags: Readonly<Record<string, FlagFacts>> = {
  all: on('All of the type', '该类型的全部对象'),
  'all-namespaces': on('In all namespaces', '所有命名空间', 'A'),
  annotation: free('An annotation', '注解'),
  as: free('On behalf of this user', '以此用户身份'),
  'as-group': free('On behalf of this group', '以此组身份'),
  cascade: joined(
    takes(['background', 'foreground', 'orphan'], 'What becomes of what it owns', '如何处理其拥有的对象'),
  ),
  'chunk-size': number('How many at a time', '每次返回多少'),
  class: free('The ingress class', 'Ingress 类'),
  clusterip: free('The cluster IP, or None', '集群 IP，或 None'),
  'cluster-ip': free('The cluster IP, or None', '集群 IP，或 None'),
  clusterrole: free('The cluster role', '集群角色'),
  command: on('The words are the command', '这些词是命令'),
  container: takes('container', 'Which container', '哪个容器', 'c'),
  containers: takes('container', 'Which containers; * for all', '哪些容器；* 表示全部'),
  cpu: free('Average CPU that is aimed at', '目标平均 CPU'),
  'cpu-percent': number('Average CPU that is aimed at, in percent of the request', '目标平均 CPU，占请求量的百分比'),
  'current-replicas': number('Only if it has so many now', '仅当当前副本数为此值时'),
  'default-backend': free('Service and port for the rest', '其余请求的 Service 与端口'),
  'delete-emptydir-data': on('Even if pods lose their emptyDir volumes', '即使 Pod 会丢失 emptyDir 卷'),
  description: free('What it is for', '用途说明'),
  'dry-run': joined(takes(['client', 'server', 'none'], 'Only show what would be', '仅展示，不执行')),
  env: free('An environment variable', '环境变量', 'e'),
  'external-ip': free('An external IP', '外部 IP'),
  'external-name': free('The name outside', '外部名称'),
  'field-manager': free('Who manages the fields', '字段管理者'),
  'field-selector': free('Only those with such fields', '按字段筛选'),
  filename: free('A file', '文件', 'f'),
  for: free('What to wait for, or whose events', '等待的条件，或其事件'),
  force: on('Even what nobody will make anew; with a grace period of 0 at once', '强制执行；宽限期为 0 时立即'),
  from: free('What it is made from', '来源'),
  'from-literal': free('key=value', 'key=value'),
  'global-default': on('For pods that name none', '用于未指定的 Pod'),
  'grace-period': number('Seconds to end; -1: as the pod says', '结束的秒数；-1 表示按 Pod 的设置'),
  group: free('A group', '组'),
  hard: free('Limits: cpu=1,pods=10', '限额：cpu=1,pods=10'),
  help: on('Help', '帮助', 'h'),
  'ignore-daemonsets': on('Leave pods of DaemonSets where they are', '保留 DaemonSet 的 Pod'),
  'ignore-not-found': on('Say nothing when there is none', '不存在时不报错'),
  image: free('The image', '镜像'),
  'label-columns': free('Labels as columns', '以列显示标签', 'L'),
  labels: free('Labels: a=b,c=d', '标签：a=b,c=d'),
  limits: free('Limits: cpu=200m,memory=512Mi', '限制：cpu=200m,memory=512Mi'),
  'load-balancer-ip': free('The IP of the load balancer', '负载均衡器 IP'),
  max: number('At most so many pods', '最多 Pod 数'),
  'max-unavailable': free('So many may be missing', '允许不可用的数量'),
  min: number('At least so many pods', '最少 Pod 数'),
  'min-available': free('So many have to stay', '必须保留的数量'),
  name: free('Its name', '名称'),
  namespace: takes('namespace', 'The namespace', '命名空间', 'n'),
  'no-headers': on('Without the line of headings', '不显示表头'),
  'node-port': number('The port of the nodes', '节点端口'),
  now: on('At once, with one second to end', '立即，宽限一秒'),
  output: takes(['wide', 'yaml', 'json', 'name', 'jsonpath='], 'In which form', '输出格式', 'o'),
  overrides: free('JSON laid over it', '覆盖的 JSON'),
  overwrite: on('Also what is there already', '覆盖已有的值'),
  patch: free('The patch, as JSON or YAML', '补丁（JSON 或 YAML）', 'p'),
  'pod-selector': free('Which pods, for eviction', '要驱逐的 Pod 选择器'),
  port: free('The port', '端口'),
  'preemption-policy': takes(['PreemptLowerPriority', 'Never'], 'Whether it displaces others', '是否抢占其他 Pod'),
  protocol: takes(['TCP', 'UDP', 'SCTP'], 'The protocol', '协议'),
  quiet: on('Only the exit code', '仅返回退出码', 'q'),
  recursive: on('Show all fields below', '显示其下所有字段'),
  replicas: number('How many pods', 'Pod 数量'),
  'request-timeout': free('How long to wait for the server', '等待服务器的时间'),
  requests: free('Requests: cpu=100m,memory=256Mi', '请求：cpu=100m,memory=256Mi'),
  resource: free('The resource', '资源'),
  'resource-name': free('Only the object of this name', '仅限该名称的对象'),
  'resource-version': free('Only if it is still this version', '仅当仍为此版本'),
  restart: takes(['Always', 'OnFailure', 'Never'], 'The restart policy', '重启策略'),
  revision: number('Details of this revision', '该修订版本的详情'),
  role: free('The role', '角色'),
  rule: free('host/path=service:port', 'host/path=service:port'),
  schedule: free('When, as for cron', 'cron 形式的时间表'),
  scopes: free('Scopes of the quota', '配额的作用域'),
  selector: free('Only those with such labels', '按标签筛选', 'l'),
  serviceaccount: free('namespace:name', 'namespace:name'),
  'session-affinity': takes(['None', 'ClientIP'], 'Whether a client keeps its pod', '客户端是否固定到同一 Pod'),
  'show-labels': on('Labels as the last column', '最后一列显示标签'),
  since: free('Not older than', '不早于'),
  'sort-by': free('By this field', '按此字段排序'),
  stdin: on('Keep its input open', '保持标准输入打开', 'i'),
  subresource: free('The subresource', '子资源'),
  tail: number('The last lines', '末尾行数'),
  target: free('The container whose processes it sees', '可见其进程的容器'),
  'target-port': free('The port of the container', '容器端口'),
  tcp: free('port:targetPort', 'port:targetPort'),
  template: free('A template for the output', '输出模板'),
  timeout: free('How long to wait, such as 60s', '等待多久，例如 60s'),
  'to-revision': number('Back to this revision', '回退到该修订版本'),
  tty: on('With a terminal', '分配终端', 't'),
  type: takes(
    ['strategic', 'merge', 'json', 'ClusterIP', 'NodePort', 'LoadBalancer'],
    'Which type, of a patch or a Service',
    '类型（补丁或 Service）',
  ),
  types: free('Of events: Normal, Warning', '事件类型：Normal、Warning'),
  user: free('A user', '用户'),
  value: free('The value', '值'),
  verb: free('The verb', '动词'),
  wait: joined(takes(['true', 'false'], 'Until it is gone', '是否等待其消失')),
  watch: on('Go on when something changes', '持续显示变化', 'w'),
  'watch-only': on('Only what changes', '仅显示变化'),
};

/** By a flag's one letter. */
export const shortForms: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(flags).flatMap(([name, { short }]) => (short === undefined ? [] : [[short, name]])),
);

/** Flags that take the next word unless written with `=`. */
export function takesNextWord(name: string): boolean {
  const facts = Object.hasOwn(flags, name) ? flags[name] : undefined;
  return facts?.takes !== undefined && facts.joined !== true;
}
