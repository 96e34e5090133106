// Annotations that Kubernetes and tools of nearly every cluster read from objects of many kinds.
// Kubernetes v1.36: exported constants of its API modules; the tools' from their documentation, in our words.
import { text } from '../../text.ts';
import { type KnownWords, onOff } from './known.ts';

/** Of every kind. */
export const annotations: KnownWords = {
  'kubernetes.io/description': { about: text('what the object is for, for people', '供人阅读的用途说明') },
  'kubernetes.io/change-cause': {
    about: text(
      'why this revision was made; "kubectl rollout history" shows it',
      '此版本的变更原因；"kubectl rollout history" 会显示',
    ),
  },
  'kubectl.kubernetes.io/last-applied-configuration': {
    about: text(
      'what "kubectl apply" was given last; not for manifests',
      '"kubectl apply" 上次收到的内容；不应写在清单中',
    ),
  },
  'kubectl.kubernetes.io/restartedAt': {
    about: text('when "kubectl rollout restart" was last asked for', '上次执行 "kubectl rollout restart" 的时间'),
  },
  'deployment.kubernetes.io/revision': {
    about: text('the revision, set by the Deployment controller', '版本号，由 Deployment 控制器写入'),
  },
  'argocd.argoproj.io/sync-wave': {
    about: text(
      'Argo CD applies lower numbers first, and waits until they are healthy',
      'Argo CD 先应用较小的数字，并等待其健康',
    ),
    values: ['0', '1', '-1'],
  },
  'argocd.argoproj.io/hook': {
    about: text('Argo CD applies the object at this time of a sync', 'Argo CD 在同步的该阶段应用此对象'),
    values: ['PreSync', 'Sync', 'PostSync', 'SyncFail', 'Skip'],
  },
  'argocd.argoproj.io/hook-delete-policy': {
    about: text('when Argo CD deletes the hook again', 'Argo CD 何时删除该钩子'),
    values: ['HookSucceeded', 'HookFailed', 'BeforeHookCreation'],
  },
  'argocd.argoproj.io/sync-options': {
    about: text('how Argo CD syncs this object', 'Argo CD 如何同步该对象'),
    values: ['Prune=false', 'ServerSideApply=true', 'Replace=true', 'SkipDryRunOnMissingResource=true'],
  },
  'argocd.argoproj.io/compare-options': {
    about: text('what Argo CD leaves out when it compares', 'Argo CD 比较时忽略什么'),
    values: ['IgnoreExtraneous'],
  },
  'helm.sh/hook': {
    about: text('Helm applies the object at this time of a release', 'Helm 在发布的该阶段应用此对象'),
    values: [
      'pre-install',
      'post-install',
      'pre-upgrade',
      'post-upgrade',
      'pre-delete',
      'post-delete',
      'pre-rollback',
      'test',
    ],
  },
  'helm.sh/hook-weight': {
    about: text('Helm runs hooks with lower weights first', 'Helm 先执行权重较小的钩子'),
    values: ['0', '-5', '5'],
  },
  'helm.sh/hook-delete-policy': {
    about: text('when Helm deletes the hook again', 'Helm 何时删除该钩子'),
    values: ['before-hook-creation', 'hook-succeeded', 'hook-failed'],
  },
  'helm.sh/resource-policy': {
    about: text('Helm leaves the object when the release goes', 'Helm 卸载时保留该对象'),
    values: ['keep'],
  },
  'meta.helm.sh/release-name': { about: text('the Helm release that owns the object', '拥有该对象的 Helm 发布') },
  'meta.helm.sh/release-namespace': {
    about: text('the namespace of the Helm release that owns the object', '拥有该对象的 Helm 发布所在的命名空间'),
  },
  'kustomize.toolkit.fluxcd.io/prune': {
    about: text('Flux leaves the object when it is no longer in Git', '从 Git 移除后 Flux 仍保留该对象'),
    values: ['disabled'],
  },
  'kustomize.toolkit.fluxcd.io/reconcile': {
    about: text('Flux leaves the object alone', 'Flux 不再调谐该对象'),
    values: ['disabled'],
  },
  'config.kubernetes.io/local-config': {
    about: text('Kustomize reads the object and does not give it out', 'Kustomize 读取但不输出该对象'),
    values: onOff,
  },
  'kustomize.config.k8s.io/needs-hash': {
    about: text('Kustomize adds a hash of the content to the name', 'Kustomize 在名称后附加内容哈希'),
    values: onOff,
  },
  'reloader.stakater.com/auto': {
    about: text(
      'Reloader restarts the pods when a ConfigMap or Secret of theirs changes',
      'ConfigMap 或 Secret 变化时 Reloader 会重启 Pod',
    ),
    values: onOff,
  },
  'ignore-check.kube-linter.io/unset-cpu-requirements': {
    about: text(
      'kube-linter, and kpod, leave this check out; the value says why',
      'kube-linter 和 kpod 跳过此检查；值说明原因',
    ),
  },
  'kube-score/ignore': {
    about: text('checks that kube-score leaves out, with commas', 'kube-score 跳过的检查，以逗号分隔'),
  },
};

/** Of pods and of the templates that make them. */
export const podAnnotations: KnownWords = {
  'kubectl.kubernetes.io/default-container': {
    about: text('the container that "kubectl logs" and "exec" take', '"kubectl logs" 和 "exec" 默认使用的容器'),
  },
  'prometheus.io/scrape': {
    about: text('by convention: Prometheus collects metrics of the pod', '惯例：Prometheus 采集该 Pod 的指标'),
    values: onOff,
  },
  'prometheus.io/port': { about: text('by convention: the port that has the metrics', '惯例：提供指标的端口') },
  'prometheus.io/path': {
    about: text('by convention: the path of the metrics', '惯例：指标的路径'),
    values: ['/metrics'],
  },
  'prometheus.io/scheme': {
    about: text('by convention: how metrics are asked for', '惯例：采集指标的协议'),
    values: ['http', 'https'],
  },
  'checksum/config': {
    about: text(
      'a hash of the configuration, so that pods restart when it changes',
      '配置的哈希，使配置变化时重启 Pod',
    ),
  },
  'cluster-autoscaler.kubernetes.io/safe-to-evict': {
    about: text('whether the autoscaler may remove the node under the pod', '自动缩容时是否可以驱逐该 Pod'),
    values: ['false', 'true'],
  },
  'controller.kubernetes.io/pod-deletion-cost': {
    about: text(
      'a ReplicaSet that shrinks deletes pods with lower costs first',
      'ReplicaSet 缩容时先删除成本较低的 Pod',
    ),
  },
  'container.apparmor.security.beta.kubernetes.io/': {
    about: text(
      'the old way to an AppArmor profile; use securityContext.appArmorProfile',
      'AppArmor 配置的旧写法；请用 securityContext.appArmorProfile',
    ),
  },
  'seccomp.security.alpha.kubernetes.io/pod': {
    about: text('the old way to a seccomp profile, without effect since 1.27', 'seccomp 配置的旧写法，1.27 起无效'),
  },
  'sidecar.istio.io/inject': {
    about: text('whether Istio adds its proxy to the pod', 'Istio 是否向 Pod 注入代理'),
    values: onOff,
  },
  'traffic.sidecar.istio.io/excludeOutboundPorts': {
    about: text('ports that do not go through Istio’s proxy', '不经过 Istio 代理的出站端口'),
  },
  'linkerd.io/inject': {
    about: text('whether Linkerd adds its proxy to the pod', 'Linkerd 是否向 Pod 注入代理'),
    values: ['enabled', 'disabled'],
  },
  'vault.hashicorp.com/agent-inject': {
    about: text('Vault’s agent puts secrets into the pod', 'Vault 代理向 Pod 注入机密'),
    values: onOff,
  },
  'vault.hashicorp.com/role': { about: text('the role of Vault’s that the pod has', 'Pod 使用的 Vault 角色') },
  'karpenter.sh/do-not-disrupt': {
    about: text('Karpenter leaves the node under the pod alone', 'Karpenter 不会移除该 Pod 所在的节点'),
    values: ['true'],
  },
  'k8s.v1.cni.cncf.io/networks': {
    about: text('further networks of the pod, with Multus', 'Pod 的附加网络（Multus）'),
  },
  'backup.velero.io/backup-volumes': {
    about: text('volumes that Velero copies, with commas', 'Velero 备份的卷，以逗号分隔'),
  },
};

/** By kind: what only objects of it are read for. */
export const annotationsOfKinds: Readonly<Record<string, KnownWords>> = {
  ServiceAccount: {
    'eks.amazonaws.com/role-arn': {
      about: text('the role of AWS that pods of this account take', '该账户的 Pod 所扮演的 AWS 角色'),
    },
    'iam.gke.io/gcp-service-account': {
      about: text(
        'the service account of Google Cloud that pods of this account are',
        '该账户的 Pod 所代表的 Google Cloud 服务账户',
      ),
    },
    'azure.workload.identity/client-id': {
      about: text('the identity of Azure that pods of this account have', '该账户的 Pod 所用的 Azure 身份'),
    },
    'kubernetes.io/enforce-mountable-secrets': {
      about: text('pods may mount only Secrets that the account lists', 'Pod 只能挂载账户列出的 Secret'),
      values: onOff,
    },
  },
  Secret: {
    'kubernetes.io/service-account.name': {
      about: text('the ServiceAccount that the token is for', '令牌所属的 ServiceAccount'),
    },
    'reflector.v1.k8s.emberstack.com/reflection-allowed': {
      about: text('Reflector may copy the object to other namespaces', 'Reflector 可将对象复制到其他命名空间'),
      values: onOff,
    },
    'sealedsecrets.bitnami.com/managed': {
      about: text('a SealedSecret may take over this Secret', 'SealedSecret 可以接管此 Secret'),
      values: onOff,
    },
  },
  StorageClass: {
    'storageclass.kubernetes.io/is-default-class': {
      about: text('claims that name no class get this one', '未指定存储类的声明使用此类'),
      values: onOff,
    },
  },
  IngressClass: {
    'ingressclass.kubernetes.io/is-default-class': {
      about: text('Ingresses that name no class get this one', '未指定类的 Ingress 使用此类'),
      values: onOff,
    },
  },
  PersistentVolumeClaim: {
    'volume.kubernetes.io/storage-provisioner': {
      about: text('who is to make the volume; set by Kubernetes', '由谁创建卷；Kubernetes 写入'),
    },
    'volume.kubernetes.io/selected-node': {
      about: text('the node that the scheduler chose; set by Kubernetes', '调度器选择的节点；Kubernetes 写入'),
    },
    'volume.beta.kubernetes.io/storage-class': {
      about: text(
        'the old way to name the class; use spec.storageClassName',
        '指定存储类的旧写法；请用 spec.storageClassName',
      ),
    },
  },
  Namespace: {
    'scheduler.alpha.kubernetes.io/node-selector': {
      about: text(
        'pods of the namespace only go to nodes with these labels',
        '该命名空间的 Pod 只调度到带这些标签的节点',
      ),
    },
    'scheduler.alpha.kubernetes.io/defaultTolerations': {
      about: text('tolerations that pods of the namespace get', '该命名空间的 Pod 默认获得的容忍度'),
    },
    'linkerd.io/inject': {
      about: text('whether Linkerd adds its proxy to pods of the namespace', 'Linkerd 是否向该命名空间的 Pod 注入代理'),
      values: ['enabled', 'disabled'],
    },
    'openshift.io/display-name': {
      about: text('the name that OpenShift shows for the project', 'OpenShift 显示的项目名称'),
    },
  },
  CustomResourceDefinition: {
    'api-approved.kubernetes.io': {
      about: text(
        'where the API was approved; needed below k8s.io and kubernetes.io',
        'API 审批地址；k8s.io 和 kubernetes.io 下的组必须填写',
      ),
    },
    'controller-gen.kubebuilder.io/version': {
      about: text('the controller-gen that wrote the definition', '生成该定义的 controller-gen 版本'),
    },
    'cert-manager.io/inject-ca-from': {
      about: text(
        'cert-manager puts the CA of this Certificate (namespace/name) here',
        'cert-manager 在此写入该 Certificate（namespace/name）的 CA',
      ),
    },
  },
  ValidatingWebhookConfiguration: {
    'cert-manager.io/inject-ca-from': {
      about: text(
        'cert-manager puts the CA of this Certificate (namespace/name) here',
        'cert-manager 在此写入该 Certificate（namespace/name）的 CA',
      ),
    },
  },
  MutatingWebhookConfiguration: {
    'cert-manager.io/inject-ca-from': {
      about: text(
        'cert-manager puts the CA of this Certificate (namespace/name) here',
        'cert-manager 在此写入该 Certificate（namespace/name）的 CA',
      ),
    },
  },
  ClusterRole: {
    'rbac.authorization.kubernetes.io/autoupdate': {
      about: text('the API server restores its own rules when it starts', 'API 服务器启动时恢复其自带规则'),
      values: onOff,
    },
  },
};
