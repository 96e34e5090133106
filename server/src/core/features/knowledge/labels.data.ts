// Labels of objects, namespaces and nodes, and taints, that Kubernetes and nearly every cluster give a meaning.
// Kubernetes v1.36: staging/src/k8s.io/api/core/v1/well_known_labels.go, well_known_taints.go, pod-security-admission/api.
import { text } from '../../text.ts';
import { type KnownWords, onOff } from './known.ts';

const levels = ['privileged', 'baseline', 'restricted'];

export const objectLabels: KnownWords = {
  'app.kubernetes.io/name': { about: text('the name of the application, such as mysql', '应用的名称，如 mysql') },
  'app.kubernetes.io/instance': {
    about: text('which one of several of the application, such as mysql-orders', '应用的具体实例，如 mysql-orders'),
  },
  'app.kubernetes.io/version': { about: text('the version of the application', '应用的版本') },
  'app.kubernetes.io/component': {
    about: text('the part that it plays in the application, such as database', '在应用中的角色，如 database'),
  },
  'app.kubernetes.io/part-of': { about: text('the larger application that it belongs to', '所属的更大的应用') },
  'app.kubernetes.io/managed-by': {
    about: text('the tool that takes care of the object', '管理该对象的工具'),
    values: ['Helm', 'kustomize', 'argocd'],
  },
  'helm.sh/chart': {
    about: text('name and version of the chart that the object is from', '对象所属 chart 的名称和版本'),
  },
  'service.kubernetes.io/headless': {
    about: text('put on Endpoints of Services without a cluster IP', '标记无集群 IP 的 Service 的 Endpoints'),
  },
  'service.kubernetes.io/service-proxy-name': {
    about: text('another proxy than kube-proxy serves this Service', '由 kube-proxy 以外的代理处理该 Service'),
  },
  'kubernetes.io/service-name': {
    about: text('the Service that an EndpointSlice belongs to', 'EndpointSlice 所属的 Service'),
  },
  'endpointslice.kubernetes.io/managed-by': {
    about: text('who keeps the EndpointSlice up to date', '维护该 EndpointSlice 的控制器'),
  },
  'pod-template-hash': {
    about: text(
      'put on pods by their ReplicaSet, one value for each revision; never write it',
      '由 ReplicaSet 写在 Pod 上，每个版本一个值；请勿手写',
    ),
  },
  'controller-revision-hash': {
    about: text(
      'the revision of a DaemonSet or StatefulSet that a pod is of; never write it',
      'Pod 所属 DaemonSet 或 StatefulSet 的版本；请勿手写',
    ),
  },
  'statefulset.kubernetes.io/pod-name': {
    about: text(
      'the name of a StatefulSet’s pod, for a Service to one single pod',
      'StatefulSet Pod 的名称，用于指向单个 Pod 的 Service',
    ),
  },
  'apps.kubernetes.io/pod-index': { about: text('the number of a StatefulSet’s pod', 'StatefulSet Pod 的序号') },
  'batch.kubernetes.io/job-name': { about: text('the Job that a pod is of', 'Pod 所属的 Job') },
  'batch.kubernetes.io/job-completion-index': {
    about: text('the index of a pod of an Indexed Job', 'Indexed Job 中 Pod 的索引'),
  },
  'rbac.authorization.k8s.io/aggregate-to-admin': {
    about: text('the rules of this ClusterRole become part of "admin"', '该 ClusterRole 的规则并入 "admin"'),
    values: onOff,
  },
  'rbac.authorization.k8s.io/aggregate-to-edit': {
    about: text('the rules of this ClusterRole become part of "edit"', '该 ClusterRole 的规则并入 "edit"'),
    values: onOff,
  },
  'rbac.authorization.k8s.io/aggregate-to-view': {
    about: text('the rules of this ClusterRole become part of "view"', '该 ClusterRole 的规则并入 "view"'),
    values: onOff,
  },
  'sidecar.istio.io/inject': {
    about: text('whether Istio adds its proxy to the pod', 'Istio 是否向 Pod 注入代理'),
    values: onOff,
  },
  'azure.workload.identity/use': {
    about: text(
      'the pod gets a token of Microsoft Entra for its ServiceAccount',
      'Pod 凭其 ServiceAccount 获得 Microsoft Entra 令牌',
    ),
    values: onOff,
  },
  'argocd.argoproj.io/secret-type': {
    about: text('what Argo CD takes this Secret for', 'Argo CD 如何看待此 Secret'),
    values: ['repository', 'repo-creds', 'cluster'],
  },
  grafana_dashboard: {
    about: text(
      'Grafana’s sidecar loads the dashboards in this ConfigMap',
      'Grafana 边车会加载此 ConfigMap 中的仪表盘',
    ),
    values: ['1'],
  },
};

export const namespaceLabels: KnownWords = {
  'kubernetes.io/metadata.name': {
    about: text(
      'put on every namespace by the API server: its name, for selectors',
      'API 服务器为每个命名空间写入其名称，供选择器使用',
    ),
  },
  'pod-security.kubernetes.io/enforce': {
    about: text('pods that break this level are refused', '违反此级别的 Pod 会被拒绝'),
    values: levels,
  },
  'pod-security.kubernetes.io/enforce-version': {
    about: text('the Kubernetes version whose rules "enforce" means', '"enforce" 采用哪个 Kubernetes 版本的规则'),
    values: ['latest'],
  },
  'pod-security.kubernetes.io/audit': {
    about: text('pods that break this level are noted in the audit log', '违反此级别的 Pod 会记入审计日志'),
    values: levels,
  },
  'pod-security.kubernetes.io/audit-version': {
    about: text('the Kubernetes version whose rules "audit" means', '"audit" 采用哪个 Kubernetes 版本的规则'),
    values: ['latest'],
  },
  'pod-security.kubernetes.io/warn': {
    about: text('who makes pods that break this level is warned', '创建违反此级别的 Pod 时给出警告'),
    values: levels,
  },
  'pod-security.kubernetes.io/warn-version': {
    about: text('the Kubernetes version whose rules "warn" means', '"warn" 采用哪个 Kubernetes 版本的规则'),
    values: ['latest'],
  },
  'istio-injection': {
    about: text('Istio adds its proxy to the pods of the namespace', 'Istio 向该命名空间的 Pod 注入代理'),
    values: ['enabled', 'disabled'],
  },
  'istio.io/rev': { about: text('the revision of Istio whose proxy pods get', 'Pod 使用哪个 Istio 修订版的代理') },
  'istio.io/dataplane-mode': {
    about: text('how pods join Istio’s mesh without a proxy of their own', 'Pod 不带自有代理时如何加入 Istio 网格'),
    values: ['ambient', 'none'],
  },
};

export const nodeLabels: KnownWords = {
  'kubernetes.io/hostname': {
    about: text('the name of the node: each node for itself', '节点的主机名：每个节点各自为一个域'),
  },
  'kubernetes.io/os': {
    about: text('the operating system of the node', '节点的操作系统'),
    values: ['linux', 'windows'],
  },
  'kubernetes.io/arch': { about: text('the processor of the node', '节点的处理器架构'), values: ['amd64', 'arm64'] },
  'topology.kubernetes.io/zone': {
    about: text('the zone of the node: what fails together, within a region', '节点所在的可用区：区域内一同失效的范围'),
  },
  'topology.kubernetes.io/region': {
    about: text('the region of the node; holds several zones', '节点所在的区域；包含多个可用区'),
  },
  'node.kubernetes.io/instance-type': { about: text('the type of machine at the cloud', '云厂商的机器类型') },
  'node.kubernetes.io/windows-build': {
    about: text('the build of Windows that the node runs', '节点运行的 Windows 版本号'),
  },
  'node.kubernetes.io/exclude-from-external-load-balancers': {
    about: text('load balancers of the cloud leave the node out', '云负载均衡器不使用该节点'),
  },
  'node-role.kubernetes.io/control-plane': { about: text('the node runs the control plane', '运行控制平面的节点') },
  'node-role.kubernetes.io/worker': {
    about: text(
      'the node is for workloads, by convention of some installers',
      '用于工作负载的节点（部分安装工具的约定）',
    ),
  },
  'failure-domain.beta.kubernetes.io/zone': {
    about: text('the old name of topology.kubernetes.io/zone', 'topology.kubernetes.io/zone 的旧名'),
  },
  'failure-domain.beta.kubernetes.io/region': {
    about: text('the old name of topology.kubernetes.io/region', 'topology.kubernetes.io/region 的旧名'),
  },
  'beta.kubernetes.io/os': { about: text('the old name of kubernetes.io/os', 'kubernetes.io/os 的旧名') },
  'beta.kubernetes.io/arch': { about: text('the old name of kubernetes.io/arch', 'kubernetes.io/arch 的旧名') },
  'eks.amazonaws.com/nodegroup': { about: text('the node group of EKS', 'EKS 的节点组') },
  'eks.amazonaws.com/capacityType': {
    about: text('how EKS pays for the node', 'EKS 节点的计费方式'),
    values: ['ON_DEMAND', 'SPOT'],
  },
  'cloud.google.com/gke-nodepool': { about: text('the node pool of GKE', 'GKE 的节点池') },
  'cloud.google.com/gke-accelerator': { about: text('the accelerator of a GKE node', 'GKE 节点的加速器') },
  'cloud.google.com/gke-spot': {
    about: text('the node is a Spot machine of GKE', 'GKE 的 Spot 节点'),
    values: ['true'],
  },
  'kubernetes.azure.com/agentpool': { about: text('the node pool of AKS', 'AKS 的节点池') },
  'kubernetes.azure.com/scalesetpriority': {
    about: text('the node is a Spot machine of AKS', 'AKS 的 Spot 节点'),
    values: ['spot'],
  },
  'karpenter.sh/capacity-type': {
    about: text('how Karpenter buys the node', 'Karpenter 购买节点的方式'),
    values: ['on-demand', 'spot', 'reserved'],
  },
  'karpenter.sh/nodepool': {
    about: text('the NodePool of Karpenter’s that made the node', '创建该节点的 Karpenter NodePool'),
  },
  'nvidia.com/gpu.product': { about: text('the model of the node’s GPU', '节点 GPU 的型号') },
};

export const taints: KnownWords = {
  dedicated: {
    about: text(
      'by convention: nodes kept for one team or purpose, named by the value',
      '惯例：保留给某个团队或用途的节点，由值说明',
    ),
  },
  'node-role.kubernetes.io/control-plane': {
    about: text('nodes of the control plane, closed to ordinary pods', '控制平面节点，不接受普通 Pod'),
  },
  'node-role.kubernetes.io/master': {
    about: text('the old name of the control plane’s taint, gone since 1.25', '控制平面污点的旧名，1.25 起移除'),
  },
  'node.cloudprovider.kubernetes.io/shutdown': {
    about: text('the machine is switched off at the cloud', '机器在云端已关机'),
  },
  'node.cloudprovider.kubernetes.io/uninitialized': {
    about: text('a new node that the cloud has not set up yet', '云厂商尚未初始化的新节点'),
  },
  'node.kubernetes.io/disk-pressure': { about: text('the node’s disk is nearly full', '节点磁盘将满') },
  'node.kubernetes.io/memory-pressure': { about: text('the node’s memory is nearly used up', '节点内存将耗尽') },
  'node.kubernetes.io/network-unavailable': { about: text('the node’s network is not set up', '节点网络尚不可用') },
  'node.kubernetes.io/not-ready': {
    about: text(
      'the node is not ready; pods tolerate it for 300 seconds by default',
      '节点未就绪；Pod 默认容忍 300 秒',
    ),
  },
  'node.kubernetes.io/out-of-service': {
    about: text(
      'set by hand on a dead node, so that its pods and volumes move',
      '手动设在失效节点上，以便其 Pod 和卷迁移',
    ),
  },
  'node.kubernetes.io/pid-pressure': { about: text('the node runs out of process numbers', '节点的进程号将耗尽') },
  'node.kubernetes.io/unreachable': {
    about: text(
      'nobody hears of the node; pods tolerate it for 300 seconds by default',
      '无法联系节点；Pod 默认容忍 300 秒',
    ),
  },
  'node.kubernetes.io/unschedulable': { about: text('the node is cordoned', '节点已被 cordon') },
  'nvidia.com/gpu': {
    about: text('nodes with GPUs, kept for pods that ask for one', '带 GPU 的节点，保留给申请 GPU 的 Pod'),
  },
  'kubernetes.azure.com/scalesetpriority': { about: text('Spot nodes of AKS', 'AKS 的 Spot 节点'), values: ['spot'] },
  'cloud.google.com/gke-spot': { about: text('Spot nodes of GKE', 'GKE 的 Spot 节点'), values: ['true'] },
  CriticalAddonsOnly: { about: text('nodes for add-ons of the cluster only', '仅供集群关键附加组件使用的节点') },
};
