// The findings that come of no rule file: what the API server, the schema and the workspace say. With the rules they are
// all the codes that a finding can have, but for those of broken YAML.
import { type Text, text } from '../../text.ts';

export interface CodeFact {
  readonly code: string;
  readonly summary: Text;
}

export const codeFacts: readonly CodeFact[] = [
  { code: 'api-server', summary: text('the API server refuses it, in its own words', 'API server 会拒绝（原文）') },
  {
    code: 'api-server-warning',
    summary: text('the API server warns of it, in its own words', 'API server 会警告（原文）'),
  },
  { code: 'unknown-field', summary: text('a field that the kind does not have', '该类型没有的字段') },
  { code: 'wrong-type', summary: text('a value of a type that the field does not take', '字段不接受的值类型') },
  {
    code: 'bad-format',
    summary: text('a value that cannot be read as what the field wants', '无法按字段要求解读的值'),
  },
  { code: 'bad-enum', summary: text('a value that the field does not know', '字段不认识的值') },
  { code: 'missing-required', summary: text('a field that must be there', '缺少必填字段') },
  { code: 'missing-kind', summary: text('apiVersion or kind is missing', '缺少 apiVersion 或 kind') },
  { code: 'unknown-kind', summary: text('a kind that its API group does not have', '其 API 组中不存在的类型') },
  { code: 'unknown-custom-kind', summary: text('a kind of which no definition is known', '没有已知定义的类型') },
  { code: 'removed-api', summary: text('an API version that is no longer served', '不再提供的 API 版本') },
  { code: 'deprecated-api', summary: text('an API version that will go', '即将移除的 API 版本') },
  { code: 'api-off-by-default', summary: text('an API version that is off by default', '默认关闭的 API 版本') },
  {
    code: 'gated-field',
    summary: text('a field behind a feature gate that is off', '被关闭的 feature gate 所控制的字段'),
  },
  { code: 'read-only', summary: text('a field that only the server sets', '只由服务器设置的字段') },
  { code: 'misread-key', summary: text('a key that Kubernetes reads as another', 'Kubernetes 会读作其他内容的键') },
  { code: 'duplicate-key', summary: text('a key that is there twice', '重复的键') },
  {
    code: 'missing-reference',
    summary: text('a reference to what is not in the workspace', '引用了工作区中不存在的对象'),
  },
  {
    code: 'missing-key',
    summary: text('a reference to a key or port that the object does not have', '引用了对象中不存在的键或端口'),
  },
  {
    code: 'duplicate-object',
    summary: text('an object that the file holds twice', '文件中重复出现的对象'),
  },
  {
    code: 'missing-patch-target',
    summary: text('a patch of what the kustomization does not build', '针对 kustomization 未构建对象的补丁'),
  },
  {
    code: 'kustomize-build',
    summary: text('kustomize refuses to build it, in its own words', 'kustomize 会拒绝构建（原文）'),
  },
  { code: 'missing-path', summary: text('a path in a kustomization that leads nowhere', 'kustomization 中无效的路径') },
  {
    code: 'scenario-command',
    summary: text('a kubectl line of a scenario that fails as it is written', '场景中按原样会失败的 kubectl 命令行'),
  },
  // Helm charts.
  {
    code: 'helm-template',
    summary: text('a template that Helm refuses, in its own words', 'Helm 会拒绝的模板（原文）'),
  },
  {
    code: 'helm-not-rendered',
    summary: text('a template that is not rendered here', '未在此渲染的模板'),
  },
  {
    code: 'helm-undefined-template',
    summary: text('a named template that the chart does not define', 'chart 中没有定义的命名模板'),
  },
  {
    code: 'helm-unset-value',
    summary: text('a value that a template uses and the chart does not set', '模板使用而 chart 未设置的值'),
  },
  { code: 'helm-unused-value', summary: text('a value that no template uses', '没有模板使用的值') },
  {
    code: 'helm-missing-dependency',
    summary: text('a chart that is needed and not in charts/', '需要但不在 charts/ 中的 chart'),
  },
  {
    code: 'helm-values-schema',
    summary: text('a value that values.schema.json does not take', '不符合 values.schema.json 的值'),
  },
  // What only a simulation of the manifests reveals (core/sim/reveal): hints, in the editor.
  {
    code: 'zero-available-update',
    summary: text('an update passes through zero available pods', '更新过程中可用 Pod 数会降为零'),
  },
  { code: 'stuck-rollout', summary: text('a rollout that cannot finish', '无法完成的发布') },
  { code: 'restarts-forever', summary: text('a pod that restarts for ever', '永远重启的 Pod') },
  {
    code: 'stays-pending',
    summary: text('a pod that stays Pending on any node', '在任何节点上都一直 Pending 的 Pod'),
  },
  { code: 'job-never-succeeds', summary: text('a Job that cannot succeed', '不可能成功的 Job') },
  {
    code: 'pre-stop-exceeds-grace',
    summary: text('a preStop hook longer than the grace period', '比宽限期更长的 preStop 钩子'),
  },
  { code: 'budget-blocks-drains', summary: text('a budget that blocks every drain', '阻止所有排空的预算') },
  {
    code: 'claim-without-volume',
    summary: text('a claim that none of its volumes satisfies', '没有任何卷能满足的声明'),
  },
  {
    code: 'service-without-endpoints',
    summary: text('a Service that never gets an endpoint', '永远得不到端点的 Service'),
  },
  {
    code: 'refused-pods',
    summary: text('a workload whose pods a quota refuses', '其 Pod 被配额拒绝的工作负载'),
  },
];

export const otherCodes: readonly string[] = codeFacts.map(({ code }) => code);
