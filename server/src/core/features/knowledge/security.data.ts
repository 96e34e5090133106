// Linux capabilities as containers name them, kernel parameters that pods set, and what each permits or does.
// Facts of Linux' capabilities(7) and of the kernel's sysctl documentation; which parameters are safe: Kubernetes v1.36
// pkg/kubelet/sysctl/safe_sysctls.go.
import { text } from '../../text.ts';
import type { KnownWords } from './known.ts';

export const capabilities: KnownWords = {
  ALL: {
    about: text(
      'every capability; "drop" it and add back the few that are needed, as "restricted" asks',
      '全部能力；建议在 "drop" 中写 ALL，再按需添加，"restricted" 即如此要求',
    ),
  },
  AUDIT_CONTROL: { about: text('switch kernel auditing and change its rules', '开关内核审计并修改其规则') },
  AUDIT_READ: { about: text('read the kernel’s audit log', '读取内核审计日志') },
  AUDIT_WRITE: { about: text('write records to the kernel’s audit log', '向内核审计日志写入记录') },
  BLOCK_SUSPEND: { about: text('keep the machine from suspending', '阻止系统挂起') },
  BPF: { about: text('load BPF programs and make BPF maps', '加载 BPF 程序并创建 BPF map') },
  CHECKPOINT_RESTORE: { about: text('checkpoint and restore processes', '对进程做检查点与恢复') },
  CHOWN: { about: text('give files to any user or group', '任意更改文件的属主和属组') },
  DAC_OVERRIDE: { about: text('read, write and run files whatever their mode says', '绕过文件的读、写、执行权限检查') },
  DAC_READ_SEARCH: { about: text('read any file and search any folder', '绕过文件读取和目录搜索的权限检查') },
  FOWNER: {
    about: text('do to any file what only its owner may, such as chmod', '对任意文件执行仅属主可做的操作，如 chmod'),
  },
  FSETID: {
    about: text(
      'keep set-user-ID and set-group-ID bits when a file changes',
      '修改文件时保留 set-user-ID 和 set-group-ID 位',
    ),
  },
  IPC_LOCK: { about: text('lock memory, so that it is not swapped out', '锁定内存，使其不被换出') },
  IPC_OWNER: { about: text('use any System V IPC object whatever its mode says', '绕过 System V IPC 对象的权限检查') },
  KILL: { about: text('send signals to processes of any user', '向任意用户的进程发送信号') },
  LEASE: { about: text('take leases on files of others', '对他人的文件建立租约') },
  LINUX_IMMUTABLE: { about: text('set the immutable and append-only flags of files', '设置文件的不可变和只追加标志') },
  MAC_ADMIN: { about: text('configure mandatory access control (Smack)', '配置强制访问控制（Smack）') },
  MAC_OVERRIDE: { about: text('override mandatory access control (Smack)', '绕过强制访问控制（Smack）') },
  MKNOD: { about: text('make device files', '创建设备文件') },
  NET_ADMIN: {
    about: text('configure interfaces, routes and firewalls of the pod’s network', '配置 Pod 网络的接口、路由和防火墙'),
  },
  NET_BIND_SERVICE: {
    about: text(
      'listen on ports below 1024; the only one that "restricted" lets containers add',
      '监听 1024 以下的端口；"restricted" 只允许添加这一项',
    ),
  },
  NET_BROADCAST: {
    about: text('broadcast and listen to multicasts (unused by Linux)', '广播并监听多播（Linux 未使用）'),
  },
  NET_RAW: {
    about: text(
      'use raw and packet sockets: ping, but also forged packets',
      '使用原始套接字和数据包套接字：可以 ping，也可以伪造数据包',
    ),
  },
  PERFMON: { about: text('watch performance events of the system', '监测系统性能事件') },
  SETFCAP: { about: text('give capabilities to files', '为文件设置能力') },
  SETGID: { about: text('become any group', '切换到任意组') },
  SETPCAP: { about: text('change the capabilities of its own process', '修改自身进程的能力') },
  SETUID: { about: text('become any user', '切换到任意用户') },
  SYSLOG: { about: text('read and clear the kernel’s log', '读取并清空内核日志') },
  SYS_ADMIN: {
    about: text(
      'mount, change namespaces and much more: nearly root on the node',
      '挂载、切换命名空间等：几乎等同于节点的 root',
    ),
  },
  SYS_BOOT: { about: text('reboot the machine', '重启系统') },
  SYS_CHROOT: { about: text('change the root folder of its process', '更改进程的根目录') },
  SYS_MODULE: { about: text('load and unload kernel modules: control of the node', '加载和卸载内核模块：可控制节点') },
  SYS_NICE: { about: text('raise priorities of processes and choose their CPUs', '提高进程优先级并指定其 CPU') },
  SYS_PACCT: { about: text('switch process accounting', '开关进程记账') },
  SYS_PTRACE: { about: text('trace any process and read its memory', '跟踪任意进程并读取其内存') },
  SYS_RAWIO: { about: text('reach devices, ports and memory of the machine directly', '直接访问设备、端口和系统内存') },
  SYS_RESOURCE: { about: text('exceed quotas and resource limits of the system', '突破系统的配额和资源限制') },
  SYS_TIME: { about: text('set the clock of the node', '设置节点的时钟') },
  SYS_TTY_CONFIG: { about: text('configure terminals, and hang them up', '配置并挂断终端') },
  WAKE_ALARM: { about: text('set alarms that wake the machine', '设置可唤醒系统的闹钟') },
};

const safe = (en: string, zh: string) => ({
  about: text(`${en}; safe: every pod may set it`, `${zh}；安全：任何 Pod 都可设置`),
});
const unsafe = (en: string, zh: string) => ({
  about: text(
    `${en}; unsafe: only on nodes whose kubelet allows it (allowedUnsafeSysctls)`,
    `${zh}；不安全：仅在 kubelet 允许（allowedUnsafeSysctls）的节点上可用`,
  ),
});

export const sysctls: KnownWords = {
  'kernel.shm_rmid_forced': safe(
    'shared memory goes away with the last process that uses it',
    '共享内存随最后一个使用它的进程释放',
  ),
  'net.ipv4.ip_local_port_range': safe(
    'the ports that outgoing connections start from, first and last',
    '出站连接使用的本地端口范围',
  ),
  'net.ipv4.ip_local_reserved_ports': safe('ports that outgoing connections leave alone', '出站连接不会使用的端口'),
  'net.ipv4.ip_unprivileged_port_start': safe(
    'the first port that needs no privilege; 0 lets anybody listen on 80',
    '无需特权即可监听的首个端口；0 表示任何人都可监听 80',
  ),
  'net.ipv4.ping_group_range': safe('groups that may ping without NET_RAW', '无需 NET_RAW 即可 ping 的组'),
  'net.ipv4.tcp_fin_timeout': safe(
    'seconds that a closed connection waits for the other side',
    '关闭的连接等待对端的秒数',
  ),
  'net.ipv4.tcp_keepalive_intvl': safe('seconds between keepalive probes', 'keepalive 探测之间的秒数'),
  'net.ipv4.tcp_keepalive_probes': safe(
    'probes without an answer until a connection counts as lost',
    '无应答的 keepalive 探测达到此数即视为断开',
  ),
  'net.ipv4.tcp_keepalive_time': safe(
    'seconds that a connection is idle before it is probed',
    '连接空闲多少秒后开始 keepalive 探测',
  ),
  'net.ipv4.tcp_rmem': safe(
    'bytes of a connection’s receive buffer: least, default, most',
    '连接接收缓冲区字节数：最小、默认、最大',
  ),
  'net.ipv4.tcp_syncookies': safe('survive floods of SYN packets', '抵御 SYN 洪泛'),
  'net.ipv4.tcp_wmem': safe(
    'bytes of a connection’s send buffer: least, default, most',
    '连接发送缓冲区字节数：最小、默认、最大',
  ),
  'net.core.somaxconn': unsafe('connections that may wait to be accepted', '等待接受的连接数上限'),
  'net.ipv4.tcp_max_syn_backlog': unsafe('half-open connections that are remembered', '可记住的半开连接数'),
  'net.ipv4.tcp_tw_reuse': unsafe('reuse of connections in TIME_WAIT for new ones', '复用处于 TIME_WAIT 的连接'),
  'net.ipv4.ip_forward': unsafe('the pod passes on packets of others', 'Pod 转发他人的数据包'),
  'net.ipv4.conf.all.src_valid_mark': unsafe(
    'marks of packets count when their source is checked',
    '检查数据包来源时考虑其标记',
  ),
  'net.ipv6.conf.all.disable_ipv6': unsafe('the pod has no IPv6', 'Pod 不使用 IPv6'),
  'net.ipv6.conf.all.forwarding': unsafe('the pod passes on IPv6 packets of others', 'Pod 转发他人的 IPv6 数据包'),
  'kernel.msgmax': unsafe('bytes of the largest System V message', '单条 System V 消息的最大字节数'),
  'kernel.msgmnb': unsafe('bytes of a System V message queue', 'System V 消息队列的字节数'),
  'kernel.sem': unsafe('numbers of System V semaphores', 'System V 信号量的数目'),
  'kernel.shmall': unsafe('pages of shared memory altogether', '共享内存总页数'),
  'kernel.shmmax': unsafe('bytes of the largest shared memory segment', '单个共享内存段的最大字节数'),
  'kernel.shmmni': unsafe('number of shared memory segments', '共享内存段的数目'),
  'fs.mqueue.queues_max': unsafe('number of POSIX message queues', 'POSIX 消息队列的数目'),
};
