// The keys of kustomization.yaml, for kinds Kustomization and Component, after api/types of sigs.k8s.io/kustomize v5.
import { text } from '../text.ts';
import { type Form, type FormField, formatOf } from './format.ts';

const pathList = (en: string, zh: string, from: FormField['from'] = 'path'): FormField => ({
  type: '[]string',
  about: text(en, zh),
  ...(from ? { from } : {}),
});
const words = (type: string, en: string, zh: string): FormField => ({ type, about: text(en, zh) });

const generator: Readonly<Record<string, FormField>> = {
  name: words('string', 'The name; a hash of the content is put behind it', '名称；其后会附加内容的哈希'),
  namespace: words('string', 'The namespace of the made object', '所生成对象的命名空间'),
  behavior: {
    type: 'string',
    values: ['create', 'replace', 'merge'],
    about: text('What happens when a base makes one of the same name', '当 base 中已生成同名对象时如何处理'),
  },
  literals: words('[]string', 'Entries as KEY=VALUE', '以 KEY=VALUE 形式给出的条目'),
  files: pathList('Files, each an entry: PATH, or KEY=PATH', '文件，每个文件成为一个条目：PATH 或 KEY=PATH'),
  envs: pathList('Files of KEY=VALUE lines, each line an entry', '由 KEY=VALUE 行组成的文件，每行一个条目'),
  env: words('string', 'One such file; use envs', '单个此类文件；请改用 envs'),
  options: words('GeneratorOptions', 'Options of this one', '仅用于此项的选项'),
};

const form: Form = {
  id: 'kustomization',
  root: 'Kustomization',
  apiVersion: 'kustomize.config.k8s.io/v1beta1',
  kindName: 'Kustomization',
  types: {
    Kustomization: {
      about: text('What kustomize builds from', 'kustomize 构建所用的内容'),
      fields: {
        apiVersion: {
          type: 'string',
          values: ['kustomize.config.k8s.io/v1beta1', 'kustomize.config.k8s.io/v1alpha1', 'kustomize.config.k8s.io/v1'],
          about: text(
            'v1beta1 for a Kustomization, v1alpha1 for a Component',
            'Kustomization 用 v1beta1，Component 用 v1alpha1',
          ),
        },
        kind: {
          type: 'string',
          values: ['Kustomization', 'Component'],
          about: text(
            'A Component is laid over what others have built so far',
            'Component 会叠加在其他内容的构建结果之上',
          ),
        },
        metadata: words('object', 'Its own metadata; not of what is built', '它自身的元数据，与构建结果无关'),
        openapi: words('{}any', 'A schema for merging custom resources', '用于合并自定义资源的 schema'),
        namePrefix: words('string', 'Put before the name of every object', '加在每个对象名称之前'),
        nameSuffix: words('string', 'Put behind the name of every object', '加在每个对象名称之后'),
        namespace: words('string', 'The namespace of every object', '每个对象的命名空间'),
        commonLabels: words(
          '{}string',
          'Labels for every object, its selectors and its pod templates; `labels` can leave selectors alone',
          '添加到每个对象、其选择器和 Pod 模板的标签；`labels` 可以不改动选择器',
        ),
        labels: words(
          '[]Labels',
          'Labels for every object, in selectors and templates only when asked',
          '添加到每个对象的标签；仅在要求时加入选择器和模板',
        ),
        commonAnnotations: words('{}string', 'Annotations for every object', '添加到每个对象的注解'),
        patchesStrategicMerge: pathList('Deprecated: use patches', '已弃用：请使用 patches', 'patch-path'),
        patchesJson6902: words('[]Patch', 'Deprecated: use patches', '已弃用：请使用 patches'),
        patches: words(
          '[]Patch',
          'Changes to objects, as parts of them or as JSON operations',
          '对对象的修改：对象的一部分或 JSON 操作',
        ),
        images: words('[]Image', 'New names, tags or digests for images', '镜像的新名称、标签或摘要'),
        imageTags: words('[]Image', 'Deprecated: use images', '已弃用：请使用 images'),
        replacements: words('[]Replacement', 'Values copied from one field to others', '把一个字段的值复制到其他字段'),
        replicas: words('[]Replica', 'Numbers of replicas by name', '按名称设置副本数'),
        vars: words('[]object', 'Deprecated: use replacements', '已弃用：请使用 replacements'),
        sortOptions: words('SortOptions', 'The order of what is built', '构建结果的顺序'),
        resources: pathList(
          'Manifests, folders with a kustomization, or addresses of them',
          '清单文件、含 kustomization 的目录，或其地址',
        ),
        components: pathList('Folders with a Component', '含 Component 的目录', 'folder'),
        bases: pathList('Deprecated: use resources', '已弃用：请使用 resources', 'folder'),
        crds: pathList('Files with OpenAPI definitions of custom resources', '含自定义资源 OpenAPI 定义的文件'),
        configMapGenerator: words(
          '[]ConfigMapArgs',
          'ConfigMaps made from files and literals',
          '由文件和字面值生成的 ConfigMap',
        ),
        secretGenerator: words('[]SecretArgs', 'Secrets made from files and literals', '由文件和字面值生成的 Secret'),
        generatorOptions: words('GeneratorOptions', 'Options of all generators', '所有生成器的选项'),
        generators: pathList('Files that configure generator plugins', '配置生成器插件的文件'),
        transformers: pathList('Files that configure transformer plugins', '配置转换器插件的文件'),
        validators: pathList('Files that configure validator plugins', '配置校验器插件的文件'),
        configurations: pathList(
          'Files that tell which fields hold names, labels and images',
          '说明哪些字段是名称、标签和镜像的文件',
        ),
        helmGlobals: words('HelmGlobals', 'Where charts are kept', 'chart 的存放位置'),
        helmCharts: words('[]HelmChart', 'Helm charts to render', '要渲染的 Helm chart'),
        helmChartInflationGenerator: words('[]object', 'Deprecated: use helmCharts', '已弃用：请使用 helmCharts'),
        inventory: words('object', 'Deprecated', '已弃用'),
        buildMetadata: {
          type: '[]string',
          values: ['managedByLabel', 'originAnnotations', 'transformerAnnotations'],
          about: text('What is noted on the built objects', '在构建结果上记录的信息'),
        },
      },
    },
    Labels: {
      about: text('Labels and where they go', '标签及其添加位置'),
      fields: {
        pairs: words('{}string', 'The labels', '标签'),
        includeSelectors: words('boolean', 'Also in selectors and pod templates', '同时加入选择器和 Pod 模板'),
        includeTemplates: words('boolean', 'Also in pod templates', '同时加入 Pod 模板'),
        fields: words('[]object', 'Further fields that they go to', '还要添加到的其他字段'),
      },
    },
    Patch: {
      about: text('A change and what it is laid over', '修改及其作用对象'),
      fields: {
        path: { type: 'string', from: 'patch-path', about: text('The file with the change', '包含修改内容的文件') },
        patch: words('string', 'The change itself, in place of a file', '直接写出的修改内容，代替文件'),
        target: words('Target', 'Which objects it is laid over', '作用于哪些对象'),
        options: words('PatchOptions', 'Whether it may change name or kind', '是否允许修改名称或类型'),
      },
    },
    PatchOptions: {
      about: text('Whether a patch may change name or kind', '补丁是否允许修改名称或类型'),
      fields: {
        allowNameChange: words('boolean', 'It may change the name', '允许修改名称'),
        allowKindChange: words('boolean', 'It may change the kind', '允许修改类型'),
      },
    },
    Target: {
      about: text('Which objects are meant', '指哪些对象'),
      fields: {
        group: words('string', 'Their API group', '其 API 组'),
        version: words('string', 'Their API version', '其 API 版本'),
        kind: {
          type: 'string',
          from: 'built-kind',
          about: text('Their kind, as an anchored expression', '其类型（整体匹配的正则表达式）'),
        },
        name: {
          type: 'string',
          from: 'built-object',
          about: text('Their name, as an anchored expression', '其名称（整体匹配的正则表达式）'),
        },
        namespace: words('string', 'Their namespace, as an anchored expression', '其命名空间（整体匹配的正则表达式）'),
        labelSelector: words('string', 'A selector of their labels', '其标签的选择器'),
        annotationSelector: words('string', 'A selector of their annotations', '其注解的选择器'),
      },
    },
    Image: {
      about: text('What becomes of an image', '如何替换镜像'),
      required: ['name'],
      fields: {
        name: {
          type: 'string',
          from: 'image',
          about: text('The image as manifests have it, without tag', '清单中的镜像名，不含标签'),
        },
        newName: words('string', 'What it is called instead', '替换后的名称'),
        newTag: words('string', 'Its tag', '标签'),
        tagSuffix: words('string', 'Put behind its tag', '附加在标签之后'),
        digest: words('string', 'Its digest, in place of a tag', '摘要，代替标签'),
      },
    },
    Replica: {
      about: text('The number of replicas of what has a name', '某个名称的副本数'),
      required: ['name', 'count'],
      fields: {
        name: { type: 'string', from: 'scaled', about: text('The name before any prefix', '加前缀之前的名称') },
        count: words('integer', 'How many', '数量'),
      },
    },
    Replacement: {
      about: text('A value copied from one field to others', '把一个字段的值复制到其他字段'),
      fields: {
        path: { type: 'string', from: 'path', about: text('A file with this replacement', '包含此替换的文件') },
        source: words('ReplacementSource', 'Where the value is', '值的来源'),
        sourceValue: words('string', 'The value itself', '值本身'),
        targets: words('[]ReplacementTarget', 'Where it goes', '值的去向'),
      },
    },
    ReplacementSource: {
      about: text('Where the value is', '值的来源'),
      fields: {
        group: words('string', 'API group', 'API 组'),
        version: words('string', 'API version', 'API 版本'),
        kind: { type: 'string', from: 'built-kind', about: text('Kind', '类型') },
        name: { type: 'string', from: 'built-object', about: text('Name', '名称') },
        namespace: words('string', 'Namespace', '命名空间'),
        fieldPath: {
          type: 'string',
          from: 'field-path',
          about: text('The field, metadata.name when left out', '字段；省略时为 metadata.name'),
        },
        options: words('{}any', 'A part of the value', '只取值的一部分'),
      },
    },
    ReplacementTarget: {
      about: text('Where a value goes', '值的去向'),
      fields: {
        select: words('Target', 'The objects', '对象'),
        reject: words('[]Target', 'Objects to leave alone', '排除的对象'),
        fieldPaths: pathList('The fields', '字段', 'field-path'),
        options: words('{}any', 'A part of the field', '只替换字段的一部分'),
      },
    },
    SortOptions: {
      about: text('The order of what is built', '构建结果的顺序'),
      fields: {
        order: {
          type: 'string',
          values: ['fifo', 'legacy'],
          about: text('As given, or by kind', '按给出的顺序，或按类型'),
        },
        legacySortOptions: words('{}any', 'Which kinds come first and last', '哪些类型排在最前和最后'),
      },
    },
    GeneratorOptions: {
      about: text('Options of generators', '生成器的选项'),
      fields: {
        labels: words('{}string', 'Labels of the made objects', '所生成对象的标签'),
        annotations: words('{}string', 'Annotations of the made objects', '所生成对象的注解'),
        disableNameSuffixHash: words('boolean', 'No hash behind the name', '名称后不附加哈希'),
        immutable: words('boolean', 'The made objects are immutable', '所生成的对象不可变'),
      },
    },
    ConfigMapArgs: { about: text('A ConfigMap to make', '要生成的 ConfigMap'), required: ['name'], fields: generator },
    SecretArgs: {
      about: text('A Secret to make', '要生成的 Secret'),
      required: ['name'],
      fields: { ...generator, type: words('string', 'The type of the Secret', 'Secret 的类型') },
    },
    HelmGlobals: {
      about: text('Where charts are kept', 'chart 的存放位置'),
      fields: {
        chartHome: words('string', 'The folder of charts', 'chart 目录'),
        configHome: words('string', 'The folder of Helm’s settings', 'Helm 配置目录'),
      },
    },
    HelmChart: {
      about: text('A chart to render', '要渲染的 chart'),
      fields: {
        name: words('string', 'Its name', '名称'),
        version: words('string', 'Its version', '版本'),
        repo: words('string', 'The address of its repository', '仓库地址'),
        releaseName: words('string', 'The name of the release', 'release 名称'),
        namespace: words('string', 'The namespace of the release', 'release 的命名空间'),
        nameTemplate: words('string', 'A template for the release name', 'release 名称模板'),
        valuesFile: { type: 'string', from: 'path', about: text('A file of values', '值文件') },
        additionalValuesFiles: pathList('Further files of values', '其他值文件'),
        valuesInline: words('{}any', 'Values themselves', '直接写出的值'),
        valuesMerge: {
          type: 'string',
          values: ['merge', 'override', 'replace'],
          about: text('Which values win', '哪些值优先'),
        },
        includeCRDs: words('boolean', 'Also the chart’s CRDs', '包含 chart 的 CRD'),
        skipHooks: words('boolean', 'Without hooks', '不含 hook'),
        skipTests: words('boolean', 'Without tests', '不含测试'),
        apiVersions: words('[]string', 'API versions that templates may ask for', '模板可查询的 API 版本'),
        kubeVersion: words('string', 'The Kubernetes version that templates see', '模板所见的 Kubernetes 版本'),
        debug: words('boolean', 'Print what Helm does', '输出 Helm 的调试信息'),
        devel: words('boolean', 'Also development versions', '包含开发版本'),
      },
    },
  },
};

export const kustomizationFormat = formatOf(form);
