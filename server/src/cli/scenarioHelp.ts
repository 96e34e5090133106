// `kpod help scenario`: what may stand in a scenario file, from the same data that completes and checks it.
import { scenarioFormat } from '../core/formats/scenario.data.ts';
import type { TypeRef } from '../core/schema/schema.ts';
import { type Locale, pick, type Text, text } from '../core/text.ts';

const example = `name: a bad image
until: 60s
kubelet:
  - match: { image: "*:bad" }
    pull: fails
steps:
  - at: 0s
    apply: |
      apiVersion: apps/v1
      kind: Deployment
      …
  - at: 10s
    kubectl: set image deployment/web app=nginx:bad
`;

const head = text(
  `Scenario files (kpod.scenario.yaml, *.scenario.yaml)

What a simulated cluster goes through: its nodes, how containers behave, what people do when. Played by kpod simulate, by
kpod why and by Simulate in the editor. Times are 500ms, 10s, 1m30s; {oldest pod web-*} in a command is the name of such a pod.
`,
  `场景文件（kpod.scenario.yaml、*.scenario.yaml）

模拟集群所经历的过程：节点、容器的行为、人们何时做什么。可用 kpod simulate、kpod why 或编辑器中的“模拟运行”播放。
时间写作 500ms、10s、1m30s；命令中的 {oldest pod web-*} 表示此类 Pod 中最早的一个的名称。
`,
);
const keys: Text = text('Keys:', '键：');
const forExample: Text = text('Example:', '示例：');

const column = 30;

/** The page. */
export function scenarioHelp(locale: Locale): string {
  const { schema, kind } = scenarioFormat;
  const lines: string[] = [];
  const print = (definition: string, depth: number): void => {
    for (const [name, field] of schema.definition(definition)?.fields ?? []) {
      const about = scenarioFormat.describe(definition, name);
      const below = definitionIn(field.type);
      const word = `${'  '.repeat(depth + 1)}${name}${field.type.is === 'list' ? '[]' : ''}`;
      lines.push(`${word.padEnd(column)} ${about ? pick(about, locale) : ''}`.trimEnd());
      if (below !== undefined && depth < 3) print(below, depth + 1);
    }
  };
  print(kind.definition, 0);
  const indented = example.replace(/^/gm, '  ').trimEnd();
  return [pick(head, locale), pick(keys, locale), ...lines, '', pick(forExample, locale), indented, ''].join('\n');
}

function definitionIn(type: TypeRef): string | undefined {
  if (type.is === 'definition') return type.name;
  return type.is === 'list' ? definitionIn(type.of) : undefined;
}
