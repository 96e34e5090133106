// Words of single fields: verbs of RBAC, fields that the downward API offers, finalizers, classes and drivers.
import { text } from '../../text.ts';
import type { KnownWords } from './known.ts';

/** Kubernetes v1.36 staging/src/k8s.io/apiserver/pkg/endpoints/request/requestinfo.go, plugin/pkg/auth/authorizer/rbac. */
export const verbs: KnownWords = {
  get: { about: text('read one object by its name', '按名称读取单个对象') },
  list: { about: text('read all objects, with all that they hold', '读取全部对象及其内容') },
  watch: { about: text('be told of every change', '监听所有变化') },
  create: { about: text('make new objects; resourceNames cannot narrow it', '创建新对象；resourceNames 对其无效') },
  update: { about: text('replace an object', '替换整个对象') },
  patch: { about: text('change parts of an object, as kubectl apply does', '修改对象的一部分，kubectl apply 即用此') },
  delete: { about: text('delete one object by its name', '按名称删除单个对象') },
  deletecollection: { about: text('delete many objects at once', '批量删除对象') },
  '*': { about: text('every verb, those of the future too', '所有动词，包括将来新增的') },
  use: {
    about: text(
      'use the object, where others ask for that (pod security policies of old)',
      '使用该对象（旧的 PodSecurityPolicy 等）',
    ),
  },
  bind: { about: text('bind a role whose permissions one does not have', '绑定自己并不具备其权限的角色') },
  escalate: { about: text('write roles with permissions that one does not have', '编写超出自身权限的角色') },
  impersonate: {
    about: text('act as another user, group or ServiceAccount', '以其他用户、组或 ServiceAccount 的身份操作'),
  },
  approve: { about: text('approve certificate requests of a signer', '批准某签名者的证书请求') },
  sign: { about: text('sign certificates of a signer', '以某签名者签发证书') },
  attest: { about: text('publish trust bundles of a signer', '发布某签名者的信任包') },
};

/** Kubernetes v1.36 pkg/apis/core/validation/validation.go (validEnvDownwardAPIFieldPathExpressions), pkg/fieldpath. */
export const fieldPaths: KnownWords = {
  'metadata.name': { about: text('the name of the pod', 'Pod 的名称') },
  'metadata.namespace': { about: text('the namespace of the pod', 'Pod 所在的命名空间') },
  'metadata.uid': { about: text('the UID of the pod, never used twice', 'Pod 的 UID，不会重复使用') },
  'metadata.labels': { about: text('all labels, in volumes only', '全部标签，仅限卷') },
  'metadata.annotations': { about: text('all annotations, in volumes only', '全部注解，仅限卷') },
  "metadata.labels['']": { about: text('one label, by its key between the quotes', '单个标签，键写在引号内') },
  "metadata.annotations['']": {
    about: text('one annotation, by its key between the quotes', '单个注解，键写在引号内'),
  },
  'spec.nodeName': { about: text('the node that the pod runs on; in env only', 'Pod 所在的节点；仅限 env') },
  'spec.serviceAccountName': {
    about: text('the ServiceAccount of the pod; in env only', 'Pod 的 ServiceAccount；仅限 env'),
  },
  'status.hostIP': { about: text('the IP of the node; in env only', '节点的 IP；仅限 env') },
  'status.hostIPs': { about: text('all IPs of the node; in env only', '节点的全部 IP；仅限 env') },
  'status.podIP': { about: text('the IP of the pod; in env only', 'Pod 的 IP；仅限 env') },
  'status.podIPs': { about: text('all IPs of the pod; in env only', 'Pod 的全部 IP；仅限 env') },
};

export const containerResources: KnownWords = {
  'limits.cpu': {
    about: text(
      'the CPU limit of the container; without one, what the node has',
      '容器的 CPU 上限；未设置时为节点的可分配量',
    ),
  },
  'limits.memory': {
    about: text('the memory limit; without one, what the node has', '容器的内存上限；未设置时为节点的可分配量'),
  },
  'limits.ephemeral-storage': { about: text('the limit on the node’s disk', '节点本地磁盘的上限') },
  'requests.cpu': { about: text('the CPU that the container asks for', '容器请求的 CPU') },
  'requests.memory': { about: text('the memory that the container asks for', '容器请求的内存') },
  'requests.ephemeral-storage': {
    about: text('what the container asks for on the node’s disk', '容器请求的节点本地磁盘'),
  },
};

export const resourceKeys: KnownWords = {
  cpu: { about: text('time on processors: 1 is one core, 100m a tenth', '处理器时间：1 为一个核，100m 为十分之一') },
  memory: {
    about: text('bytes; a container that takes more than its limit is killed', '字节；超过上限的容器会被终止'),
  },
  'ephemeral-storage': {
    about: text('bytes on the node’s disk: logs, layers, emptyDir', '节点本地磁盘字节数：日志、可写层、emptyDir'),
  },
  storage: { about: text('bytes of a volume', '卷的字节数') },
  'hugepages-2Mi': {
    about: text('bytes in pages of 2Mi; requests equal limits', '2Mi 大页字节数；requests 须等于 limits'),
  },
  'hugepages-1Gi': {
    about: text('bytes in pages of 1Gi; requests equal limits', '1Gi 大页字节数；requests 须等于 limits'),
  },
  'nvidia.com/gpu': {
    about: text(
      'whole GPUs, in limits; offered by NVIDIA’s device plugin',
      '整块 GPU，写在 limits 中；由 NVIDIA 设备插件提供',
    ),
  },
  'amd.com/gpu': {
    about: text(
      'whole GPUs, in limits; offered by AMD’s device plugin',
      '整块 GPU，写在 limits 中；由 AMD 设备插件提供',
    ),
  },
};

/** Kubernetes v1.36: finalizers that its controllers set and wait for. */
export const finalizers: KnownWords = {
  foregroundDeletion: { about: text('what the object owns is deleted before it', '先删除其从属对象') },
  orphan: { about: text('what the object owns stays', '保留其从属对象') },
  kubernetes: {
    about: text('of namespaces: goes when everything in it is gone', '命名空间专用：其中内容全部删除后移除'),
  },
  'kubernetes.io/pvc-protection': { about: text('the claim stays while a pod uses it', '有 Pod 使用时不会删除该声明') },
  'kubernetes.io/pv-protection': {
    about: text('the volume stays while a claim is bound to it', '有声明绑定时不会删除该卷'),
  },
  'service.kubernetes.io/load-balancer-cleanup': {
    about: text('the cloud’s load balancer goes before the Service', '先清理云负载均衡器再删除 Service'),
  },
  'batch.kubernetes.io/job-tracking': {
    about: text('the pod stays until its Job has counted it', 'Job 统计前不会删除该 Pod'),
  },
  'customresourcecleanup.apiextensions.k8s.io': {
    about: text('the definition goes after its objects', '先删除其对象再删除定义'),
  },
  'resources-finalizer.argocd.argoproj.io': {
    about: text('Argo CD deletes what the Application made first', 'Argo CD 先删除该 Application 创建的对象'),
  },
};

export const priorityClasses: KnownWords = {
  'system-cluster-critical': {
    about: text('2000000000: the cluster needs it; it may move', '2000000000：集群必需，可迁移'),
  },
  'system-node-critical': { about: text('2000001000, the highest: the node needs it', '2000001000，最高：节点必需') },
};

export const provisioners: KnownWords = {
  'kubernetes.io/no-provisioner': {
    about: text(
      'nothing makes volumes; an administrator writes them, such as local ones',
      '不自动创建卷；由管理员编写，如本地卷',
    ),
  },
  'ebs.csi.aws.com': { about: text('disks of AWS (EBS): one node at a time', 'AWS 磁盘（EBS）：同一时间一个节点') },
  'efs.csi.aws.com': { about: text('shared files of AWS (EFS): many nodes', 'AWS 共享文件（EFS）：多个节点') },
  'pd.csi.storage.gke.io': { about: text('persistent disks of Google Cloud', 'Google Cloud 持久磁盘') },
  'filestore.csi.storage.gke.io': {
    about: text('shared files of Google Cloud: many nodes', 'Google Cloud 共享文件：多个节点'),
  },
  'disk.csi.azure.com': { about: text('disks of Azure: one node at a time', 'Azure 磁盘：同一时间一个节点') },
  'file.csi.azure.com': { about: text('shared files of Azure: many nodes', 'Azure 共享文件：多个节点') },
  'rancher.io/local-path': {
    about: text('folders on the node, as k3s and kind have them', '节点上的目录，k3s 和 kind 即用此'),
  },
  'nfs.csi.k8s.io': { about: text('folders of an NFS server: many nodes', 'NFS 服务器上的目录：多个节点') },
  'driver.longhorn.io': { about: text('Longhorn: replicated disks of the nodes', 'Longhorn：节点磁盘的多副本存储') },
  'rook-ceph.rbd.csi.ceph.com': { about: text('Ceph’s block devices, run by Rook', 'Rook 管理的 Ceph 块设备') },
  'rook-ceph.cephfs.csi.ceph.com': {
    about: text('Ceph’s shared files, run by Rook: many nodes', 'Rook 管理的 Ceph 共享文件：多个节点'),
  },
  'hostpath.csi.k8s.io': { about: text('folders on the node, for tests', '节点上的目录，仅供测试') },
};

export const ingressControllers: KnownWords = {
  'k8s.io/ingress-nginx': { about: text('the community’s NGINX (ingress-nginx)', '社区版 NGINX（ingress-nginx）') },
  'nginx.org/ingress-controller': { about: text('F5’s NGINX Ingress Controller', 'F5 的 NGINX Ingress Controller') },
  'traefik.io/ingress-controller': { about: text('Traefik', 'Traefik') },
  'haproxy.org/ingress-controller': { about: text('HAProxy', 'HAProxy') },
  'ingress.k8s.aws/alb': { about: text('Application Load Balancers of AWS', 'AWS 应用负载均衡器') },
  'ingress-controllers.konghq.com/kong': { about: text('Kong', 'Kong') },
};

/** Kubernetes v1.36 staging/src/k8s.io/api/core/v1/types.go, SecretType. */
export const secretTypes: KnownWords = {
  Opaque: { about: text('anything; no key is asked for', '任意内容；不要求特定的键') },
  'kubernetes.io/tls': { about: text('a certificate and its key: tls.crt, tls.key', '证书和私钥：tls.crt、tls.key') },
  'kubernetes.io/dockerconfigjson': {
    about: text('logins of image registries: .dockerconfigjson', '镜像仓库登录信息：.dockerconfigjson'),
  },
  'kubernetes.io/dockercfg': {
    about: text('logins of image registries in the old form: .dockercfg', '旧格式的镜像仓库登录信息：.dockercfg'),
  },
  'kubernetes.io/basic-auth': {
    about: text('a user’s name and password: username, password', '用户名和密码：username、password'),
  },
  'kubernetes.io/ssh-auth': { about: text('a key for SSH: ssh-privatekey', 'SSH 私钥：ssh-privatekey') },
  'kubernetes.io/service-account-token': {
    about: text('a lasting token of the ServiceAccount that an annotation names', '注解所指 ServiceAccount 的长期令牌'),
  },
  'bootstrap.kubernetes.io/token': {
    about: text('a token with which nodes join the cluster', '节点加入集群所用的令牌'),
  },
};
