// The keys of `.kpod.yaml`: what editor and command line are told about a folder and all below it.
import { text } from '../text.ts';
import { formatOf } from './format.ts';

export const settingsFormat = formatOf({
  id: 'settings',
  root: 'Settings',
  apiVersion: '',
  kindName: 'Settings',
  types: {
    Settings: {
      about: text('Settings of a folder and all below it', '作用于此目录及其下所有目录的设置'),
      fields: {
        kubernetesVersion: {
          type: 'any',
          from: 'version',
          about: text(
            'The Kubernetes version that manifests are judged by: `latest`, or a minor such as `"1.34"`',
            '评判清单所依据的 Kubernetes 版本：`latest`，或次版本号，例如 `"1.34"`',
          ),
        },
        profile: {
          type: 'string',
          values: ['recommended', 'strict', 'pss-baseline', 'pss-restricted', 'kube-linter', 'kube-score'],
          about: text('A set of rules, besides the recommended ones', '在推荐规则之外启用的一组规则'),
        },
        rules: {
          type: '{}any',
          from: 'rule',
          about: text(
            'Rule id to level: `off`, `hint`, `info`, `warning` or `error`; it wins over the profile',
            '规则 id 到级别：`off`、`hint`、`info`、`warning` 或 `error`；优先于 profile',
          ),
        },
        ignore: {
          type: '[]string',
          about: text(
            'Globs of files that are not judged, relative to this file; what they define still counts',
            '不评判的文件（glob，相对于此文件）；其中定义的对象仍然有效',
          ),
        },
        suppress: {
          type: '[]Suppression',
          about: text('Rules that are silent in some files', '在某些文件中不提示的规则'),
        },
        complete: {
          type: 'Complete',
          about: text(
            'What these files hold completely: a reference to a missing object of it is an error, not a hint',
            '这些文件完整包含的内容：引用其中缺失的对象是错误，而不只是提示',
          ),
        },
        helm: {
          type: 'Helm',
          about: text('How Helm charts are installed that are rendered here', '在此渲染的 Helm chart 的安装方式'),
        },
        crds: {
          type: '[]string',
          from: 'path',
          about: text(
            'Files or folders with CustomResourceDefinitions that lie elsewhere, relative to this file',
            '位于别处的 CustomResourceDefinition 文件或目录，相对于此文件',
          ),
        },
        foreignGroups: {
          type: '[]string',
          about: text(
            'API groups that are not yours, such as `example.com`: their kinds are neither judged nor called unknown',
            '不归你管的 API 组，例如 `example.com`：其类型既不评判，也不提示未知',
          ),
        },
      },
    },
    Suppression: {
      about: text('Rules that are silent in some files', '在某些文件中不提示的规则'),
      required: ['files'],
      fields: {
        files: { type: '[]string', about: text('Globs, relative to this file', 'glob，相对于此文件') },
        rules: {
          type: '[]string',
          from: 'rule',
          about: text('Rule ids; all rules when left out', '规则 id；省略时为所有规则'),
        },
      },
    },
    Helm: {
      about: text('How Helm charts are installed that are rendered here', '在此渲染的 Helm chart 的安装方式'),
      fields: {
        valuesFiles: {
          type: 'any',
          about: text(
            'Values files laid over values.yaml, later ones over earlier ones, as `-f a -f b`: paths or globs from the folder of the chart; or a map from globs of chart folders to such lists',
            '叠加在 values.yaml 之上的 values 文件，后者覆盖前者，如同 `-f a -f b`：相对于 chart 目录的路径或 glob；也可以是从 chart 目录（glob）到此类列表的映射',
          ),
        },
        releaseName: {
          type: 'string',
          about: text('`.Release.Name`; `release-name` when left out', '`.Release.Name`；省略时为 `release-name`'),
        },
        namespace: {
          type: 'string',
          about: text('`.Release.Namespace`; `default` when left out', '`.Release.Namespace`；省略时为 `default`'),
        },
        apiVersions: {
          type: '[]string',
          about: text(
            "`.Capabilities.APIVersions` besides Kubernetes' own, such as `monitoring.coreos.com/v1`",
            '除 Kubernetes 自身之外的 `.Capabilities.APIVersions`，例如 `monitoring.coreos.com/v1`',
          ),
        },
      },
    },
    Complete: {
      about: text('What is held completely', '完整包含的内容'),
      fields: {
        kinds: {
          type: '[]string',
          from: 'kind',
          about: text('Kinds; `*`, or leaving it out, means all', '类型；`*` 或省略表示所有类型'),
        },
        namespaces: {
          type: '[]string',
          from: 'namespace',
          about: text('Namespaces; leaving it out means all', '命名空间；省略表示所有命名空间'),
        },
      },
    },
  },
});
