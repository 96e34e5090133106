// The keys of Chart.yaml, after pkg/chart/metadata.go and dependency.go of helm v3.22.
import { text } from '../text.ts';
import { formatOf } from './format.ts';

export const chartFormat = formatOf({
  id: 'chart',
  root: 'Chart',
  apiVersion: '',
  kindName: 'Chart',
  types: {
    Chart: {
      about: text('What Helm is told about a chart', '对 chart 的说明'),
      required: ['apiVersion', 'name', 'version'],
      fields: {
        apiVersion: {
          type: 'string',
          values: ['v2', 'v1'],
          about: text(
            'The form of the chart: `v2`; `v1` keeps its dependencies in requirements.yaml',
            'chart 的格式：`v2`；`v1` 的依赖写在 requirements.yaml 中',
          ),
        },
        name: {
          type: 'string',
          about: text('The name of the chart, that of its folder', 'chart 的名称，与其目录名一致'),
        },
        version: {
          type: 'string',
          about: text(
            'The version of the chart, in the form of SemVer 2: `1.2.3`',
            'chart 的版本，SemVer 2 格式：`1.2.3`',
          ),
        },
        appVersion: {
          type: 'string',
          about: text('The version of what it installs; put it in quotes', '所安装应用的版本；请加引号'),
        },
        kubeVersion: {
          type: 'string',
          about: text('The Kubernetes versions that it is for: `>=1.30.0-0`', '适用的 Kubernetes 版本：`>=1.30.0-0`'),
        },
        description: { type: 'string', about: text('What it installs, in a sentence', '一句话说明安装的内容') },
        type: {
          type: 'string',
          values: ['application', 'library'],
          about: text(
            '`application`, or `library`: named templates for other charts, nothing to install',
            '`application`，或 `library`：供其他 chart 使用的命名模板，本身不安装任何内容',
          ),
        },
        dependencies: {
          type: '[]Dependency',
          about: text('Charts that it needs, in `charts/`', '需要的 chart，位于 `charts/`'),
        },
        annotations: { type: '{}string', about: text('Whatever tools read', '供工具读取的内容') },
        keywords: { type: '[]string', about: text('Words to find it by', '用于查找的关键词') },
        home: { type: 'string', about: text('The page of the project', '项目主页') },
        sources: { type: '[]string', about: text('Where its sources are', '源码地址') },
        maintainers: { type: '[]Maintainer', about: text('Who looks after it', '维护者') },
        icon: { type: 'string', about: text('The address of an SVG or PNG', 'SVG 或 PNG 图标的地址') },
        deprecated: { type: 'boolean', about: text('Whether it should no longer be used', '是否已不建议使用') },
        condition: { type: 'string', about: text('Values that decide whether it takes part', '决定其是否启用的值') },
        tags: { type: 'string', about: text('Tags that decide whether it takes part', '决定其是否启用的标签') },
        engine: {
          type: 'string',
          deprecated: true,
          about: text('Of Helm 2; nothing reads it', 'Helm 2 的键；不再读取'),
        },
        tillerVersion: {
          type: 'string',
          deprecated: true,
          about: text('Of Helm 2; nothing reads it', 'Helm 2 的键；不再读取'),
        },
      },
    },
    Dependency: {
      about: text('A chart that is needed', '需要的一个 chart'),
      required: ['name'],
      fields: {
        name: { type: 'string', about: text('The name of the chart', 'chart 的名称') },
        version: {
          type: 'string',
          about: text('A version, or a range: `^1.2.0`, `1.x.x`', '版本或范围：`^1.2.0`、`1.x.x`'),
        },
        repository: {
          type: 'string',
          about: text(
            'Where `helm dependency update` gets it: `https://…`, `oci://…`, `file://../common`, `@name`',
            '`helm dependency update` 从何处获取：`https://…`、`oci://…`、`file://../common`、`@name`',
          ),
        },
        condition: {
          type: 'string',
          about: text(
            'Paths of values, with commas between them; the first that is true or false switches the chart: `redis.enabled`',
            '以逗号分隔的值路径；第一个为 true 或 false 的值决定是否启用：`redis.enabled`',
          ),
        },
        tags: {
          type: '[]string',
          about: text(
            'Without a condition, one that is true below `tags` in the values switches it on',
            '没有 condition 时，values 中 `tags` 下任一为 true 即启用',
          ),
        },
        alias: {
          type: 'string',
          about: text('Another name; its values stand below it', '别名；其值写在此名称之下'),
        },
        'import-values': {
          type: '[]any',
          about: text(
            'Values taken over from it: names below its `exports`, or `child` and `parent` paths',
            '从中导入的值：其 `exports` 下的名称，或 `child` 与 `parent` 路径',
          ),
        },
        enabled: { type: 'boolean', about: text('Written by Helm itself', '由 Helm 自身写入') },
      },
    },
    Maintainer: {
      about: text('Who looks after the chart', '维护者'),
      required: ['name'],
      fields: {
        name: { type: 'string', about: text('A name', '姓名') },
        email: { type: 'string', about: text('An address', '邮箱') },
        url: { type: 'string', about: text('A page', '网页') },
      },
    },
  },
});
